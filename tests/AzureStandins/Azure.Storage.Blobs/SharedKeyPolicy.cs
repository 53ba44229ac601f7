#nullable disable
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Azure.Core;
using Azure.Core.Pipeline;

namespace Azure.Storage.Blobs;

/// <summary>
/// Signs as "Shared Key" of the Blob service: what the request says of itself, the x-ms headers in order, and the
/// canonicalised resource. https://learn.microsoft.com/rest/api/storageservices/authorize-with-shared-key
/// </summary>
internal sealed class SharedKeyPolicy(string account, string key) : HttpPipelineSynchronousPolicy
{
    private static readonly string[] Signed =
        ["Content-MD5", "Content-Type", "Date", "If-Modified-Since", "If-Match", "If-None-Match", "If-Unmodified-Since", "Range"];

    private readonly byte[] _key = Convert.FromBase64String(key);

    public override void OnSendingRequest(HttpMessage message)
    {
        Request request = message.Request;
        request.Headers.SetValue("x-ms-date", DateTimeOffset.UtcNow.ToString("R", CultureInfo.InvariantCulture));
        StringBuilder text = new();
        text.Append(CultureInfo.InvariantCulture, $"{request.Method}\n\n\n{Length(request)}\n");
        foreach (string name in Signed)
        {
            text.Append(request.Headers.TryGetValue(name, out string value) ? value : "").Append('\n');
        }

        foreach (HttpHeader header in request.Headers
            .Where(header => header.Name.StartsWith("x-ms-", StringComparison.OrdinalIgnoreCase))
            .OrderBy(header => header.Name.ToUpperInvariant(), StringComparer.Ordinal))
        {
#pragma warning disable CA1308 // The protocol says lower case.
            text.Append(CultureInfo.InvariantCulture, $"{header.Name.ToLowerInvariant()}:{header.Value}\n");
#pragma warning restore CA1308
        }

        Uri uri = request.Uri.ToUri();
        text.Append(CultureInfo.InvariantCulture, $"/{account}{uri.AbsolutePath}");
        foreach (string[] part in uri.Query.TrimStart('?').Split('&', StringSplitOptions.RemoveEmptyEntries)
            .Select(part => part.Split('=', 2)).OrderBy(part => part[0], StringComparer.Ordinal))
        {
            text.Append(CultureInfo.InvariantCulture, $"\n{part[0]}:{Uri.UnescapeDataString(part[1])}");
        }

        string signature = Convert.ToBase64String(HMACSHA256.HashData(_key, Encoding.UTF8.GetBytes(text.ToString())));
        request.Headers.SetValue("Authorization", $"SharedKey {account}:{signature}");
    }

    private static string Length(Request request) =>
        request.Content is { } content && content.TryComputeLength(out long length) && length > 0
            ? length.ToString(CultureInfo.InvariantCulture)
            : "";
}
