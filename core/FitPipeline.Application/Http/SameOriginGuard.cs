using Microsoft.AspNetCore.Http;

namespace FitPipeline.Application.Http;

/// <summary>
/// Tells whether a call comes from our own page. A browser sends a cookie whoever wrote the page, so a call that changes
/// something and shows no token of its own is believed only with this.
/// </summary>
public static class SameOriginGuard
{
    /// <summary>The header our pages send. A page of another origin may not, unless the host allows it, and none of ours does.</summary>
    public const string Header = "X-FitPipeline-Desk";

    /// <summary>True when the request shows that it comes from a page of this very address.</summary>
    public static bool Sent(HttpRequest request) =>
        request.Headers[Header].Count == 1
        && request.Headers["Sec-Fetch-Site"].ToString() switch
        {
            "same-origin" => true,
            // A browser too old to say: then the origin must be the address that was called.
            "" => Uri.TryCreate(request.Headers.Origin, UriKind.Absolute, out Uri? origin)
                && string.Equals(origin.Authority, request.Host.Value, StringComparison.OrdinalIgnoreCase),
            _ => false,
        };

    /// <summary>True when a call must show it: it changes something, and may be let in for its cookie alone.</summary>
    public static bool IsNeeded(HttpRequest request) =>
        !HttpMethods.IsGet(request.Method) && !HttpMethods.IsHead(request.Method)
        && request.Headers.Authorization.Count == 0 && request.Headers.Cookie.Count > 0;
}
