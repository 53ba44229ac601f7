namespace FitPipeline.Intake.Results.Hl7;

/// <summary>The characters a message declares for dividing itself, in MSH-1 and MSH-2.</summary>
/// <param name="Field">Between fields.</param>
/// <param name="Component">Between components.</param>
/// <param name="Repetition">Between repetitions.</param>
/// <param name="Escape">Around escape sequences.</param>
/// <param name="Subcomponent">Between subcomponents.</param>
internal readonly record struct Hl7Delimiters(char Field, char Component, char Repetition, char Escape, char Subcomponent)
{
    /// <summary>Stands for a delimiter that a message does without; no text holds it.</summary>
    private const char None = '\uFFFF';

    internal static Hl7Delimiters Standard { get; } = new('|', '^', '~', '\\', '&');

    /// <summary>Reads them from the beginning of an MSH, BHS or FHS segment; each must be a mark of its own.</summary>
    internal static bool TryRead(ReadOnlySpan<char> segment, out Hl7Delimiters delimiters)
    {
        delimiters = default;
        if (segment.Length < 5)
        {
            return false;
        }

        char field = segment[3];
        ReadOnlySpan<char> declared = segment[4..];
        int end = declared.IndexOf(field);
        declared = end < 0 ? declared : declared[..end];
        if (declared.Length is 0 or > 5)
        {
            return false;
        }

        // A fifth, the truncation mark of version 2.7, divides nothing.
        Span<char> marks = [field, None, None, None, None];
        declared[..Math.Min(declared.Length, 4)].CopyTo(marks[1..]);
        for (int i = 0; i < marks.Length; i++)
        {
            bool isMark = marks[i] is > ' ' and < '\u007F' && !char.IsAsciiLetterOrDigit(marks[i]);
            if (marks[i] != None && (!isMark || marks[..i].Contains(marks[i])))
            {
                return false;
            }
        }

        delimiters = new Hl7Delimiters(marks[0], marks[1], marks[2], marks[3], marks[4]);
        return true;
    }

    /// <summary>The text before the first mark.</summary>
    internal static ReadOnlySpan<char> First(ReadOnlySpan<char> text, char mark)
    {
        int end = text.IndexOf(mark);
        return end < 0 ? text : text[..end];
    }

    /// <summary>The nth component of a field, from 1; empty when there is none.</summary>
    internal ReadOnlySpan<char> ComponentOf(ReadOnlySpan<char> field, int number)
    {
        for (; number > 1; number--)
        {
            int end = field.IndexOf(Component);
            if (end < 0)
            {
                return default;
            }

            field = field[(end + 1)..];
        }

        return First(field, Component);
    }
}
