namespace FitPipeline.Pathway.Policy;

/// <summary>The policy in force and those before it, by version: what was decided under one is lived again under that one.</summary>
/// <param name="current">The policy in force.</param>
/// <param name="earlier">Those before it.</param>
public sealed class PolicyHistory(PathwayPolicy current, params IReadOnlyList<PathwayPolicy> earlier)
{
    /// <summary>The policy of a version; the one in force when it is not known any more, for no other can be asked.</summary>
    /// <param name="version">The version stored with a decision.</param>
    public PathwayPolicy Of(string version) =>
        version == current.Version ? current : earlier.FirstOrDefault(policy => policy.Version == version) ?? current;
}
