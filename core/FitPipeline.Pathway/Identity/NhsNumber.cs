using System.Diagnostics.CodeAnalysis;
using System.Text.Json.Serialization;

namespace FitPipeline.Pathway.Identity;

/// <summary>
/// A patient's NHS number: 10 digits, the last a Modulus 11 check digit (weights 10 to 2 on the first nine; 11 minus the
/// remainder, where 11 becomes 0 and 10 never occurs). Source: NHS Data Dictionary, NHS NUMBER.
/// </summary>
/// <remarks>Personal data: <see cref="ToString"/> does not reveal it, so it cannot slip into a log or an exception.</remarks>
[JsonConverter(typeof(TextValueConverter<NhsNumber>))]
public sealed record NhsNumber : ITextValue<NhsNumber>
{
    private const int Length = 10;

    private NhsNumber(string value) => Value = value;

    /// <summary>The ten digits without spaces. The only way to the number.</summary>
    public string Value { get; }

    /// <summary>Whether the number lies in the range kept for tests (999 000 0000 to 999 999 9999) and so belongs to nobody.</summary>
    public bool IsTestRange => Value.StartsWith("999", StringComparison.Ordinal);

    /// <summary>Reads ten digits; spaces around them and spaces or hyphens between them are allowed, as cards and letters print them.</summary>
    /// <param name="text">The number as written.</param>
    /// <param name="value">The number, when it is right.</param>
    /// <param name="because">Otherwise what is wrong with it, without repeating it.</param>
    public static bool TryParse(string? text, [NotNullWhen(true)] out NhsNumber? value, [NotNullWhen(false)] out string? because)
    {
        value = null;
        ReadOnlySpan<char> written = text.AsSpan().Trim();
        if (written.IsEmpty)
        {
            because = "No NHS number is given.";
            return false;
        }

        if (written[0] == '-' || written[^1] == '-')
        {
            because = "The NHS number begins or ends with a hyphen, so part of it may be missing; ask for it again.";
            return false;
        }

        Span<char> digits = stackalloc char[Length];
        int count = 0;
        foreach (char c in written)
        {
            if (char.IsAsciiDigit(c))
            {
                if (count < Length)
                {
                    digits[count] = c;
                }

                count++;
            }
            else if (c is not (' ' or '\u00A0' or '-'))
            {
                because = char.IsDigit(c)
                    ? "The NHS number has digits of another script; write it with 0 to 9."
                    : "The NHS number holds something other than digits, spaces and hyphens; check it against the patient's record.";
                return false;
            }
        }

        if (count != Length)
        {
            because = count < Length
                ? "The NHS number has too few digits; it needs 10."
                : "The NHS number has too many digits; it needs 10.";
            return false;
        }

        // Ten equal digits always satisfy Modulus 11 (54 d = 10 d mod 11, and 11 - 10 d = d), so the check digit cannot catch a filler.
        if (digits.IndexOfAnyExcept(digits[0]) < 0)
        {
            because = "The NHS number is one digit repeated, which stands for an unknown number; find the patient's own.";
            return false;
        }

        if (!CheckDigitFits(digits))
        {
            because = "The NHS number's check digit does not fit, so a digit is mistyped; check it against the patient's record.";
            return false;
        }

        value = new NhsNumber(digits.ToString());
        because = null;
        return true;
    }

    /// <summary>Reads a number that was stored as right.</summary>
    /// <param name="text">The stored number.</param>
    /// <exception cref="FormatException">It is not right; the message does not repeat it.</exception>
    public static NhsNumber Parse(string text) =>
        TryParse(text, out NhsNumber? value, out string? because) ? value : throw new FormatException(because);

    /// <summary>The type's name: the number itself is personal data.</summary>
    public override string ToString() => nameof(NhsNumber);

    private static bool CheckDigitFits(ReadOnlySpan<char> digits)
    {
        int sum = 0;
        for (int i = 0; i < Length - 1; i++)
        {
            sum += (digits[i] - '0') * (Length - i);
        }

        int check = 11 - (sum % 11);

        // 10 has no digit of its own: such a number is never issued, and no last digit equals it.
        return (check == 11 ? 0 : check) == digits[^1] - '0';
    }
}
