#nullable disable
using System.Globalization;
using System.Text;
using System.Text.Json;
using Azure.Core;

namespace Azure.Data.Tables;

/// <summary>
/// An entity group transaction: a change set inside a batch.
/// https://learn.microsoft.com/rest/api/storageservices/performing-entity-group-transactions
/// </summary>
internal static class TransactionBody
{
    internal static void Write(Request request, Uri endpoint, string table, IReadOnlyList<TableTransactionAction> actions)
    {
        string batch = "batch_" + Guid.NewGuid();
        string changes = "changeset_" + Guid.NewGuid();
        StringBuilder body = new();
        body.Append(CultureInfo.InvariantCulture, $"--{batch}\r\nContent-Type: multipart/mixed; boundary={changes}\r\n\r\n");
        for (int i = 0; i < actions.Count; i++)
        {
            TableTransactionAction action = actions[i];
            string method = Method(action.ActionType);
            string address = action.ActionType is TableTransactionActionType.Add ? table : TableRequests.Address(table, action.Entity);
            body.Append(CultureInfo.InvariantCulture, $"--{changes}\r\nContent-Type: application/http\r\nContent-Transfer-Encoding: binary\r\n\r\n");
            body.Append(CultureInfo.InvariantCulture, $"{method} {endpoint.AbsoluteUri.TrimEnd('/')}/{address} HTTP/1.1\r\n");
            body.Append(CultureInfo.InvariantCulture, $"Accept: application/json;odata=minimalmetadata\r\nContent-ID: {i}\r\nDataServiceVersion: 3.0\r\n");
            body.Append(CultureInfo.InvariantCulture, $"Prefer: return-no-content\r\n");
            if (IfMatch(action) is { } etag)
            {
                body.Append(CultureInfo.InvariantCulture, $"If-Match: {etag}\r\n");
            }

            body.Append("Content-Type: application/json\r\n\r\n");
            body.Append(action.ActionType is TableTransactionActionType.Delete ? "" : Encoding.UTF8.GetString(EntityJson.Write(action.Entity)));
            body.Append("\r\n");
        }

        body.Append(CultureInfo.InvariantCulture, $"--{changes}--\r\n--{batch}--\r\n");
        request.Content = RequestContent.Create(Encoding.UTF8.GetBytes(body.ToString()));
        request.Headers.SetValue("Content-Type", $"multipart/mixed; boundary={batch}");
    }

    /// <summary>The answer to the batch is 202 whatever became of it; what became of it is inside.</summary>
    internal static void ThrowIfFailed(Response response)
    {
        string body = response.Content.ToString();
        foreach (string line in body.Split("\r\n"))
        {
            if (line.StartsWith("HTTP/1.1 ", StringComparison.Ordinal)
                && int.TryParse(line.AsSpan(9, 3), CultureInfo.InvariantCulture, out int status)
                && status >= 400)
            {
                throw new TableTransactionFailedException(Failure(status, body));
            }
        }
    }

    private static RequestFailedException Failure(int status, string body)
    {
        int start = body.IndexOf('{', StringComparison.Ordinal);
        int end = body.LastIndexOf('}');
        if (start < 0 || end < start)
        {
            return new RequestFailedException(status, "The transaction failed.");
        }

        using JsonDocument document = JsonDocument.Parse(body[start..(end + 1)]);
        JsonElement error = document.RootElement.GetProperty("odata.error");
        return new RequestFailedException(
            status, error.GetProperty("message").GetProperty("value").GetString(), error.GetProperty("code").GetString(), null);
    }

    private static string Method(TableTransactionActionType type) => type switch
    {
        TableTransactionActionType.Add => "POST",
        TableTransactionActionType.UpdateReplace or TableTransactionActionType.UpsertReplace => "PUT",
        TableTransactionActionType.UpdateMerge or TableTransactionActionType.UpsertMerge => "MERGE",
        _ => "DELETE",
    };

    private static string IfMatch(TableTransactionAction action) => action.ActionType switch
    {
        TableTransactionActionType.UpdateMerge or TableTransactionActionType.UpdateReplace or TableTransactionActionType.Delete =>
            action.ETag == default ? "*" : action.ETag.ToString(),
        _ => null,
    };
}
