namespace FitPipeline.Pathway.Booking;

/// <summary>The cheapest way to give each row (a patient) at most one column (a slot), no column twice, with the figures that prove it is the cheapest.</summary>
/// <remarks>
/// The proof is linear-programming duality. With <c>u</c> the row duals, <c>v</c> the column duals and <c>p</c> the cost of leaving a row out:
/// <c>u[i] ≤ p[i]</c>, <c>v[j] ≤ 0</c> and <c>u[i] + v[j] ≤ cost[i, j]</c> everywhere make <c>Σu + Σv</c> a lower bound of every possible answer.
/// The answer costs exactly <c>Σu + Σv</c>, so no other is cheaper. Anyone holding the matrix can check this without trusting the solver.
/// </remarks>
/// <param name="ColumnOfRow">For each row its column, or <see cref="Unassigned"/>.</param>
/// <param name="Cost">The sum over assigned pairs and over the penalties of rows left out.</param>
/// <param name="RowDuals">What each row pays in the proof, in units of cost.</param>
/// <param name="ColumnDuals">The (non-positive) price of each column in the proof; a column nobody took has price 0.</param>
public sealed record Assignment(IReadOnlyList<int> ColumnOfRow, long Cost, IReadOnlyList<int> RowDuals, IReadOnlyList<int> ColumnDuals)
{
    /// <summary>The column of a row that was left out.</summary>
    public const int Unassigned = -1;

    /// <summary>The largest cost or penalty: 2²⁵. Above it, sums along a search could leave 32 bits, and 32 bits are what makes the search fast.</summary>
    public const int LargestCost = 1 << 25;

    /// <summary>Marks a pair that must not happen, whatever else is sacrificed. It is never chosen: leaving the row out is always cheaper.</summary>
    public const int Forbidden = 1 << 27;

    /// <summary>Solves a rectangular assignment exactly. Ties are settled by position alone, so the same matrix always gives the same answer.</summary>
    /// <param name="costs">Row-major, <paramref name="rows"/> × <paramref name="columns"/>; each 0 to <see cref="LargestCost"/>, or <see cref="Forbidden"/>.</param>
    /// <param name="rows">How many rows; 0 is allowed.</param>
    /// <param name="columns">How many columns; 0 is allowed, and fewer than rows is normal (slots run short).</param>
    /// <param name="penalties">For each row the cost of leaving it out, 0 to <see cref="LargestCost"/>. A row takes a column when both cost the same.</param>
    /// <exception cref="ArgumentException">The sizes disagree or a cost is out of range: a bug in the caller, never bad input from a person.</exception>
    public static Assignment Solve(ReadOnlySpan<int> costs, int rows, int columns, ReadOnlySpan<int> penalties)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(rows);
        ArgumentOutOfRangeException.ThrowIfNegative(columns);
        if (costs.Length != (long)rows * columns || penalties.Length != rows)
        {
            throw new ArgumentException($"{rows} rows and {columns} columns need {(long)rows * columns} costs and {rows} penalties, not {costs.Length} and {penalties.Length}.", nameof(costs));
        }

        RefuseOutOfRange(costs, forbiddenAllowed: true, nameof(costs));
        RefuseOutOfRange(penalties, forbiddenAllowed: false, nameof(penalties));

        var alike = IdenticalSlots.In(costs, rows, columns);
        return new AssignmentSearch(alike.Compress(costs, rows), alike, penalties).Run();
    }

    private static void RefuseOutOfRange(ReadOnlySpan<int> values, bool forbiddenAllowed, string name)
    {
        for (int i = 0; i < values.Length; i++)
        {
            if (values[i] is < 0 or > LargestCost && !(forbiddenAllowed && values[i] == Forbidden))
            {
                throw new ArgumentException($"Entry {i} is {values[i]}; a cost is 0 to {LargestCost}{(forbiddenAllowed ? " or Forbidden" : "")}.", name);
            }
        }
    }
}
