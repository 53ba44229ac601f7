using System.Globalization;

namespace FitPipeline.Application.Reports;

/// <summary>
/// The fifth of England's neighbourhoods that a neighbourhood belongs to, by deprivation. What is stored of a patient is the
/// neighbourhood (LSOA, 2021), never the band, so that a new edition of the index applies to everybody at once.
/// </summary>
/// <remarks>
/// The index is the English Indices of Deprivation 2025 (30 October 2025; 33,755 neighbourhoods of 2021, rank 1 most deprived),
/// which the trust downloads from gov.uk; it is not ours to bundle.
/// </remarks>
/// <param name="decileOf">Neighbourhood → tenth, from 1, the most deprived, to 10.</param>
public sealed class DeprivationBands(IReadOnlyDictionary<string, int> decileOf)
{
    private const int Deciles = 10;

    private static readonly string[] Names =
        ["1, most deprived fifth", "2", "3", "4", "5, least deprived fifth"];

    /// <summary>No index is here: every neighbourhood is not recorded.</summary>
    public static DeprivationBands None { get; } = new(new Dictionary<string, int>());

    /// <summary>What a reader must know.</summary>
    public IReadOnlyList<string> Notes => decileOf.Count > 0
        ? ["Fifths of England's neighbourhoods by the index of deprivation that was loaded."]
        : ["No index of deprivation has been loaded, so nobody's neighbourhood can be placed."];

    /// <summary>The fifth a neighbourhood belongs to; null when it is not known.</summary>
    public string? Of(string? lsoa21) =>
        lsoa21 is not null && decileOf.TryGetValue(lsoa21, out int decile) ? Names[(decile - 1) / 2] : null;

    /// <summary>
    /// Reads an index: lines of a neighbourhood's code and its tenth, separated by a comma, after one line of headings.
    /// </summary>
    /// <exception cref="InvalidDataException">A line is neither; the host must not count with half an index.</exception>
    public static DeprivationBands Read(IEnumerable<string> lines)
    {
        Dictionary<string, int> decileOf = new(StringComparer.OrdinalIgnoreCase);
        int line = 1;
        foreach (string text in lines.Skip(1))
        {
            line++;
            string[] cells = text.Split(',', StringSplitOptions.TrimEntries);
            if (cells.Length < 2 || cells[0].Length != 9
                || !int.TryParse(cells[1], NumberStyles.None, CultureInfo.InvariantCulture, out int decile) || decile is < 1 or > Deciles)
            {
                throw new InvalidDataException($"Line {line} of the index of deprivation is not a neighbourhood and its tenth, such as E01008162,3.");
            }

            decileOf[cells[0]] = decile;
        }

        return new DeprivationBands(decileOf);
    }
}
