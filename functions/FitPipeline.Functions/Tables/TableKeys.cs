using System.Buffers;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace FitPipeline.Functions.Tables;

/// <summary>Makes keys that a table takes and that sort as they must.</summary>
internal static class TableKeys
{
    // A key may be 1 KiB of UTF-16; this leaves room for what is put before it.
    private const int Longest = 400;

    // Everything else, above all / \ # ? and control characters, a key may not hold.
    private static readonly SearchValues<char> Plain =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_.:");

    /// <summary>A text from outside as a key: two texts never become one key.</summary>
    internal static string Of(string text)
    {
        if (text.Length <= Longest && !text.AsSpan().ContainsAnyExcept(Plain))
        {
            return text;
        }

        StringBuilder key = new(text.Length + 16);
        foreach (byte unit in Encoding.UTF8.GetBytes(text))
        {
            _ = unit < 128 && Plain.Contains((char)unit)
                ? key.Append((char)unit)
                : key.Append('=').Append(unit.ToString("X2", CultureInfo.InvariantCulture));
        }

        return key.Length <= Longest ? key.ToString() : "==" + Hash(text);
    }

    /// <summary>
    /// What stands for a personal identifier in a key, so that the number itself is in no address and no access log.
    /// It is not a secret: ten digits can be tried out by whoever may read the table, who sees the patient anyway.
    /// </summary>
    internal static string Hash(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)).AsSpan(0, 20));

    /// <summary>A time that sorts earliest first.</summary>
    internal static string Ticks(DateTimeOffset at) => at.UtcTicks.ToString("D19", CultureInfo.InvariantCulture);

    /// <summary>A time that sorts latest first.</summary>
    internal static string TicksDown(DateTimeOffset at) =>
        (DateTimeOffset.MaxValue.UtcTicks - at.UtcTicks).ToString("D19", CultureInfo.InvariantCulture);

    /// <summary>A day that sorts earliest first.</summary>
    internal static string Day(DateTimeOffset at) => at.UtcDateTime.ToString("yyyyMMdd", CultureInfo.InvariantCulture);
}
