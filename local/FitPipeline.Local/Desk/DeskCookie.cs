using FitPipeline.Application.Http;
using FitPipeline.Local.Access;

namespace FitPipeline.Local.Desk;

/// <summary>The desk's cookie. The door lets nobody change anything for a cookie alone: see <see cref="SameOriginGuard"/>.</summary>
internal static class DeskCookie
{
    private const string Name = "fit-session";
    private const int SecretLength = 64;

    /// <summary>The secret of the session; null without a sound one.</summary>
    internal static string? Read(HttpContext http) =>
        http.Request.Cookies[Name] is { Length: SecretLength } secret ? secret : null;

    /// <summary>Gives the browser the secret; it goes when the browser closes, and scripts never see it.</summary>
    internal static void Give(HttpContext http, string secret) => http.Response.Cookies.Append(Name, secret, Options(http));

    /// <summary>Takes it away again.</summary>
    internal static void Take(HttpContext http) => http.Response.Cookies.Delete(Name, Options(http));

    private static CookieOptions Options(HttpContext http) => new()
    {
        HttpOnly = true,
        SameSite = SameSiteMode.Strict,
        Secure = http.Request.IsHttps,
        Path = "/",
        IsEssential = true,
    };
}

/// <summary>Knows callers by bearer token, and people at the desk by their session.</summary>
internal sealed class DeskSessionAuthenticator(TokenAuthenticator tokens, DeskSessions sessions) : ICallerAuthenticator
{
    /// <inheritdoc/>
    public async ValueTask<Caller?> IdentifyAsync(HttpContext http)
    {
        if (http.Request.Headers.Authorization.Count > 0)
        {
            return await tokens.IdentifyAsync(http);
        }

        return DeskCookie.Read(http) is { } secret ? sessions.Find(secret) : null;
    }
}
