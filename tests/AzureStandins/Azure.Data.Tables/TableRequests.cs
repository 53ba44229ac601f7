#nullable disable
using Azure.Core;
using Azure.Core.Pipeline;

namespace Azure.Data.Tables;

/// <summary>Requests of the Table service's REST protocol. https://learn.microsoft.com/rest/api/storageservices/table-service-rest-api</summary>
internal sealed class TableRequests(HttpPipeline pipeline, Uri endpoint)
{
    internal const string Version = "2019-02-02";

    internal Uri Endpoint => endpoint;

    internal static string Address(string table, ITableEntity entity) => Address(table, entity.PartitionKey, entity.RowKey);

    internal static string Address(string table, string partition, string row) => $"{table}(PartitionKey='{Key(partition)}',RowKey='{Key(row)}')";

    internal static void Content(Request request, ReadOnlyMemory<byte> json)
    {
        request.Content = RequestContent.Create(json);
        request.Headers.SetValue("Content-Type", "application/json");
    }

    internal Request New(RequestMethod method, string path)
    {
        Request request = pipeline.CreateRequest();
        request.Method = method;
        request.Uri.Reset(new Uri($"{endpoint.AbsoluteUri.TrimEnd('/')}/{path}"));
        request.Headers.SetValue("x-ms-version", Version);
        request.Headers.SetValue("DataServiceVersion", "3.0");
        request.Headers.SetValue("Accept", "application/json;odata=minimalmetadata");
        return request;
    }

    internal async Task<Response> SendAsync(Request request, CancellationToken cancel)
    {
        using HttpMessage message = new(request, new Classifier());
        await pipeline.SendAsync(message, cancel).ConfigureAwait(false);
        return message.ExtractAnswer();
    }

    private static string Key(string key) => Uri.EscapeDataString(key.Replace("'", "''", StringComparison.Ordinal));

    private sealed class Classifier : ResponseClassifier
    {
        // Conflict and precondition are answers, not accidents.
        public override bool IsErrorResponse(HttpMessage message) => message.Response.Status is >= 400 and not (404 or 409 or 412);
    }
}

internal static class Messages
{
    /// <summary>The response, for longer than the message that brought it.</summary>
    internal static Response ExtractAnswer(this HttpMessage message)
    {
        Response response = message.Response;
        message.Response = null;
        return response;
    }
}
