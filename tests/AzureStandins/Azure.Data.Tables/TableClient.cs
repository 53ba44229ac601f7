#nullable disable
using System.Globalization;
using System.Text.Json;
using Azure.Core;
using Azure.Data.Tables.Models;

namespace Azure.Data.Tables
{
    public class TableClient
    {
        private readonly TableRequests _requests;

        protected TableClient()
        {
        }

        internal TableClient(TableRequests requests, string name)
        {
            _requests = requests;
            Name = name;
        }

        public virtual string Name { get; }

        /// <summary>Fills in a filter, quoting what is filled in.</summary>
        public static string CreateQueryFilter(FormattableString filter) =>
            string.Format(CultureInfo.InvariantCulture, filter.Format, [.. filter.GetArguments().Select(Literal)]);

        public virtual async Task<Response<TableItem>> CreateIfNotExistsAsync(CancellationToken cancellationToken = default)
        {
            using Request request = _requests.New(RequestMethod.Post, "Tables");
            TableRequests.Content(request, JsonSerializer.SerializeToUtf8Bytes(new Dictionary<string, object> { ["TableName"] = Name }));
            Response response = await _requests.SendAsync(request, cancellationToken).ConfigureAwait(false);
            return response.Status switch
            {
                409 => Response.FromValue<TableItem>(null, response),
                201 or 204 => Response.FromValue(new TableItem(Name), response),
                _ => throw new RequestFailedException(response),
            };
        }

        public virtual async Task<Response> AddEntityAsync<T>(T entity, CancellationToken cancellationToken = default)
            where T : ITableEntity
        {
            using Request request = _requests.New(RequestMethod.Post, Name);
            return await SendAsync(request, entity, default, cancellationToken).ConfigureAwait(false);
        }

        public virtual async Task<Response> UpsertEntityAsync<T>(
            T entity, TableUpdateMode mode = TableUpdateMode.Merge, CancellationToken cancellationToken = default)
            where T : ITableEntity
        {
            using Request request = _requests.New(Method(mode), TableRequests.Address(Name, entity));
            return await SendAsync(request, entity, default, cancellationToken).ConfigureAwait(false);
        }

        public virtual async Task<Response> UpdateEntityAsync<T>(
            T entity, ETag ifMatch, TableUpdateMode mode = TableUpdateMode.Merge, CancellationToken cancellationToken = default)
            where T : ITableEntity
        {
            using Request request = _requests.New(Method(mode), TableRequests.Address(Name, entity));
            return await SendAsync(request, entity, ifMatch, cancellationToken).ConfigureAwait(false);
        }

        public virtual async Task<Response> DeleteEntityAsync(
            string partitionKey, string rowKey, ETag ifMatch = default, CancellationToken cancellationToken = default)
        {
            using Request request = _requests.New(RequestMethod.Delete, TableRequests.Address(Name, partitionKey, rowKey));
            request.Headers.SetValue("If-Match", ifMatch == default ? "*" : ifMatch.ToString());
            Response response = await _requests.SendAsync(request, cancellationToken).ConfigureAwait(false);
            return response.Status is 204 or 404 ? response : throw new RequestFailedException(response);
        }

        public virtual async Task<NullableResponse<T>> GetEntityIfExistsAsync<T>(
            string partitionKey, string rowKey, IEnumerable<string> select = null, CancellationToken cancellationToken = default)
            where T : class, ITableEntity
        {
            using Request request = _requests.New(RequestMethod.Get, TableRequests.Address(Name, partitionKey, rowKey));
            if (select is not null)
            {
                request.Uri.AppendQuery("$select", string.Join(',', select), true);
            }

            Response response = await _requests.SendAsync(request, cancellationToken).ConfigureAwait(false);
            if (response.Status == 404)
            {
                return new Missing<T>(response);
            }

            if (response.Status != 200)
            {
                throw new RequestFailedException(response);
            }

            using JsonDocument document = JsonDocument.Parse(response.Content);
            return Response.FromValue((T)(object)EntityJson.Read(document.RootElement), response);
        }

        public virtual AsyncPageable<T> QueryAsync<T>(
            string filter = null, int? maxPerPage = null, IEnumerable<string> select = null, CancellationToken cancellationToken = default)
            where T : class, ITableEntity =>
            new QueryPages<T>(_requests, Name, filter, maxPerPage, select, cancellationToken);

        public virtual async Task<Response<IReadOnlyList<Response>>> SubmitTransactionAsync(
            IEnumerable<TableTransactionAction> transactionActions, CancellationToken cancellationToken = default)
        {
            IReadOnlyList<TableTransactionAction> actions = [.. transactionActions];
            using Request request = _requests.New(RequestMethod.Post, "$batch");
            TransactionBody.Write(request, _requests.Endpoint, Name, actions);
            Response response = await _requests.SendAsync(request, cancellationToken).ConfigureAwait(false);
            if (response.Status != 202)
            {
                throw new RequestFailedException(response);
            }

            TransactionBody.ThrowIfFailed(response);
            return Response.FromValue<IReadOnlyList<Response>>([], response);
        }

        private static RequestMethod Method(TableUpdateMode mode) =>
            mode is TableUpdateMode.Replace ? RequestMethod.Put : RequestMethod.Patch;

        private static string Literal(object value) => value switch
        {
            string text => "'" + text.Replace("'", "''", StringComparison.Ordinal) + "'",
            bool truth => truth ? "true" : "false",
            int number => number.ToString(CultureInfo.InvariantCulture),
            long number => number.ToString(CultureInfo.InvariantCulture) + "L",
            DateTimeOffset at => "datetime'" + at.UtcDateTime.ToString("O", CultureInfo.InvariantCulture) + "'",
            _ => throw new NotSupportedException("The stand-in does not filter by " + value?.GetType().Name),
        };

        private async Task<Response> SendAsync(Request request, ITableEntity entity, ETag ifMatch, CancellationToken cancel)
        {
            TableRequests.Content(request, EntityJson.Write(entity));
            request.Headers.SetValue("Prefer", "return-no-content");
            if (ifMatch != default)
            {
                request.Headers.SetValue("If-Match", ifMatch.ToString());
            }

            Response response = await _requests.SendAsync(request, cancel).ConfigureAwait(false);
            return response.Status is 201 or 204 ? response : throw new RequestFailedException(response);
        }

        private sealed class Missing<T>(Response response) : NullableResponse<T>
        {
            public override bool HasValue => false;

            public override T Value => throw new InvalidOperationException("There is no such entity.");

            public override Response GetRawResponse() => response;
        }
    }
}

namespace Azure.Data.Tables.Models
{
    public class TableItem(string name)
    {
        public string Name { get; } = name;
    }
}
