using System.Buffers;
using System.Buffers.Binary;
using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using System.Text.Json.Serialization;

namespace FitPipeline.Pathway.Identity;

/// <summary>
/// The id of one referral's journey: "j-" and 26 characters of lower-case Crockford base 32, derived from the practice and
/// its referral id, so a referral sent twice is one journey.
/// </summary>
/// <remarks>
/// The characters are the first 130 bits of SHA-256: among a hundred million journeys the odds of any two sharing an id
/// are below 1 in 10^23. A referral id cannot be read back from it, so it may appear in logs and orchestration ids.
/// </remarks>
[JsonConverter(typeof(TextValueConverter<JourneyId>))]
public sealed record JourneyId : ITextValue<JourneyId>
{
    private const string Prefix = "j-";
    private const string Alphabet = "0123456789abcdefghjkmnpqrstvwxyz";
    private const int Characters = 26;
    private const int Length = 2 + Characters;
    private const int OnStack = 256;

    // No ODS code contains it, so where the practice ends is never in doubt.
    private const char Separator = '\u001F';

    private static readonly SearchValues<char> Allowed = SearchValues.Create(Alphabet);

    private JourneyId(string value) => Value = value;

    /// <summary>The id's text.</summary>
    public string Value { get; }

    /// <summary>
    /// The journey of a practice's referral: SHA-256 over the UTF-16 little-endian code units of the practice's code, U+001F
    /// and the referral id exactly as given. Code units, not UTF-8, so that no two texts can fold into one.
    /// </summary>
    /// <param name="practice">The referring practice.</param>
    /// <param name="referralId">The practice's own id of the referral; neither trimmed nor folded.</param>
    /// <exception cref="ArgumentException">The referral id is empty: every such referral of a practice would be one journey.</exception>
    public static JourneyId For(OdsCode practice, string referralId)
    {
        ArgumentNullException.ThrowIfNull(practice);
        ArgumentException.ThrowIfNullOrEmpty(referralId);

        int size = 2 * (practice.Value.Length + 1 + referralId.Length);
        Span<byte> input = size <= OnStack ? stackalloc byte[OnStack] : new byte[size];
        input = input[..size];
        Span<byte> rest = Put(input, practice.Value);
        rest = Put(rest, [Separator]);
        Put(rest, referralId);

        Span<byte> digest = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(input, digest);
        Span<char> text = stackalloc char[Length];
        Prefix.CopyTo(text);
        Encode(digest, text[Prefix.Length..]);
        return new JourneyId(text.ToString());
    }

    /// <summary>Reads an id; only exactly what <see cref="For"/> can give.</summary>
    /// <param name="text">The id as written.</param>
    /// <param name="value">The id, when it is right.</param>
    /// <param name="because">Otherwise what is wrong with it.</param>
    public static bool TryParse(string? text, [NotNullWhen(true)] out JourneyId? value, [NotNullWhen(false)] out string? because)
    {
        if (text is { Length: Length }
            && text.StartsWith(Prefix, StringComparison.Ordinal)
            && !text.AsSpan(Prefix.Length).ContainsAnyExcept(Allowed))
        {
            value = new JourneyId(text);
            because = null;
            return true;
        }

        value = null;
        because = string.IsNullOrWhiteSpace(text)
            ? "No journey is named."
            : "That is not a journey id: it is j- and 26 small letters and digits, without i, l, o and u.";
        return false;
    }

    /// <summary>Reads an id that was stored as right.</summary>
    /// <param name="text">The stored id.</param>
    /// <exception cref="FormatException">It is not right.</exception>
    public static JourneyId Parse(string text) =>
        TryParse(text, out JourneyId? value, out string? because) ? value : throw new FormatException(because);

    /// <summary>The id's text.</summary>
    public override string ToString() => Value;

    private static Span<byte> Put(Span<byte> into, ReadOnlySpan<char> text)
    {
        foreach (char c in text)
        {
            BinaryPrimitives.WriteUInt16LittleEndian(into, c);
            into = into[2..];
        }

        return into;
    }

    private static void Encode(ReadOnlySpan<byte> digest, Span<char> into)
    {
        int held = 0;
        int bits = 0;
        int next = 0;
        for (int i = 0; i < Characters; i++)
        {
            if (bits < 5)
            {
                held = ((held & 0x1F) << 8) | digest[next++];
                bits += 8;
            }

            bits -= 5;
            into[i] = Alphabet[(held >> bits) & 0x1F];
        }
    }
}
