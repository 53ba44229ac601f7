using System.Text.Unicode;
using CsvHelper;

namespace FitPipeline.Intake.Results.Csv;

/// <summary>The fields of the row a <see cref="CsvReader"/> stands on, as characters in one buffer that every row uses again.</summary>
internal sealed class CsvFields
{
    private readonly int[] _from;
    private char[] _text = new char[1024];

    internal CsvFields(int count) => _from = new int[count + 1];

    internal ReadOnlySpan<char> this[int field] => _text.AsSpan(_from[field].._from[field + 1]);

    /// <summary>Takes the row over; it has as many fields as the heading.</summary>
    internal void Take(CsvReader row)
    {
        for (int field = 0; field < _from.Length - 1; field++)
        {
            ReadOnlySpan<byte> utf8 = row.GetSpan(field);
            if (_text.Length - _from[field] < utf8.Length)
            {
                Array.Resize(ref _text, Math.Max(2 * _text.Length, _from[field] + utf8.Length));
            }

            // The input is checked UTF-8, and a quote's removal leaves it so.
            Utf8.ToUtf16(utf8, _text.AsSpan(_from[field]), out _, out int written);
            _from[field + 1] = _from[field] + written;
        }
    }
}
