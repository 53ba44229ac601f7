using System.Text.Json;

namespace FitPipeline.Intake.Fhir;

/// <summary>The resources of a document and the ways they refer to each other: full URL, urn:uuid, relative, contained.</summary>
internal sealed class FhirDocument
{
    private const int NoContainer = -1;

    private readonly List<FhirElement> _all = [];
    private readonly List<int> _containers = [];
    private readonly Dictionary<string, int> _byReference = new(StringComparer.Ordinal);
    private readonly HashSet<string> _ambiguous = new(StringComparer.Ordinal);
    private readonly Dictionary<(int Container, string Id), int> _contained = [];

    internal FhirDocument(JsonElement root)
    {
        FhirElement whole = new(root, NoContainer);
        if (whole.ResourceType == "Bundle")
        {
            Root = whole;
            foreach (FhirElement entry in whole.Each("entry"))
            {
                Enter(entry["resource"], entry["fullUrl"].Text);
            }
        }
        else
        {
            Enter(whole, null);
            Root = _all.Count > 0 ? _all[0] : whole;
        }
    }

    /// <summary>The Bundle, or the one resource the document is.</summary>
    internal FhirElement Root { get; }

    /// <summary>The resources that are not contained in others.</summary>
    internal IEnumerable<FhirElement> Resources => _all.Where(resource => _containers[resource.Resource] == NoContainer);

    /// <summary>All resources of a type, contained ones too.</summary>
    internal IEnumerable<FhirElement> OfType(string type) => _all.Where(resource => resource.ResourceType == type);

    /// <summary>What a Reference points to; nothing when it points outside the document, or to two things.</summary>
    internal FhirElement Resolve(FhirElement reference)
    {
        string? target = reference["reference"].Text;
        if (target is null)
        {
            return default;
        }

        if (target.StartsWith('#'))
        {
            int container = _containers[reference.Resource] == NoContainer ? reference.Resource : _containers[reference.Resource];
            return _contained.TryGetValue((container, target[1..]), out int contained) ? _all[contained] : default;
        }

        int history = target.IndexOf("/_history/", StringComparison.Ordinal);
        target = history < 0 ? target : target[..history];
        return !_ambiguous.Contains(target) && _byReference.TryGetValue(target, out int index) ? _all[index] : default;
    }

    private void Enter(FhirElement resource, string? fullUrl)
    {
        if (!resource.IsObject)
        {
            return;
        }

        int index = Add(resource, NoContainer);
        foreach (string name in NamesOf(resource, fullUrl))
        {
            if (!_byReference.TryAdd(name, index))
            {
                _ambiguous.Add(name);
            }
        }

        foreach (FhirElement contained in resource.Each("contained"))
        {
            if (contained.IsObject)
            {
                int inner = Add(contained, index);
                if (contained["id"].Text is string id)
                {
                    _contained.TryAdd((index, id), inner);
                }
            }
        }
    }

    private int Add(FhirElement resource, int container)
    {
        _all.Add(new FhirElement(resource.Json, _all.Count));
        _containers.Add(container);
        return _all.Count - 1;
    }

    private static HashSet<string> NamesOf(FhirElement resource, string? fullUrl)
    {
        const string Uuid = "urn:uuid:";
        HashSet<string> names = new(StringComparer.Ordinal);
        if (fullUrl is not null)
        {
            names.Add(fullUrl);

            // Published examples also refer to urn:uuid:x as plain x.
            names.Add(fullUrl.StartsWith(Uuid, StringComparison.Ordinal) ? fullUrl[Uuid.Length..] : fullUrl);

            // A relative reference leaves the server's address off, and the resource need not repeat its id.
            string kind = $"/{resource.ResourceType}/";
            int at = fullUrl.LastIndexOf(kind, StringComparison.Ordinal);
            if (at >= 0 && fullUrl.IndexOf('/', at + kind.Length) < 0)
            {
                names.Add(fullUrl[(at + 1)..]);
            }
        }

        if (resource["id"].Text is string id)
        {
            names.Add(id);
            names.Add($"{resource.ResourceType}/{id}");
        }

        return names;
    }
}
