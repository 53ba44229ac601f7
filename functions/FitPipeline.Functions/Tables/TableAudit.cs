using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Azure.Data.Tables;
using FitPipeline.Application.Journeys;

namespace FitPipeline.Functions.Tables;

/// <summary>
/// The audit trail, one chain. Its head names the last line and its hash; line, head and the line's id are written in one
/// transaction. Each line's hash is of the one before and of what it says, so a line changed, put in or taken out shows.
/// </summary>
/// <remarks>
/// People write to it, some times a minute and not some thousand a second, so one partition holds it. Appending waits its
/// turn in this process, and is tried again when another process was first.
/// </remarks>
public sealed class TableAudit(DataTables tables) : IAuditTrail, IDisposable
{
    private const string Trail = "trail";
    private const string Head = "head";
    private const string LinePrefix = "line-";

    // Each round lost means that another process appended; more than this many in a row is a fault, not a race.
    private const int MostRounds = 100;

    private readonly SemaphoreSlim _turn = new(1, 1);

    /// <inheritdoc/>
    public async Task AppendAsync(AuditEntry entry, CancellationToken cancel)
    {
        await _turn.WaitAsync(cancel);
        try
        {
            for (int round = 0; round < MostRounds; round++)
            {
                if (await TryAppendAsync(entry, cancel))
                {
                    return;
                }
            }
        }
        finally
        {
            _turn.Release();
        }

        throw new InvalidOperationException("A line could not be appended to the audit trail because other writers kept appending.");
    }

    /// <inheritdoc/>
    public async Task<string?> FirstBreakAsync(CancellationToken cancel)
    {
        // The end first: lines that come while the trail is read lie behind it.
        TableEntity? head = await tables.Audit.FindAsync(Trail, Head, cancel);
        long last = head?.GetInt64("Number") ?? 0;
        long number = 0;
        string before = "";
        await foreach (TableEntity line in tables.Audit.QueryAsync<TableEntity>(
            TableClient.CreateQueryFilter($"PartitionKey eq {Trail} and RowKey gt {LinePrefix} and RowKey le {Line(last)}"), cancellationToken: cancel))
        {
            number++;
            string hash = HashOf(before, line.GetString("Entry") ?? "");
            if (line.RowKey != Line(number) || line.GetString("Hash") != hash)
            {
                return line.GetString("EntryId") ?? line.RowKey;
            }

            before = hash;
        }

        return number == last && before == (head?.GetString("Hash") ?? "") ? null : head?.GetString("EntryId") ?? Trail;
    }

    /// <summary>Where the trail ends now: the number and hash of its last line; null when it has none.</summary>
    internal async Task<(long Number, string Hash)?> EndAsync(CancellationToken cancel) =>
        await tables.Audit.FindAsync(Trail, Head, cancel) is { } head ? (head.GetInt64("Number") ?? 0, head.GetString("Hash")) : null;

    /// <summary>The hash of a line; null when the trail does not reach it.</summary>
    internal async Task<string?> HashOfAsync(long number, CancellationToken cancel) =>
        (await tables.Audit.FindAsync(Trail, Line(number), cancel))?.GetString("Hash");

    /// <inheritdoc/>
    public void Dispose() => _turn.Dispose();

    private static string Line(long number) => LinePrefix + number.ToString("D12", CultureInfo.InvariantCulture);

    private static string HashOf(string before, string text) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(before + "\n" + text)));

    private async Task<bool> TryAppendAsync(AuditEntry entry, CancellationToken cancel)
    {
        TableEntity? head = await tables.Audit.FindAsync(Trail, Head, cancel);
        long number = (head?.GetInt64("Number") ?? 0) + 1;
        string text = JsonSerializer.Serialize(entry, StoredJson.Default.AuditEntry);
        string hash = HashOf(head?.GetString("Hash") ?? "", text);
        string id = "id-" + TableKeys.Of(entry.Id);
        TableEntity next = new(Trail, Head) { ["Number"] = number, ["Hash"] = hash, ["EntryId"] = entry.Id };
        TableEntity line = new(Trail, Line(number)) { ["EntryId"] = entry.Id, ["Entry"] = text, ["Hash"] = hash };
        return await tables.Audit.TryTransactAsync(
            [
                head is null
                    ? new TableTransactionAction(TableTransactionActionType.Add, next)
                    : new TableTransactionAction(TableTransactionActionType.UpdateReplace, next, head.ETag),
                new(TableTransactionActionType.Add, line),
                new(TableTransactionActionType.Add, new TableEntity(Trail, id) { ["Number"] = number }),
            ],
            cancel)
            || await tables.Audit.FindAsync(Trail, id, cancel) is not null;
    }
}
