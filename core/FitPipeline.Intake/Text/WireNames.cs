using System.Collections.Frozen;

namespace FitPipeline.Intake;

/// <summary>An enumeration's names on the wire. They are matched exactly: a name in another case is another name.</summary>
internal sealed class WireNames<T>
    where T : struct, Enum
{
    private readonly FrozenDictionary<string, T> _byName;
    private readonly FrozenDictionary<string, T>.AlternateLookup<ReadOnlySpan<char>> _bySpan;

    internal WireNames(params (string Name, T Value)[] names)
    {
        _byName = names.ToFrozenDictionary(pair => pair.Name, pair => pair.Value, StringComparer.Ordinal);
        _bySpan = _byName.GetAlternateLookup<ReadOnlySpan<char>>();
        MustBeOneOf = "It must be one of " + string.Join(", ", names.Select(pair => pair.Name)) + ".";
    }

    /// <summary>The rule as a fault says it.</summary>
    internal string MustBeOneOf { get; }

    internal bool TryGet(ReadOnlySpan<char> name, out T value) => _bySpan.TryGetValue(name, out value);
}
