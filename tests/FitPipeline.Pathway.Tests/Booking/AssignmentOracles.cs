using FitPipeline.Pathway.Booking;

namespace FitPipeline.Pathway.Tests;

/// <summary>Two other ways to the cheapest cost, slow and simple, that share nothing with the solver.</summary>
internal static class AssignmentOracles
{
    /// <summary>Tries every way; for a handful of rows.</summary>
    public static long ByTryingAll(int[] costs, int rows, int columns, int[] penalties)
    {
        return From(0, 0);

        long From(int row, int taken)
        {
            if (row == rows)
            {
                return 0;
            }

            long best = penalties[row] + From(row + 1, taken);
            for (int column = 0; column < columns; column++)
            {
                int cost = costs[(row * columns) + column];
                if ((taken & (1 << column)) == 0 && cost != Assignment.Forbidden)
                {
                    best = Math.Min(best, cost + From(row + 1, taken | (1 << column)));
                }
            }

            return best;
        }
    }

    /// <summary>
    /// Sends one unit of flow after another along the cheapest path that Bellman and Ford find, each edge relaxed until nothing changes.
    /// </summary>
    public static long ByFlow(int[] costs, int rows, int columns, int[] penalties)
    {
        // 0 is the source, then the rows, then the columns, then "left out", then the sink.
        int leftOut = rows + columns + 1;
        int sink = leftOut + 1;
        List<(int From, int To, int Cost, int Room)> edges = [];
        for (int row = 0; row < rows; row++)
        {
            Add(0, row + 1, 0, 1);
            Add(row + 1, leftOut, penalties[row], 1);
            for (int column = 0; column < columns; column++)
            {
                int cost = costs[(row * columns) + column];
                if (cost != Assignment.Forbidden)
                {
                    Add(row + 1, rows + column + 1, cost, 1);
                }
            }
        }

        for (int column = 0; column < columns; column++)
        {
            Add(rows + column + 1, sink, 0, 1);
        }

        Add(leftOut, sink, 0, rows);
        long total = 0;
        for (int unit = 0; unit < rows; unit++)
        {
            total += SendOne();
        }

        return total;

        // Each edge is followed by its way back, so that edge e and e ^ 1 are one pair.
        void Add(int from, int to, int cost, int room)
        {
            edges.Add((from, to, cost, room));
            edges.Add((to, from, -cost, 0));
        }

        long SendOne()
        {
            var distance = new long[sink + 1];
            var by = new int[sink + 1];
            Array.Fill(distance, long.MaxValue / 2, 1, sink);
            for (bool changed = true; changed;)
            {
                changed = false;
                for (int e = 0; e < edges.Count; e++)
                {
                    (int from, int to, int cost, int room) = edges[e];
                    if (room > 0 && distance[from] + cost < distance[to])
                    {
                        (distance[to], by[to], changed) = (distance[from] + cost, e, true);
                    }
                }
            }

            for (int node = sink; node != 0; node = edges[by[node]].From)
            {
                int e = by[node];
                edges[e] = edges[e] with { Room = edges[e].Room - 1 };
                edges[e ^ 1] = edges[e ^ 1] with { Room = edges[e ^ 1].Room + 1 };
            }

            return distance[sink];
        }
    }
}
