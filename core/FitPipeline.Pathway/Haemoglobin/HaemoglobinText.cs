using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace FitPipeline.Pathway.Haemoglobin;

/// <summary>
/// The number of a result as laboratory systems write it, with its comparator: "&lt;7", "> 400", "≥10", "10.0", "12.". What could be
/// read in two ways is refused, for a wrong number is worse than a question to the laboratory.
/// </summary>
public static class HaemoglobinText
{
    // Every number of so many digits fits a decimal exactly, so none is rounded and none overflows.
    private const int MostDigits = 28;

    private const string Ask = " Ask the laboratory for the number.";

    /// <summary>Reads a comparator and a number; the same in every culture.</summary>
    /// <param name="text">The text as it arrived.</param>
    /// <param name="comparator">The comparator; exactly when there is none.</param>
    /// <param name="number">The number with its decimal places; its unit is elsewhere.</param>
    /// <param name="because">Why the text is no number, when it is none.</param>
    public static bool TryParse(string? text, out Comparator comparator, out decimal number, [NotNullWhen(false)] out string? because)
    {
        comparator = Comparator.Exactly;
        number = 0m;
        ReadOnlySpan<char> rest = text.AsSpan().Trim();
        if (rest.IsEmpty)
        {
            because = "The result is empty." + Ask;
            return false;
        }

        Comparator sign = TakeComparator(ref rest, out bool signed);
        rest = rest.TrimStart();
        if (rest.IsEmpty)
        {
            because = "The result has a sign but no number." + Ask;
            return false;
        }

        because = WhyNoNumber(rest, signed);
        if (because is not null)
        {
            return false;
        }

        comparator = sign;
        number = decimal.Parse(rest, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture);
        return true;
    }

    private static Comparator TakeComparator(ref ReadOnlySpan<char> rest, out bool signed)
    {
        (Comparator comparator, int length) = rest switch
        {
            ['<', '=', ..] => (Comparator.AtMost, 2),
            ['>', '=', ..] => (Comparator.AtLeast, 2),
            ['<', ..] => (Comparator.Below, 1),
            ['>', ..] => (Comparator.Above, 1),
            ['≤', ..] => (Comparator.AtMost, 1),
            ['≥', ..] => (Comparator.AtLeast, 1),
            _ => (Comparator.Exactly, 0),
        };
        rest = rest[length..];
        signed = length > 0;
        return comparator;
    }

    /// <summary>Why what follows the comparator is not digits with at most one point among or after them.</summary>
    private static string? WhyNoNumber(ReadOnlySpan<char> rest, bool signed)
    {
        if (rest.Equals("nan", StringComparison.OrdinalIgnoreCase))
        {
            return "The result says that it is not a number (NaN)." + Ask;
        }

        int digits = 0;
        int points = 0;
        for (int i = 0; i < rest.Length; i++)
        {
            char c = rest[i];
            if (char.IsAsciiDigit(c))
            {
                digits++;
            }
            else if (c == '.' && i == 0)
            {
                return "The result begins with a point, so a digit may be lost." + Ask;
            }
            else if (c == '.' && points == 0)
            {
                points++;
            }
            else
            {
                return WhyNot(rest, i, signed);
            }
        }

        return digits > MostDigits ? "The result has more digits than any analyser reports." + Ask : null;
    }

    private static string WhyNot(ReadOnlySpan<char> rest, int i, bool signed)
    {
        char c = rest[i];
        string because = c switch
        {
            '.' => "The result has two points.",
            ',' => "The result has a comma, which could be a thousand or a decimal.",
            '+' => "The result has a plus sign, which could mean a rise, a grade or nothing.",
            '-' or '\u2212' or '\u2010' or '\u2011' or '\u2012' or '\u2013' => "The result has a minus sign or is a range; no analyser reports less than zero.",
            '*' => "The result is marked with an asterisk, whose meaning only the laboratory knows.",
            '(' or ')' or '[' or ']' or '{' or '}' => "The result has brackets, whose meaning only the laboratory knows.",
            '<' or '>' or '=' or '≤' or '≥' => signed
                ? "The result has more than one sign."
                : "The result has a sign in the wrong place.",
            'e' or 'E' when IsExponent(rest, i) => "The result is written with an exponent, which no analyser does; a spreadsheet may have changed it.",
            _ when char.IsWhiteSpace(c) => "The result has a space inside it, so two numbers may have run together.",
            _ when char.IsNumber(c) => "The result has digits of another script.",
            _ when char.IsLetter(c) => "The result has words or letters in it; if the sample could not be tested, it is filed under its reason, without a number.",
            _ => "The result holds a character that no number has.",
        };
        return because + Ask;
    }

    private static bool IsExponent(ReadOnlySpan<char> rest, int i) =>
        i > 0 && i + 1 < rest.Length && (char.IsAsciiDigit(rest[i + 1]) || rest[i + 1] is '+' or '-');
}
