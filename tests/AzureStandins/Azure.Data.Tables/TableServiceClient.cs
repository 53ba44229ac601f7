#nullable disable
using Azure.Core;
using Azure.Core.Pipeline;

namespace Azure.Data.Tables;

public class TableClientOptions : ClientOptions;

public class TableServiceClient
{
    private readonly HttpPipeline _pipeline;

    protected TableServiceClient()
    {
    }

    public TableServiceClient(string connectionString)
        : this(connectionString, null)
    {
    }

    public TableServiceClient(string connectionString, TableClientOptions options = null)
    {
        ConnectionString parsed = ConnectionString.Parse(connectionString);
        Uri = parsed.TableEndpoint;
        _pipeline = HttpPipelineBuilder.Build(options ?? new TableClientOptions(), new SharedKeyPolicy(parsed.AccountName, parsed.AccountKey));
    }

    public TableServiceClient(Uri endpoint, TokenCredential tokenCredential, TableClientOptions options = null)
    {
        Uri = endpoint;
        _pipeline = HttpPipelineBuilder.Build(
            options ?? new TableClientOptions(),
            new BearerTokenAuthenticationPolicy(tokenCredential, "https://storage.azure.com/.default"));
    }

    public virtual Uri Uri { get; }

    public virtual TableClient GetTableClient(string tableName) => new(new TableRequests(_pipeline, Uri), tableName);
}
