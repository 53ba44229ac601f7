using System.Globalization;
using Azure.Data.Tables;
using FitPipeline.Application.Laboratory;
using FitPipeline.Application.Storage;

namespace FitPipeline.Functions.Tables;

/// <summary>Laboratory files and what became of each row: a partition a file.</summary>
public sealed class TableLabFiles(DataTables tables) : ILabFiles
{
    private const string Record = "file";
    private const string RowPrefix = "row-";

    /// <inheritdoc/>
    public async Task<LabFileRecord?> FindAsync(string fileId, CancellationToken cancel) =>
        (await tables.LabRows.FindAsync(TableKeys.Of(fileId), Record, cancel))?.Read(StoredJson.Default.LabFileRecord);

    /// <inheritdoc/>
    public Task PutAsync(LabFileRecord file, CancellationToken cancel) => tables.LabRows.UpsertEntityAsync(
        new TableEntity(TableKeys.Of(file.FileId), Record).With(file, StoredJson.Default.LabFileRecord), TableUpdateMode.Replace, cancel);

    /// <inheritdoc/>
    public async Task PutRowsAsync(string fileId, IReadOnlyList<LabRowRecord> rows, CancellationToken cancel)
    {
        // A transaction may name an entity once; the last word on a row holds.
        foreach (LabRowRecord[] some in rows.GroupBy(row => row.Row).Select(row => row.Last()).Chunk(Answers.Most))
        {
            await tables.LabRows.SubmitTransactionAsync(
                [
                    .. some.Select(row => new TableTransactionAction(
                        TableTransactionActionType.UpsertReplace,
                        new TableEntity(TableKeys.Of(fileId), Key(row.Row)).With(row, StoredJson.Default.LabRowRecord))),
                ],
                cancel);
        }
    }

    /// <inheritdoc/>
    public async Task<Page<LabRowRecord>> RowsAsync(string fileId, string? after, int limit, CancellationToken cancel)
    {
        int held = Math.Clamp(limit, 1, Page<LabRowRecord>.Size);
        int from = int.TryParse(after, NumberStyles.None, CultureInfo.InvariantCulture, out int last) ? last : -1;
        string filter = TableClient.CreateQueryFilter(
            $"PartitionKey eq {TableKeys.Of(fileId)} and RowKey gt {(from < 0 ? RowPrefix : Key(from))} and RowKey lt {"row."}");
        List<LabRowRecord> rows = [];
        await foreach (TableEntity row in tables.LabRows.QueryAsync<TableEntity>(filter, held + 1, cancellationToken: cancel))
        {
            if (rows.Count == held)
            {
                return new Page<LabRowRecord>(rows, rows[^1].Row.ToString(CultureInfo.InvariantCulture));
            }

            rows.Add(row.Read(StoredJson.Default.LabRowRecord));
        }

        return new Page<LabRowRecord>(rows, null);
    }

    private static string Key(int row) => RowPrefix + row.ToString("D9", CultureInfo.InvariantCulture);
}
