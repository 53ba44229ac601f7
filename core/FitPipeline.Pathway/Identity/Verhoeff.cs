namespace FitPipeline.Pathway.Identity;

/// <summary>
/// Verhoeff's check digit: catches every single wrong digit and every swap of two neighbours.
/// Source: J. Verhoeff, Error Detecting Decimal Codes, 1969.
/// </summary>
internal static class Verhoeff
{
    // The dihedral group of the pentagon: row times column.
    private static ReadOnlySpan<byte> Product =>
    [
        0, 1, 2, 3, 4, 5, 6, 7, 8, 9,
        1, 2, 3, 4, 0, 6, 7, 8, 9, 5,
        2, 3, 4, 0, 1, 7, 8, 9, 5, 6,
        3, 4, 0, 1, 2, 8, 9, 5, 6, 7,
        4, 0, 1, 2, 3, 9, 5, 6, 7, 8,
        5, 9, 8, 7, 6, 0, 4, 3, 2, 1,
        6, 5, 9, 8, 7, 1, 0, 4, 3, 2,
        7, 6, 5, 9, 8, 2, 1, 0, 4, 3,
        8, 7, 6, 5, 9, 3, 2, 1, 0, 4,
        9, 8, 7, 6, 5, 4, 3, 2, 1, 0,
    ];

    // How a digit is changed by its place from the right, repeating every eight places.
    private static ReadOnlySpan<byte> Place =>
    [
        0, 1, 2, 3, 4, 5, 6, 7, 8, 9,
        1, 5, 7, 6, 2, 8, 3, 0, 9, 4,
        5, 8, 0, 3, 7, 9, 6, 1, 4, 2,
        8, 9, 1, 6, 0, 4, 3, 5, 2, 7,
        9, 4, 5, 3, 1, 2, 6, 8, 7, 0,
        4, 2, 8, 6, 5, 7, 3, 9, 0, 1,
        2, 7, 9, 3, 8, 0, 6, 4, 1, 5,
        7, 0, 4, 6, 9, 1, 3, 2, 5, 8,
    ];

    /// <summary>Whether ASCII digits, the last being the check digit, fit together.</summary>
    internal static bool Fits(ReadOnlySpan<char> digits)
    {
        int check = 0;
        for (int i = 0; i < digits.Length; i++)
        {
            int digit = digits[digits.Length - 1 - i] - '0';
            check = Product[(check * 10) + Place[(i % 8 * 10) + digit]];
        }

        return check == 0;
    }
}
