using System.Text.Json.Serialization;

namespace FitPipeline.Application.Storage;

/// <summary>A page of a list.</summary>
/// <param name="Items">At most 200.</param>
/// <param name="Next">The cursor of the next page; null on the last.</param>
public sealed record Page<T>(IReadOnlyList<T> Items, [property: JsonIgnore(Condition = JsonIgnoreCondition.Never)] string? Next)
{
    /// <summary>The most a page holds.</summary>
    public const int Size = 200;
}
