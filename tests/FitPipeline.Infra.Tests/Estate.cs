using System.Globalization;
using System.Text.Json.Nodes;

namespace FitPipeline.Infra.Tests;

/// <summary>The resources that one parameter file would deploy, as the compiler works them out.</summary>
internal sealed record Estate(string Name, IReadOnlyList<Resource> Resources)
{
    internal const string Tenant = "11111111-1111-1111-1111-111111111111";
    internal const string Laboratory = "33333333-3333-3333-3333-333333333333";

    private static readonly Lazy<Estate> LazyDev = new(() => Read("dev", Path.Combine(Repository.Infra, "dev.bicepparam")));
    private static readonly Lazy<Estate> LazyProd = new(() => Read("prod", Path.Combine(Repository.Infra, "prod.bicepparam")));
    private static readonly Lazy<Estate> LazyLater = new(ReadLater);

    internal static Estate Dev => LazyDev.Value;

    internal static Estate Prod => LazyProd.Value;

    /// <summary>prod as it becomes: a laboratory that sends files is named, and the archive is locked.</summary>
    internal static Estate Later => LazyLater.Value;

    internal static IEnumerable<Estate> All => [Dev, Prod, Later];

    /// <summary>What stands behind every name: <c>-fit-prod-</c> and eight characters that the resource group decides.</summary>
    private string Suffix => One("Microsoft.ManagedIdentity/userAssignedIdentities").Name["id".Length..];

    internal IEnumerable<Resource> Of(string type) => Resources.Where(resource => resource.Type == type);

    internal Resource One(string type) => Of(type).Single();

    /// <summary>The resource of this type with this last part of its name.</summary>
    internal Resource One(string type, string name) => Of(type).Single(resource => resource.Name == name);

    internal IEnumerable<string> NamesOf(string type) => Of(type).Select(resource => resource.Name).Order(StringComparer.Ordinal);

    /// <summary>A name without what every name of this estate ends in.</summary>
    internal string Short(string name)
    {
        // A storage account's name has no hyphens.
        string without = string.Concat(Suffix["-fit-".Length..].Split('-'));
        return name.Replace(Suffix, "", StringComparison.Ordinal).Replace(without, "", StringComparison.Ordinal);
    }

    /// <summary>The estate with one value of one resource changed, or taken away.</summary>
    internal Estate With(Resource resource, string path, JsonNode? value) => this with
    {
        Resources = [.. Resources.Select(each => ReferenceEquals(each, resource) ? each.With(path, value) : each)],
    };

    internal Estate Without(Resource resource) => this with { Resources = [.. Resources.Where(each => !ReferenceEquals(each, resource))] };

    internal static Estate Read(string name, string path)
    {
        JsonObject snapshot = BicepCompiler.Current.Snapshot(path, new JsonObject
        {
            ["tenantId"] = Tenant,
            ["subscriptionId"] = "22222222-2222-2222-2222-222222222222",
            ["resourceGroup"] = "rg-fit",
            ["location"] = "uksouth",
            ["deploymentName"] = "main",
        });
        return new Estate(name, [.. snapshot["predictedResources"]!.AsArray().Select(resource => new Resource(resource!.AsObject()))]);
    }

    private static Estate ReadLater()
    {
        using InfraCopy copy = new();
        copy.AsItBecomes();
        return Read("prod later", copy.File("prod.bicepparam"));
    }
}

/// <summary>One resource to be made. A path has dots between names, and numbers for places in a list.</summary>
internal sealed record Resource(JsonObject Body)
{
    internal string Type => Text("type");

    internal string Id => Text("id");

    /// <summary>The last part of the name: a container's own, without its account's.</summary>
    internal string Name => Text("name").Split('/')[^1];

    /// <summary>The resource id that an extension (a role, a diagnostic setting) is set on.</summary>
    internal string Scope => Id.StartsWith(Extension, StringComparison.Ordinal)
        ? Id[Extension.Length..Id.IndexOf('\'', Extension.Length)]
        : Id[..Id.LastIndexOf("/providers/", StringComparison.Ordinal)];

    // How the compiler writes the id of an extension whose name only Azure can work out.
    private static string Extension => "[extensionResourceId('";

    internal JsonNode? At(string path)
    {
        JsonNode? current = Body;
        foreach (string step in path.Split('.'))
        {
            current = current switch
            {
                JsonObject named => named[step],
                JsonArray list when int.TryParse(step, out int place) && place < list.Count => list[place],
                _ => null,
            };
        }

        return current;
    }

    /// <summary>A value as it is written in JSON, without quotes; empty where there is none.</summary>
    internal string Text(string path) => Written(At(path));

    internal IEnumerable<string> Texts(string path) => At(path) is JsonArray list ? list.Select(Written) : [];

    public override string ToString() => Id;

    internal Resource With(string path, JsonNode? value)
    {
        Resource changed = new(Body.DeepClone().AsObject());
        int last = path.LastIndexOf('.');
        JsonNode parent = last < 0 ? changed.Body : changed.At(path[..last])!;
        string name = path[(last + 1)..];
        if (parent is JsonArray list)
        {
            list[int.Parse(name, CultureInfo.InvariantCulture)] = value;
        }
        else if (value is null)
        {
            parent.AsObject().Remove(name);
        }
        else
        {
            parent[name] = value;
        }

        return changed;
    }

    private static string Written(JsonNode? value) => value switch
    {
        null => "",
        JsonValue text when text.TryGetValue(out string? written) => written,
        _ => value.ToJsonString(),
    };
}
