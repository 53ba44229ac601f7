#nullable disable
using Azure.Core;
using Azure.Core.Pipeline;
using Azure.Storage.Blobs.Models;

namespace Azure.Storage.Blobs;

/// <summary>Requests of the Blob service's REST protocol. https://learn.microsoft.com/rest/api/storageservices/blob-service-rest-api</summary>
internal sealed class BlobRequests(HttpPipeline pipeline)
{
    internal Request New(RequestMethod method, Uri address)
    {
        Request request = pipeline.CreateRequest();
        request.Method = method;
        request.Uri.Reset(address);
        request.Headers.SetValue("x-ms-version", "2021-12-02");
        return request;
    }

    internal async Task<Response> SendAsync(Request request, BlobRequestConditions conditions, CancellationToken cancel)
    {
        if (conditions?.IfMatch is { } match)
        {
            request.Headers.SetValue("If-Match", match.ToString("H"));
        }

        if (conditions?.IfNoneMatch is { } none)
        {
            request.Headers.SetValue("If-None-Match", none == ETag.All ? "*" : none.ToString("H"));
        }

        using HttpMessage message = new(request, new Classifier());
        await pipeline.SendAsync(message, cancel).ConfigureAwait(false);
        Response response = message.Response;
        message.Response = null;
        return response;
    }

    private sealed class Classifier : ResponseClassifier
    {
        // Absence, conflict and precondition are answers, not accidents.
        public override bool IsErrorResponse(HttpMessage message) => message.Response.Status is >= 400 and not (404 or 409 or 412);
    }
}
