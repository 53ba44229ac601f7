using FitPipeline.Application.Storage;

namespace FitPipeline.PortContracts;

/// <summary>Reads a list to its end.</summary>
public static class Paging
{
    /// <summary>Every item of a list, page by page; fails on a page that is too long or a list that does not end.</summary>
    /// <param name="page">Asks for the page after a cursor.</param>
    /// <param name="limit">The most a page may hold.</param>
    /// <param name="between">Happens after the first page; null for nothing.</param>
    public static async Task<List<T>> AllAsync<T>(Func<string?, Task<Page<T>>> page, int limit, Func<Task>? between = null)
    {
        const int MostPages = 10_000;
        List<T> all = [];
        string? after = null;
        for (int read = 0; read < MostPages; read++)
        {
            Page<T> next = await page(after);
            Assert.InRange(next.Items.Count, 0, limit);
            all.AddRange(next.Items);
            if (next.Next is null)
            {
                return all;
            }

            Assert.NotEqual(after, next.Next);
            after = next.Next;
            if (read == 0 && between is not null)
            {
                await between();
            }
        }

        throw new InvalidOperationException("The list does not end.");
    }
}
