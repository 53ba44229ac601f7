using System.Text.Unicode;
using FitPipeline.Intake.Text;

namespace FitPipeline.Intake.Results.Lis2;

/// <summary>One record of a kind, with text of its own, so that a patient's is still there when the results come.</summary>
internal sealed class Lis2Record
{
    private readonly DelimitedFields _fields = new();
    private char[] _text = new char[512];

    internal bool IsEmpty => _fields.IsEmpty;

    /// <summary>Field n as the standard counts it: field 1 is the record's type.</summary>
    internal ReadOnlySpan<char> this[int number] => _fields[number - 1];

    internal void Clear() => _fields.Clear();

    internal void Take(ReadOnlySpan<byte> utf8, char mark)
    {
        if (_text.Length < utf8.Length)
        {
            _text = new char[Math.Max(utf8.Length, 2 * _text.Length)];
        }

        Utf8.ToUtf16(utf8, _text, out _, out int length);
        _fields.Split(_text.AsMemory(0, length), mark);
    }
}
