#nullable disable
using System.Globalization;
using System.Xml.Linq;
using Azure.Core;
using Azure.Storage.Blobs.Models;

namespace Azure.Storage.Blobs;

public class BlobContainerClient
{
    private readonly BlobRequests _requests;

    protected BlobContainerClient()
    {
    }

    internal BlobContainerClient(BlobRequests requests, Uri uri, string name)
    {
        _requests = requests;
        Uri = uri;
        Name = name;
    }

    public virtual Uri Uri { get; }

    public virtual string Name { get; }

    public virtual BlobClient GetBlobClient(string blobName) =>
        new(_requests, new Uri($"{Uri.AbsoluteUri}/{string.Join('/', blobName.Split('/').Select(Uri.EscapeDataString))}"), blobName);

    public virtual async Task<Response<BlobContainerInfo>> CreateIfNotExistsAsync(
        PublicAccessType publicAccessType = PublicAccessType.None,
        IDictionary<string, string> metadata = null,
        BlobContainerEncryptionScopeOptions encryptionScopeOptions = null,
        CancellationToken cancellationToken = default)
    {
        using Request request = _requests.New(RequestMethod.Put, new Uri(Uri.AbsoluteUri + "?restype=container"));
        request.Content = RequestContent.Create(ReadOnlyMemory<byte>.Empty);
        Response response = await _requests.SendAsync(request, null, cancellationToken).ConfigureAwait(false);
        return response.Status switch
        {
            201 => Response.FromValue(new BlobContainerInfo(), response),
            409 => null,
            _ => throw new RequestFailedException(response),
        };
    }

    public virtual AsyncPageable<BlobItem> GetBlobsAsync(
        BlobTraits traits = BlobTraits.None,
        BlobStates states = BlobStates.None,
        string prefix = null,
        CancellationToken cancellationToken = default) =>
        new BlobPages(_requests, Uri, prefix, cancellationToken);

    private sealed class BlobPages(BlobRequests requests, Uri container, string prefix, CancellationToken cancel)
        : AsyncPageable<BlobItem>(cancel)
    {
        public override async IAsyncEnumerable<Page<BlobItem>> AsPages(string continuationToken = null, int? pageSizeHint = null)
        {
            string marker = continuationToken;
            do
            {
                using Request request = requests.New(RequestMethod.Get, new Uri(container.AbsoluteUri + "?restype=container&comp=list"));
                Append(request, "prefix", prefix);
                Append(request, "marker", marker);
                Append(request, "maxresults", pageSizeHint?.ToString(CultureInfo.InvariantCulture));
                Response response = await requests.SendAsync(request, null, CancellationToken).ConfigureAwait(false);
                if (response.Status != 200)
                {
                    throw new RequestFailedException(response);
                }

                XElement list = XDocument.Load(response.Content.ToStream()).Root!;
                marker = list.Element("NextMarker")?.Value is { Length: > 0 } next ? next : null;
                yield return Page<BlobItem>.FromValues([.. list.Descendants("Blob").Select(Item)], marker, response);
            }
            while (marker is not null);
        }

        private static BlobItem Item(XElement blob)
        {
            XElement properties = blob.Element("Properties")!;
            return new BlobItem(blob.Element("Name")!.Value, new BlobItemProperties(
                DateTimeOffset.Parse(properties.Element("Last-Modified")!.Value, CultureInfo.InvariantCulture),
                long.Parse(properties.Element("Content-Length")!.Value, CultureInfo.InvariantCulture),
                new ETag(properties.Element("Etag")!.Value)));
        }

        private static void Append(Request request, string name, string value)
        {
            if (value is not null)
            {
                request.Uri.AppendQuery(name, value, true);
            }
        }
    }
}
