#nullable disable
using System.Globalization;
using System.Text;
using System.Xml.Linq;
using Azure.Core;
using Azure.Storage.Blobs.Models;
using Azure.Storage.Blobs.Specialized;

namespace Azure.Storage.Blobs.Specialized
{
    public class BlobBaseClient
    {
        protected BlobBaseClient()
        {
        }

        internal BlobBaseClient(BlobRequests requests, Uri uri, string name)
        {
            Requests = requests;
            Uri = uri;
            Name = name;
        }

        public virtual Uri Uri { get; }

        public virtual string Name { get; }

        internal BlobRequests Requests { get; }

        public virtual async Task<Response<bool>> ExistsAsync(CancellationToken cancellationToken = default)
        {
            using Request request = Requests.New(RequestMethod.Head, Uri);
            Response response = await Requests.SendAsync(request, null, cancellationToken).ConfigureAwait(false);
            return response.Status switch
            {
                200 => Response.FromValue(true, response),
                404 => Response.FromValue(false, response),
                _ => throw new RequestFailedException(response),
            };
        }

        public virtual async Task<Response<BlobProperties>> GetPropertiesAsync(
            BlobRequestConditions conditions = null, CancellationToken cancellationToken = default)
        {
            using Request request = Requests.New(RequestMethod.Head, Uri);
            Response response = await Requests.SendAsync(request, conditions, cancellationToken).ConfigureAwait(false);
            return response.Status == 200
                ? Response.FromValue(new BlobProperties(Length(response), response.Headers.ETag ?? default), response)
                : throw new RequestFailedException(response);
        }

        public virtual async Task<Stream> OpenReadAsync(BlobOpenReadOptions options, CancellationToken cancellationToken = default)
        {
            using Request request = Requests.New(RequestMethod.Get, Uri);
            Response response = await Requests.SendAsync(request, options.Conditions, cancellationToken).ConfigureAwait(false);
            return response.Status == 200 ? response.Content.ToStream() : throw new RequestFailedException(response);
        }

        public virtual async Task<Response<bool>> DeleteIfExistsAsync(
            DeleteSnapshotsOption snapshotsOption = DeleteSnapshotsOption.None,
            BlobRequestConditions conditions = null,
            CancellationToken cancellationToken = default)
        {
            using Request request = Requests.New(RequestMethod.Delete, Uri);
            Response response = await Requests.SendAsync(request, conditions, cancellationToken).ConfigureAwait(false);
            return response.Status switch
            {
                202 => Response.FromValue(true, response),
                404 => Response.FromValue(false, response),
                _ => throw new RequestFailedException(response),
            };
        }

        public virtual async Task<Response<GetBlobTagResult>> GetTagsAsync(
            BlobRequestConditions conditions = default, CancellationToken cancellationToken = default)
        {
            using Request request = Requests.New(RequestMethod.Get, new Uri(Uri.AbsoluteUri + "?comp=tags"));
            Response response = await Requests.SendAsync(request, conditions, cancellationToken).ConfigureAwait(false);
            if (response.Status != 200)
            {
                throw new RequestFailedException(response);
            }

            Dictionary<string, string> tags = XDocument.Load(response.Content.ToStream()).Descendants("Tag")
                .ToDictionary(tag => tag.Element("Key")!.Value, tag => tag.Element("Value")!.Value);
            return Response.FromValue(new GetBlobTagResult { Tags = tags }, response);
        }

        public virtual async Task<Response> SetTagsAsync(
            IDictionary<string, string> tags, BlobRequestConditions conditions = default, CancellationToken cancellationToken = default)
        {
            using Request request = Requests.New(RequestMethod.Put, new Uri(Uri.AbsoluteUri + "?comp=tags"));
            XElement set = new("TagSet", tags.Select(tag => new XElement("Tag", new XElement("Key", tag.Key), new XElement("Value", tag.Value))));
            request.Content = RequestContent.Create(Encoding.UTF8.GetBytes(new XElement("Tags", set).ToString()));
            request.Headers.SetValue("Content-Type", "application/xml");
            Response response = await Requests.SendAsync(request, conditions, cancellationToken).ConfigureAwait(false);
            return response.Status == 204 ? response : throw new RequestFailedException(response);
        }

        private static long Length(Response response) =>
            long.Parse(response.Headers.TryGetValue("Content-Length", out string length) ? length : "0", CultureInfo.InvariantCulture);
    }
}

namespace Azure.Storage.Blobs
{
    public class BlobClient : BlobBaseClient
    {
        protected BlobClient()
        {
        }

        internal BlobClient(BlobRequests requests, Uri uri, string name)
            : base(requests, uri, name)
        {
        }

        public virtual Task<Response<BlobContentInfo>> UploadAsync(
            BinaryData content, BlobUploadOptions options, CancellationToken cancellationToken = default) =>
            UploadAsync(RequestContent.Create(content), options, cancellationToken);

        public virtual Task<Response<BlobContentInfo>> UploadAsync(
            Stream content, BlobUploadOptions options, CancellationToken cancellationToken = default) =>
            UploadAsync(RequestContent.Create(content), options, cancellationToken);

        private async Task<Response<BlobContentInfo>> UploadAsync(RequestContent content, BlobUploadOptions options, CancellationToken cancel)
        {
            using Request request = Requests.New(RequestMethod.Put, Uri);
            request.Content = content;
            request.Headers.SetValue("x-ms-blob-type", "BlockBlob");
            if (options?.HttpHeaders?.ContentType is { } type)
            {
                request.Headers.SetValue("x-ms-blob-content-type", type);
            }

            foreach ((string name, string value) in options?.Metadata ?? new Dictionary<string, string>())
            {
                request.Headers.SetValue("x-ms-meta-" + name, value);
            }

            Response response = await Requests.SendAsync(request, options?.Conditions, cancel).ConfigureAwait(false);
            return response.Status == 201
                ? Response.FromValue(new BlobContentInfo(response.Headers.ETag ?? default), response)
                : throw new RequestFailedException(response);
        }
    }
}
