#nullable disable
namespace Azure.Data.Tables;

public enum TableUpdateMode
{
    Merge = 0,
    Replace = 1,
}

public enum TableTransactionActionType
{
    Add = 0,
    UpdateMerge = 1,
    UpdateReplace = 2,
    Delete = 3,
    UpsertMerge = 4,
    UpsertReplace = 5,
}

public class TableTransactionAction(TableTransactionActionType actionType, ITableEntity entity, ETag etag = default)
{
    public TableTransactionActionType ActionType { get; } = actionType;

    public ITableEntity Entity { get; } = entity;

    public ETag ETag { get; } = etag;
}

public class TableTransactionFailedException(RequestFailedException requestFailedException)
    : RequestFailedException(
        requestFailedException.Status, requestFailedException.Message, requestFailedException.ErrorCode, requestFailedException)
{
    /// <summary>The server puts the failed operation's index before its message.</summary>
    public int? FailedTransactionActionIndex =>
        int.TryParse(Message.AsSpan(0, Math.Max(Message.IndexOf(':', StringComparison.Ordinal), 0)), out int index) ? index : null;
}
