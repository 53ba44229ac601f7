namespace FitPipeline.Local.Storage;

/// <summary>What a statement is given: a number, a text, bytes or nothing. A time is its UTC ticks, a truth 0 or 1.</summary>
internal readonly struct SqlValue
{
    private SqlValue(object? held, long number)
    {
        Held = held;
        Number = number;
    }

    /// <summary>A string, bytes, <see cref="Whole"/> for a number, or null.</summary>
    internal object? Held { get; }

    internal long Number { get; }

    internal static object Whole { get; } = new();

    public static implicit operator SqlValue(string? text) => new(text, 0);

    public static implicit operator SqlValue(byte[]? bytes) => new(bytes, 0);

    public static implicit operator SqlValue(long number) => new(Whole, number);

    public static implicit operator SqlValue(long? number) => number is { } value ? value : default(SqlValue);

    public static implicit operator SqlValue(bool truth) => truth ? 1L : 0L;

    public static implicit operator SqlValue(DateTimeOffset at) => at.UtcTicks;

    public static implicit operator SqlValue(DateTimeOffset? at) => at is { } value ? value : default(SqlValue);
}
