using System.Text.Json.Nodes;

namespace FitPipeline.Infra.Tests;

/// <summary>A value that every resource of one type must have.</summary>
/// <param name="Type">The resource's type.</param>
/// <param name="Path">Where the value stands (<see cref="Resource"/>).</param>
/// <param name="Value">What it must be, as <see cref="Resource.Text"/> gives it.</param>
/// <param name="Of">Which resources of the type, in which estates; all, where it is not given.</param>
internal sealed record Promise(string Type, string Path, string Value, Func<Estate, Resource, bool>? Of = null)
{
    internal IEnumerable<Resource> Concerns(Estate estate) => estate.Of(Type).Where(resource => Of is null || Of(estate, resource));

    /// <summary>What is wrong; a promise about nothing at all is wrong too, unless it is about some resources only.</summary>
    internal IEnumerable<string> Broken(Estate estate) =>
        Of is null && !estate.Of(Type).Any()
            ? [$"{estate.Name} has no {Type}"]
            : Concerns(estate).Where(resource => resource.Text(Path) != Value)
                .Select(resource => $"{estate.Name}, {Type} {resource.Name}: {Path} is '{resource.Text(Path)}' and not '{Value}'");

    public override string ToString() => $"{Type}: {Path} is {Value}";
}

/// <summary>A list of promises, checked and proved to bite.</summary>
internal static class Promises
{
    internal static void AssertKept(this IReadOnlyCollection<Promise> promises, IEnumerable<Estate> estates) =>
        Assert.Empty(estates.SelectMany(estate => promises.SelectMany(promise => promise.Broken(estate))));

    /// <summary>Breaks each promise on each resource it is about, by another value and by none: it alone must complain, once.</summary>
    internal static void AssertBite(this IReadOnlyCollection<Promise> promises, IReadOnlyCollection<Estate> estates)
    {
        Assert.All(promises, promise => Assert.Contains(estates, estate => promise.Concerns(estate).Any()));
        foreach (Estate estate in estates)
        {
            foreach (Promise promise in promises)
            {
                foreach (Resource resource in promise.Concerns(estate))
                {
                    foreach (JsonNode? wrong in (JsonNode?[])[JsonValue.Create(promise.Value == "true" ? "false" : "true"), null])
                    {
                        Estate broken = estate.With(resource, promise.Path, wrong);
                        string complaint = Assert.Single(promises.SelectMany(each => each.Broken(broken)));
                        Assert.Contains($"{resource.Name}: {promise.Path} is", complaint, StringComparison.Ordinal);
                    }
                }
            }
        }
    }
}
