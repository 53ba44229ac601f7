using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Http;

namespace FitPipeline.SmsEmulator;

/// <summary>
/// How requests to Azure Communication Services are signed with a key. Source: learn.microsoft.com, Communication Services REST
/// authentication: method, path with query, and the values of x-ms-date, host and x-ms-content-sha256.
/// </summary>
public static class Signature
{
    private const string Signed = "HMAC-SHA256 SignedHeaders=x-ms-date;host;x-ms-content-sha256&Signature=";
    private static readonly TimeSpan OldestDate = TimeSpan.FromMinutes(15);

    /// <summary>A key that everyone may know: it opens an emulator on one's own machine and nothing else.</summary>
    public static string KnownKey { get; } = Convert.ToBase64String(SHA256.HashData("the text provider on your own machine"u8));

    /// <summary>The headers of a signed request.</summary>
    /// <param name="method">The method, in capitals.</param>
    /// <param name="pathAndQuery">As in the first line of the request.</param>
    /// <param name="host">Host and port as in the Host header.</param>
    /// <param name="body">The body.</param>
    /// <param name="key">The key, base 64.</param>
    /// <param name="at">When it is sent.</param>
    public static (string Date, string ContentHash, string Authorization) Of(
        string method, string pathAndQuery, string host, ReadOnlySpan<byte> body, string key, DateTimeOffset at)
    {
        string date = at.UtcDateTime.ToString("R", CultureInfo.InvariantCulture);
        string hash = Convert.ToBase64String(SHA256.HashData(body));
        return (date, hash, Signed + Sign(method, pathAndQuery, date, host, hash, key));
    }

    /// <summary>Why a request is not well signed; null when it is.</summary>
    public static string? Fault(HttpRequest request, ReadOnlySpan<byte> body, string key, DateTimeOffset now)
    {
        string authorization = request.Headers.Authorization.ToString();
        if (!authorization.StartsWith(Signed, StringComparison.Ordinal))
        {
            return "The request is not signed.";
        }

        string date = request.Headers["x-ms-date"].ToString();
        if (!DateTimeOffset.TryParseExact(date, "R", CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out DateTimeOffset at)
            || (at - now).Duration() > OldestDate)
        {
            return "The date is missing, or too far from now.";
        }

        string hash = request.Headers["x-ms-content-sha256"].ToString();
        if (hash != Convert.ToBase64String(SHA256.HashData(body)))
        {
            return "The body is not the one that was signed.";
        }

        string expected = Sign(request.Method, request.Path + request.QueryString, date, request.Host.Value ?? "", hash, key);
        return CryptographicOperations.FixedTimeEquals(Encoding.ASCII.GetBytes(expected), Encoding.ASCII.GetBytes(authorization[Signed.Length..]))
            ? null
            : "The signature is wrong.";
    }

    private static string Sign(string method, string pathAndQuery, string date, string host, string hash, string key) =>
        Convert.ToBase64String(HMACSHA256.HashData(
            Convert.FromBase64String(key), Encoding.UTF8.GetBytes($"{method}\n{pathAndQuery}\n{date};{host};{hash}")));
}
