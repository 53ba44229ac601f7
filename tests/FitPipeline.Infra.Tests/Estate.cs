using System.Text.Json;
using System.Text.Json.Serialization;

namespace FitPipeline.Infra.Tests;

/// <summary>What tests/bicep-syntax/check.mjs found in a folder of Bicep files.</summary>
internal sealed record Estate(IReadOnlyDictionary<string, BicepFile> Files)
{
    private static readonly Lazy<Estate> Ours = new(() => Read(Repository.Infra));

    /// <summary>infra/, read once.</summary>
    internal static Estate Current => Ours.Value;

    /// <summary>The folder that was read.</summary>
    internal string Folder { get; init; } = "";

    internal BicepFile Main => Files["main.bicep"];

    internal IEnumerable<(string Path, BicepFile File, ResourceDeclaration Resource)> Resources =>
        from file in Files from resource in file.Value.Resources select (file.Key, file.Value, resource);

    /// <summary>Resources the estate makes, not those it only points at.</summary>
    internal IEnumerable<(string Path, BicepFile File, ResourceDeclaration Resource)> Made(string type) =>
        Resources.Where(r => r.Resource.Type == type && !r.Resource.Existing);

    internal static Estate Read(string folder)
    {
        string node = CommandLine.Find("node")
            ?? throw new InvalidOperationException("Node.js 20 or newer is needed to read infra/ without the Bicep compiler: https://nodejs.org.");
        if (!Directory.Exists(Path.Combine(Repository.BicepSyntax, "node_modules")))
        {
            throw new InvalidOperationException("The Bicep grammar is not installed. Run: npm ci --prefix tests/bicep-syntax");
        }

        CommandLine.Answer answer = CommandLine.Run(node, ["check.mjs", folder], Repository.BicepSyntax);
        return answer.ExitCode == 0
            ? JsonSerializer.Deserialize(answer.Output, EstateJson.Default.Estate)! with { Folder = folder }
            : throw new InvalidOperationException($"check.mjs failed:\n{answer.Errors}");
    }
}

internal sealed record BicepFile(
    IReadOnlyList<Finding> Errors,
    IReadOnlyList<string> Order,
    string? TargetScope,
    string? Using,
    IReadOnlyList<ImportDeclaration> Imports,
    IReadOnlyList<ValueDeclaration> Metadata,
    IReadOnlyList<ParameterDeclaration> Params,
    IReadOnlyList<ValueDeclaration> Variables,
    IReadOnlyList<ResourceDeclaration> Resources,
    IReadOnlyList<ModuleDeclaration> Modules,
    IReadOnlyList<ValueDeclaration> Outputs,
    IReadOnlyList<TypeDeclaration> Types,
    IReadOnlyList<Finding> Unresolved,
    IReadOnlyList<Finding> Unused)
{
    internal JsonElement Variable(string name) => Variables.Single(v => v.Name == name).Value;
}

internal sealed record Finding(int Line, int Column, string What);

internal sealed record Decorator(string Name, IReadOnlyList<JsonElement> Arguments);

internal sealed record ImportDeclaration(string From, IReadOnlyList<string> Names);

internal sealed record ParameterDeclaration(
    string Name, int Line, string Type, bool Nullable, bool HasDefault, JsonElement Default, IReadOnlyList<Decorator> Decorators)
{
    internal bool MustBeGiven => !HasDefault && !Nullable;
}

internal sealed record ValueDeclaration(string Name, int Line, JsonElement Value, IReadOnlyList<Decorator> Decorators);

internal sealed record Loop(string Item, string? Index, JsonElement Over);

internal sealed record ResourceDeclaration(
    string Name, int Line, string Type, string ApiVersion, bool Existing, string? Condition, Loop? Loop, JsonElement Body);

internal sealed record ModuleDeclaration(string Name, int Line, string Path, string? Condition, JsonElement Body);

internal sealed record TypeDeclaration(string Name, int Line, string? Text, IReadOnlyList<TypeMember> Members, IReadOnlyList<Decorator> Decorators);

internal sealed record TypeMember(string Name, string Type, bool Nullable, IReadOnlyList<Decorator> Decorators);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(Estate))]
internal sealed partial class EstateJson : JsonSerializerContext;
