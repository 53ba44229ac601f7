using FitPipeline.Pathway.Booking;

namespace FitPipeline.Pathway.Tests;

/// <summary>Checks an assignment from its duals alone: it trusts nothing of how the answer was found.</summary>
internal static class AssignmentProof
{
    /// <summary>What is wrong with the answer, or null when it is proved to be the cheapest.</summary>
    public static string? Flaw(int[] costs, int rows, int columns, int[] penalties, Assignment answer)
    {
        if (answer.ColumnOfRow.Count != rows || answer.RowDuals.Count != rows || answer.ColumnDuals.Count != columns)
        {
            return "the sizes differ";
        }

        long paid = 0;
        var taken = new bool[columns];
        for (int row = 0; row < rows; row++)
        {
            int column = answer.ColumnOfRow[row];
            if (column == Assignment.Unassigned)
            {
                paid += penalties[row];
                continue;
            }

            if (taken[column])
            {
                return $"column {column} is taken twice";
            }

            taken[column] = true;
            if (costs[(row * columns) + column] == Assignment.Forbidden)
            {
                return $"row {row} has forbidden column {column}";
            }

            paid += costs[(row * columns) + column];
        }

        if (paid != answer.Cost)
        {
            return $"the cost is {paid}, not {answer.Cost}";
        }

        for (int row = 0; row < rows; row++)
        {
            if (answer.RowDuals[row] > penalties[row])
            {
                return $"row {row} pays more than its penalty";
            }

            for (int column = 0; column < columns; column++)
            {
                int cost = costs[(row * columns) + column];
                if (cost != Assignment.Forbidden && answer.RowDuals[row] + answer.ColumnDuals[column] > cost)
                {
                    return $"row {row} and column {column} pay more than {cost}";
                }
            }
        }

        if (answer.ColumnDuals.Any(price => price > 0))
        {
            return "a column's price is above zero";
        }

        long bound = answer.RowDuals.Sum(dual => (long)dual) + answer.ColumnDuals.Sum(dual => (long)dual);
        return bound == answer.Cost ? null : $"the bound is {bound}, the cost {answer.Cost}";
    }
}
