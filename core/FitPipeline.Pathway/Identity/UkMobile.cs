using System.Diagnostics.CodeAnalysis;
using System.Text.Json.Serialization;

namespace FitPipeline.Pathway.Identity;

/// <summary>
/// A mobile number of the United Kingdom, the Isle of Man or the Channel Islands that can receive a text, in E.164:
/// "+447" and nine digits. Source of the ranges: Ofcom, National Telephone Numbering Plan.
/// </summary>
/// <remarks>
/// Personal data: <see cref="ToString"/> does not reveal it. A number in doubt is refused, because a text to a wrong
/// number tells a stranger that somebody is being tested.
/// </remarks>
[JsonConverter(typeof(TextValueConverter<UkMobile>))]
public sealed record UkMobile : ITextValue<UkMobile>
{
    // After the country code: 7 and nine more.
    private const int NationalLength = 10;

    // More than any written form needs (0044 0 and ten digits); what does not fit is too long whatever it is.
    private const int MostDigits = 15;

    private UkMobile(string value) => Value = value;

    /// <summary>The number in E.164, such as +447700900123. The only way to the number.</summary>
    public string Value { get; }

    /// <summary>Reads 07…, +44 7…, 0044 7… and +44 (0)7…, with spaces, hyphens, dots and brackets anywhere.</summary>
    /// <param name="text">The number as written.</param>
    /// <param name="value">The number, when it is a mobile.</param>
    /// <param name="because">Otherwise what is wrong with it, without repeating it.</param>
    public static bool TryParse(string? text, [NotNullWhen(true)] out UkMobile? value, [NotNullWhen(false)] out string? because)
    {
        value = null;
        Span<char> buffer = stackalloc char[MostDigits];
        if (!TryCollect(text.AsSpan().Trim(), buffer, out int count, out bool plus, out because))
        {
            return false;
        }

        ReadOnlySpan<char> digits = buffer[..count];
        if (!TryNational(digits, plus, out ReadOnlySpan<char> national, out because))
        {
            return false;
        }

        because = WhyNotMobile(national);
        if (because is not null)
        {
            return false;
        }

        value = new UkMobile(string.Concat("+44", national));
        return true;
    }

    /// <summary>Reads a number that was stored as right.</summary>
    /// <param name="text">The stored number.</param>
    /// <exception cref="FormatException">It is not right; the message does not repeat it.</exception>
    public static UkMobile Parse(string text) =>
        TryParse(text, out UkMobile? value, out string? because) ? value : throw new FormatException(because);

    /// <summary>The type's name: the number itself is personal data.</summary>
    public override string ToString() => nameof(UkMobile);

    private static bool TryCollect(
        ReadOnlySpan<char> written, Span<char> digits, out int count, out bool plus, [NotNullWhen(false)] out string? because)
    {
        count = 0;
        plus = false;
        foreach (char c in written)
        {
            if (char.IsAsciiDigit(c))
            {
                if (count == digits.Length)
                {
                    because = "The mobile number has too many digits; two numbers may have run together.";
                    return false;
                }

                digits[count++] = c;
            }
            else if (c == '+' && !plus && count == 0)
            {
                plus = true;
            }
            else if (c is not (' ' or '\u00A0' or '-' or '.' or '(' or ')'))
            {
                because = c switch
                {
                    '+' => "The mobile number has a + inside it; only the very first character can be one.",
                    _ when char.IsDigit(c) => "The mobile number has digits of another script; write it with 0 to 9.",
                    _ when char.IsLetter(c) => "The mobile number has letters in it; give one number and nothing else.",
                    _ => "The mobile number holds a character that no telephone number has; type it again.",
                };
                return false;
            }
        }

        because = count == 0 ? "No mobile number is given." : null;
        return count > 0;
    }

    private static bool TryNational(
        ReadOnlySpan<char> digits, bool plus, out ReadOnlySpan<char> national, [NotNullWhen(false)] out string? because)
    {
        national = default;
        bool abroad = plus;
        if (!plus && digits.StartsWith("00"))
        {
            abroad = true;
            digits = digits[2..];
        }

        if (abroad && !digits.StartsWith("44"))
        {
            because = "That is a number of another country; texts go only to UK mobiles, so find a UK number or use the post.";
            return false;
        }

        if (!abroad && digits[0] != '0')
        {
            because = "The mobile number begins with neither 0 nor +44; write it in full.";
            return false;
        }

        // +44 (0)7… is written everywhere, although the 0 is not dialled.
        national = abroad ? digits[2..] : digits;
        national = national.StartsWith("0") ? national[1..] : national;
        because = null;
        return true;
    }

    private static string? WhyNotMobile(ReadOnlySpan<char> national) => national switch
    {
        ['1' or '2', ..] => "That is a landline, which cannot be relied on to receive texts; ask for a mobile number.",
        ['3', ..] => "That is an organisation's 03 number; ask for the patient's mobile number.",
        ['5', ..] => "That is a company or internet telephone number; ask for a mobile number.",
        ['8', ..] => "That is a freephone or special-rate number; ask for a mobile number.",
        ['9', ..] => "That is a premium-rate number; ask for a mobile number.",
        ['7', '0', ..] => "That is a personal number (070), which forwards calls at a premium and is not a mobile; ask for a mobile number.",
        ['7', '6', '2', '4', ..] => WrongLength(national),
        ['7', '6', ..] => "That is a pager (076); ask for a mobile number.",
        ['7', ..] => WrongLength(national),
        _ => "The number is in no UK mobile range; a mobile number begins 07.",
    };

    private static string? WrongLength(ReadOnlySpan<char> national) => national.Length switch
    {
        < NationalLength => "The mobile number has too few digits; written from 07 it has 11.",
        > NationalLength => "The mobile number has too many digits; written from 07 it has 11.",
        _ => null,
    };
}
