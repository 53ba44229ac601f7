namespace FitPipeline.Intake;

/// <summary>The fields of one segment or record; used again for the next of its kind.</summary>
internal sealed class DelimitedFields
{
    // More than any segment of HL7 2.3 to 2.5.1 or record of LIS2-A2 has; further ones are not ours to read.
    private const int Most = 64;

    private readonly int[] _end = new int[Most];
    private char[] _text = [];
    private int _start;
    private int _count;

    internal bool IsEmpty => _count == 0;

    /// <summary>Field n, where field 0 is the segment's name (so HL7 counts; LIS2-A2 counts one more). Empty when the segment is shorter.</summary>
    internal ReadOnlySpan<char> this[int number]
    {
        get
        {
            if (number >= _count)
            {
                return default;
            }

            int from = number == 0 ? _start : _end[number - 1] + 1;
            return _text.AsSpan(from, _end[number] - from);
        }
    }

    internal void Clear() => _count = 0;

    internal void Split(char[] text, int start, int length, char mark)
    {
        _text = text;
        _start = start;
        _count = 0;
        int end = start + length;
        while (_count < Most)
        {
            int offset = text.AsSpan(start, end - start).IndexOf(mark);
            _end[_count++] = offset < 0 ? end : start + offset;
            if (offset < 0)
            {
                return;
            }

            start += offset + 1;
        }
    }
}
