namespace FitPipeline.Intake.Text;

/// <summary>The fields of one segment or record; used again for the next of its kind.</summary>
internal sealed class DelimitedFields
{
    // More than any segment of HL7 2.3 to 2.5.1 or record of LIS2-A2 has; further ones are not ours to read.
    private const int Most = 64;

    private readonly Range[] _fields = new Range[Most];
    private ReadOnlyMemory<char> _text;
    private int _count;

    internal bool IsEmpty => _count == 0;

    /// <summary>Field n, where field 0 is the segment's name (so HL7 counts; LIS2-A2 counts one more). Empty when the segment is shorter.</summary>
    internal ReadOnlySpan<char> this[int number] => number < _count ? _text.Span[_fields[number]] : default;

    internal void Clear() => _count = 0;

    internal void Split(ReadOnlyMemory<char> text, char mark)
    {
        _text = text;

        // The last of them holds whatever is left.
        _count = Math.Min(text.Span.Split(_fields, mark), Most - 1);
    }
}
