using FitPipeline.Application.Storage;

namespace FitPipeline.Local.Storage;

/// <summary>Makes a page out of rows.</summary>
internal static class Pages
{
    /// <summary>Reads an item and the cursor behind it.</summary>
    internal delegate (T Item, string Cursor) Item<T>(Rows rows);

    /// <summary>How many rows to ask for: one more than a page holds tells whether there is another.</summary>
    internal static long OneMore(int limit) => Held(limit) + 1;

    /// <summary>Reads a page and gives the rows back.</summary>
    internal static Page<T> Of<T>(Rows rows, int limit, Item<T> item)
    {
        using (rows)
        {
            int held = Held(limit);
            List<T> items = new(held);
            string? last = null;
            while (rows.Read())
            {
                if (items.Count == held)
                {
                    return new Page<T>(items, last);
                }

                (T read, last) = item(rows);
                items.Add(read);
            }

            return new Page<T>(items, null);
        }
    }

    private static int Held(int limit) => Math.Clamp(limit, 1, Page<object>.Size);
}
