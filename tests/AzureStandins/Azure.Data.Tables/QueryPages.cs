#nullable disable
using System.Globalization;
using System.Text.Json;
using Azure.Core;

namespace Azure.Data.Tables;

/// <summary>The pages of a query; a continuation token is the two keys the service gives.</summary>
internal sealed class QueryPages<T>(
    TableRequests requests, string table, string filter, int? maxPerPage, IEnumerable<string> select, CancellationToken cancel)
    : AsyncPageable<T>(cancel)
    where T : class, ITableEntity
{
    public override async IAsyncEnumerable<Page<T>> AsPages(string continuationToken = null, int? pageSizeHint = null)
    {
        string next = continuationToken;
        do
        {
            (Page<T> page, next) = await ReadAsync(next, pageSizeHint ?? maxPerPage).ConfigureAwait(false);
            yield return page;
        }
        while (next is not null);
    }

    private async Task<(Page<T> Page, string Next)> ReadAsync(string token, int? top)
    {
        using Request request = requests.New(RequestMethod.Get, table + "()");
        Append(request, "$filter", filter);
        Append(request, "$top", top?.ToString(CultureInfo.InvariantCulture));
        Append(request, "$select", select is null ? null : string.Join(',', select));
        if (token is not null)
        {
            string[] keys = token.Split(' ');
            Append(request, "NextPartitionKey", keys[0]);
            Append(request, "NextRowKey", keys.Length > 1 ? keys[1] : null);
        }

        Response response = await requests.SendAsync(request, CancellationToken).ConfigureAwait(false);
        if (response.Status != 200)
        {
            throw new RequestFailedException(response);
        }

        using JsonDocument document = JsonDocument.Parse(response.Content);
        List<T> values = [.. document.RootElement.GetProperty("value").EnumerateArray().Select(json => (T)(object)EntityJson.Read(json))];
        string next = response.Headers.TryGetValue("x-ms-continuation-NextPartitionKey", out string partition)
            ? response.Headers.TryGetValue("x-ms-continuation-NextRowKey", out string row) ? partition + ' ' + row : partition
            : null;
        return (Page<T>.FromValues(values, next, response), next);
    }

    private static void Append(Request request, string name, string value)
    {
        if (value is not null)
        {
            request.Uri.AppendQuery(name, value, true);
        }
    }
}
