using System.Buffers.Text;
using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text;
using Azure.Data.Tables;
using FitPipeline.Application.Storage;

namespace FitPipeline.Functions.Tables;

/// <summary>
/// A list in order of time, a partition a day, so that no partition takes all writes. Partition: <c>name|yyyyMMdd</c>;
/// row: <c>ticks~id</c>. A list is a copy for reading; what it shows is true elsewhere.
/// </summary>
internal static class TimeOrderedIndex
{
    /// <summary>The keys of an entry.</summary>
    internal static TableEntity Entry(string name, DateTimeOffset at, string id) =>
        new($"{name}|{TableKeys.Day(at)}", $"{TableKeys.Ticks(at)}~{TableKeys.Of(id)}");

    /// <summary>Entries in order.</summary>
    /// <param name="table">Where.</param>
    /// <param name="name">Which list.</param>
    /// <param name="after">The row key of the last entry seen; null from the beginning.</param>
    /// <param name="before">Only entries before this time; null for all.</param>
    /// <param name="filter">What else must hold of an entry; null for nothing.</param>
    /// <param name="atOnce">How many are fetched at a time.</param>
    /// <param name="cancel">Cancels.</param>
    internal static async IAsyncEnumerable<TableEntity> ReadAsync(
        TableClient table,
        string name,
        string? after,
        DateTimeOffset? before,
        string? filter,
        int atOnce,
        [EnumeratorCancellation] CancellationToken cancel)
    {
        string until = before is { } end ? $"{name}|{TableKeys.Day(end)}" : $"{name}}}";
        string also = filter is null ? "" : $" and ({filter})";
        string? lastRow = before is { } time ? TableKeys.Ticks(time) : null;
        string from = $"{name}|";
        if (after is not null)
        {
            // Two questions, because one with "or" over partitions would read the whole table.
            from = $"{name}|{DayOf(after)}";
            string rest = TableClient.CreateQueryFilter($"PartitionKey eq {from} and RowKey gt {after}") + also;
            await foreach (TableEntity entry in table.QueryAsync<TableEntity>(rest, atOnce, cancellationToken: cancel))
            {
                if (lastRow is not null && string.CompareOrdinal(entry.RowKey, lastRow) >= 0)
                {
                    yield break;
                }

                yield return entry;
            }
        }

        // A whole day is a partition, so the last day is asked for too and cut where the time falls.
        string others = after is null
            ? TableClient.CreateQueryFilter($"PartitionKey ge {from} and PartitionKey le {until}")
            : TableClient.CreateQueryFilter($"PartitionKey gt {from} and PartitionKey le {until}");
        await foreach (TableEntity entry in table.QueryAsync<TableEntity>(others + also, atOnce, cancellationToken: cancel))
        {
            if (lastRow is not null && string.CompareOrdinal(entry.RowKey, lastRow) >= 0)
            {
                yield break;
            }

            yield return entry;
        }
    }

    /// <summary>Several lists as one, in the order of time.</summary>
    internal static async IAsyncEnumerable<TableEntity> MergeAsync(IReadOnlyList<IAsyncEnumerable<TableEntity>> lists)
    {
        List<IAsyncEnumerator<TableEntity>> open = [];
        try
        {
            foreach (IAsyncEnumerable<TableEntity> list in lists)
            {
                open.Add(list.GetAsyncEnumerator());
            }

            bool[] more = await Task.WhenAll(open.Select(list => list.MoveNextAsync().AsTask()));
            List<IAsyncEnumerator<TableEntity>> left = [.. open.Where((_, i) => more[i])];
            while (left.Count > 0)
            {
                IAsyncEnumerator<TableEntity> first = left.MinBy(list => list.Current.RowKey, StringComparer.Ordinal)!;
                yield return first.Current;
                if (!await first.MoveNextAsync())
                {
                    left.Remove(first);
                }
            }
        }
        finally
        {
            foreach (IAsyncEnumerator<TableEntity> list in open)
            {
                await list.DisposeAsync();
            }
        }
    }

    /// <summary>Makes a page out of entries in order.</summary>
    internal static async Task<Page<T>> PageAsync<T>(
        IAsyncEnumerable<TableEntity> entries, int limit, Func<TableEntity, ValueTask<T?>> item)
        where T : class
    {
        int held = Math.Clamp(limit, 1, Page<T>.Size);
        List<T> items = new(held);
        string? last = null;
        await foreach (TableEntity entry in entries)
        {
            if (await item(entry) is not { } shown)
            {
                continue;
            }

            if (items.Count == held)
            {
                return new Page<T>(items, Cursor(last!));
            }

            items.Add(shown);
            last = entry.RowKey;
        }

        return new Page<T>(items, null);
    }

    /// <summary>The cursor behind an entry. Opaque to callers.</summary>
    internal static string Cursor(string row) => Base64Url.EncodeToString(Encoding.UTF8.GetBytes(row));

    /// <summary>Before every entry of this time or later: where a list from a time on begins.</summary>
    internal static string Before(DateTimeOffset at) => TableKeys.Ticks(at);

    /// <summary>The row a cursor stands behind; null, the beginning, when it is none of ours.</summary>
    internal static string? After(string? cursor)
    {
        if (cursor is null || !Base64Url.IsValid(cursor))
        {
            return null;
        }

        string row = Encoding.UTF8.GetString(Base64Url.DecodeFromChars(cursor));
        return row.Length > 20 && row[19] == '~'
            && long.TryParse(row.AsSpan(0, 19), NumberStyles.None, CultureInfo.InvariantCulture, out long ticks)
            && ticks <= DateTime.MaxValue.Ticks
            ? row
            : null;
    }

    private static string DayOf(string row) =>
        TableKeys.Day(new DateTimeOffset(long.Parse(row.AsSpan(0, 19), CultureInfo.InvariantCulture), TimeSpan.Zero));
}
