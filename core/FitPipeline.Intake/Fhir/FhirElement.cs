using System.Text.Json;

namespace FitPipeline.Intake.Fhir;

/// <summary>
/// A place in a FHIR document, which may hold nothing: asking further of nothing gives nothing, so a reader says what it
/// looks for and not how each step might fail.
/// </summary>
/// <param name="json">The element; undefined when there is nothing here.</param>
/// <param name="resource">Which resource of the document it stands in.</param>
internal readonly struct FhirElement(JsonElement json, int resource)
{
    internal const string Snomed = "http://snomed.info/sct";
    internal const string Loinc = "http://loinc.org";
    internal const string NhsNumberSystem = "https://fhir.nhs.uk/Id/nhs-number";

    /// <summary>Identifiers in this system are barcodes of kits.</summary>
    internal const string KitSystem = "urn:fitpipeline:kit";

    internal const string OdsSystem = "https://fhir.nhs.uk/Id/ods-organization-code";

    private const int LongestId = 64;

    /// <summary>Which resource of the document it stands in; for a resource, which one it is.</summary>
    internal int Resource => resource;

    internal JsonElement Json => json;

    internal bool Exists => json.ValueKind is not (JsonValueKind.Undefined or JsonValueKind.Null);

    internal bool IsObject => json.ValueKind == JsonValueKind.Object;

    /// <summary>The text here; null when there is none. A text that is no text (half a surrogate pair) comes out as one no check lets pass.</summary>
    internal string? Text
    {
        get
        {
            if (json.ValueKind != JsonValueKind.String)
            {
                return null;
            }

            try
            {
                return json.GetString()!.Trim() is { Length: > 0 } text ? text : null;
            }
            catch (InvalidOperationException)
            {
                return "\uFFFD";
            }
        }
    }

    /// <summary>A resource's own id; null when there is none, or when it is none by FHIR R4's rule for ids.</summary>
    internal string? Id => this["id"].Text is { Length: <= LongestId } id && id.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '.') ? id : null;

    /// <summary>True or false, when one of them is here.</summary>
    internal bool? Flag => json.ValueKind switch
    {
        JsonValueKind.True => true,
        JsonValueKind.False => false,
        _ => null,
    };

    /// <summary>A number as it is written, when one is here: 10.0 keeps its nought.</summary>
    internal string? NumberText => json.ValueKind == JsonValueKind.Number ? json.GetRawText() : null;

    /// <summary>The resource's type, when this is a resource.</summary>
    internal string? ResourceType => this["resourceType"].Text;

    internal FhirElement this[string name] =>
        json.ValueKind == JsonValueKind.Object && json.TryGetProperty(name, out JsonElement child) ? new FhirElement(child, resource) : default;

    /// <summary>The items of a list; one item where a list should be is a list of one.</summary>
    internal IEnumerable<FhirElement> Each(string name)
    {
        FhirElement list = this[name];
        if (list.IsList)
        {
            foreach (JsonElement item in list.Items())
            {
                yield return new FhirElement(item, resource);
            }
        }
        else if (list.Exists)
        {
            yield return list;
        }
    }

    /// <summary>The codes a CodeableConcept here has in a code system.</summary>
    internal IEnumerable<string> Codes(string system) =>
        Each("coding").Where(coding => coding["system"].Is(system)).Select(coding => coding["code"].Text).OfType<string>();

    /// <summary>
    /// The values of identifiers in a system, each once, of a resource or of a Reference that only identifies one. NHS
    /// documents disagree on the letter case of systems.
    /// </summary>
    internal IReadOnlyList<string> Identifiers(string system) =>
        [.. Each("identifier").Where(identifier => identifier["system"].Is(system)).Select(identifier => identifier["value"].Text).OfType<string>().Distinct()];

    /// <summary>The extensions here whose address is the one given.</summary>
    internal IEnumerable<FhirElement> Extensions(string url) => Each("extension").Where(extension => extension["url"].Is(url));

    internal bool Is(string text) => string.Equals(Text, text, StringComparison.OrdinalIgnoreCase);

    private bool IsList => json.ValueKind == JsonValueKind.Array;

    private JsonElement.ArrayEnumerator Items() => json.EnumerateArray();
}
