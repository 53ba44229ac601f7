namespace FitPipeline.Intake.Text;

/// <summary>Reads fixed runs of ASCII digits. Digits of other scripts are not digits here: no barcode or analyser writes them.</summary>
internal static class Digits
{
    /// <summary>Reads one to nine digits.</summary>
    internal static bool TryRead(ReadOnlySpan<char> text, out int number)
    {
        number = 0;
        if (text.Length is 0 or > 9)
        {
            return false;
        }

        foreach (char letter in text)
        {
            if (!char.IsAsciiDigit(letter))
            {
                return false;
            }

            number = (number * 10) + (letter - '0');
        }

        return true;
    }

    /// <summary>Reads one or more digits after a decimal point as ticks of a second (100 ns); further digits are cut off.</summary>
    internal static bool TryReadFraction(ReadOnlySpan<char> text, out int ticks)
    {
        ticks = 0;
        if (text.IsEmpty || text.ContainsAnyExceptInRange('0', '9'))
        {
            return false;
        }

        for (int place = 0; place < 7; place++)
        {
            ticks = (ticks * 10) + (place < text.Length ? text[place] - '0' : 0);
        }

        return true;
    }
}
