using System.Text.Json.Nodes;

namespace FitPipeline.Infra.Tests;

/// <summary>One ARM template: main, or a module of it as the compiler nests it.</summary>
internal sealed record Template(string Name, JsonObject Body)
{
    private static readonly Lazy<(JsonObject? Template, IReadOnlyList<string> Diagnostics)> Built =
        new(() => BicepCompiler.Current.Build(Path.Combine(Repository.Infra, "main.bicep")));

    /// <summary>What the compiler and its linter say of main.bicep and every file it uses.</summary>
    internal static IReadOnlyList<string> Diagnostics => Built.Value.Diagnostics;

    internal static Template Main =>
        new("main", Built.Value.Template ?? throw new InvalidOperationException(string.Join('\n', Diagnostics)));

    /// <summary>main, then each module that main deploys.</summary>
    internal static IEnumerable<Template> All =>
        [Main, .. Main.Resources.Select(module => new Template(module.Name, module.Body["properties"]!["template"]!.AsObject()))];

    internal IEnumerable<(string Name, JsonObject Body)> Parameters => Members(Body["parameters"]);

    internal IEnumerable<(string Name, JsonObject Body)> Outputs => Members(Body["outputs"]);

    /// <summary>Types, by their names without the prefix that tells two of one name apart.</summary>
    internal IEnumerable<(string Name, JsonObject Body)> Types =>
        Members(Body["definitions"]).Select(type => (type.Name.Split('.')[^1], type.Body));

    /// <summary>Resources, by the symbol they have in Bicep where the compiler keeps it, by their place where it does not.</summary>
    internal IEnumerable<(string Name, JsonObject Body)> Resources => Body["resources"] switch
    {
        JsonArray list => list.Select((resource, place) => ($"{place}", resource!.AsObject())),
        var named => Members(named),
    };

    /// <summary>A member of a type, with what the type demands of it.</summary>
    internal JsonObject Member(string type, string name) => Types.Single(each => each.Name == type).Body["properties"]![name]!.AsObject();

    internal static string Description(JsonObject declared) => declared["metadata"]?["description"]?.GetValue<string>() ?? "";

    internal static IEnumerable<(string Name, JsonObject Body)> Members(JsonNode? named) =>
        named is JsonObject members ? members.Select(member => (member.Key, member.Value!.AsObject())) : [];
}
