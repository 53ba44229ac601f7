#nullable disable
using Azure.Core;
using Azure.Core.Pipeline;

namespace Azure.Storage.Blobs;

public class BlobClientOptions : ClientOptions;

public class BlobServiceClient
{
    private readonly HttpPipeline _pipeline;

    protected BlobServiceClient()
    {
    }

    public BlobServiceClient(string connectionString)
        : this(connectionString, null)
    {
    }

    public BlobServiceClient(string connectionString, BlobClientOptions options)
    {
        ConnectionString parsed = ConnectionString.Parse(connectionString);
        Uri = parsed.BlobEndpoint;
        _pipeline = HttpPipelineBuilder.Build(options ?? new BlobClientOptions(), new SharedKeyPolicy(parsed.AccountName, parsed.AccountKey));
    }

    public BlobServiceClient(Uri serviceUri, TokenCredential credential, BlobClientOptions options = null)
    {
        Uri = serviceUri;
        _pipeline = HttpPipelineBuilder.Build(
            options ?? new BlobClientOptions(), new BearerTokenAuthenticationPolicy(credential, "https://storage.azure.com/.default"));
    }

    public Uri Uri { get; }

    public virtual BlobContainerClient GetBlobContainerClient(string blobContainerName) =>
        new(new BlobRequests(_pipeline), new Uri($"{Uri.AbsoluteUri.TrimEnd('/')}/{blobContainerName}"), blobContainerName);
}
