using System.Buffers.Text;
using System.Globalization;
using System.Text;

namespace FitPipeline.Local.Storage;

/// <summary>
/// Where the next page of a list begins: the ordering values of the last row shown. Rows that come or go meanwhile
/// neither repeat nor hide others. Opaque to callers.
/// </summary>
internal static class Cursor
{
    /// <summary>Writes a place.</summary>
    internal static string Of(params ReadOnlySpan<long> place)
    {
        StringBuilder text = new();
        foreach (long part in place)
        {
            text.Append(text.Length > 0 ? "." : "").Append(part.ToString(CultureInfo.InvariantCulture));
        }

        return Base64Url.EncodeToString(Encoding.ASCII.GetBytes(text.ToString()));
    }

    /// <summary>Reads a place; the beginning when there is none.</summary>
    /// <param name="after">A cursor, or null.</param>
    /// <param name="parts">How many values a place has.</param>
    /// <param name="beginning">The value before all others.</param>
    internal static long[] Read(string? after, int parts, long beginning = long.MinValue)
    {
        long[] place = new long[parts];
        Array.Fill(place, beginning);
        if (after is null || !Base64Url.IsValid(after))
        {
            return place;
        }

        string[] written = Encoding.ASCII.GetString(Base64Url.DecodeFromChars(after)).Split('.');
        long[] read = new long[parts];
        for (int i = 0; i < parts; i++)
        {
            if (written.Length != parts || !long.TryParse(written[i], NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out read[i]))
            {
                return place;
            }
        }

        return read;
    }
}
