using System.Collections.Frozen;

namespace FitPipeline.Intake.Text;

/// <summary>An enumeration's names on the wire.</summary>
internal sealed class WireNames<T>
    where T : struct, Enum
{
    private readonly FrozenDictionary<string, T> _byName;
    private readonly FrozenDictionary<string, T>.AlternateLookup<ReadOnlySpan<char>> _bySpan;

    /// <summary>Names that are matched exactly.</summary>
    internal WireNames(params (string Name, T Value)[] names)
        : this(StringComparer.Ordinal, names)
    {
    }

    internal WireNames(StringComparer comparer, params (string Name, T Value)[] names)
    {
        _byName = names.ToFrozenDictionary(pair => pair.Name, pair => pair.Value, comparer);
        _bySpan = _byName.GetAlternateLookup<ReadOnlySpan<char>>();
        MustBeOneOf = "It must be one of " + string.Join(", ", names.Select(pair => pair.Name)) + ".";
    }

    /// <summary>The rule as a fault says it.</summary>
    internal string MustBeOneOf { get; }

    internal bool TryGet(ReadOnlySpan<char> name, out T value) => _bySpan.TryGetValue(name, out value);
}
