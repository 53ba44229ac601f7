using System.Net;
using System.Text.Json.Serialization;
using FitPipeline.Application.Http;
using FitPipeline.Local.Access;
using FitPipeline.Pathway.Journeys;

namespace FitPipeline.Local.Desk;

/// <summary>How one signs in here.</summary>
/// <param name="Demo">True where a role can be chosen without a token, because everybody is invented.</param>
internal sealed record SignInView(bool Demo);

/// <summary>Who signs in: by token, or in the demo by role alone.</summary>
internal sealed record SignInBody(string? Token, string? Role);

/// <summary>The shapes of signing in.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(SignInView))]
[JsonSerializable(typeof(SignInBody))]
internal sealed partial class DeskJson : JsonSerializerContext;

/// <summary><c>GET /api/sign-in</c>: only the local host has it; on Azure the platform signs people in.</summary>
internal sealed class ReadSignInEndpoint(DeskSettings desk) : IEndpoint
{
    /// <inheritdoc/>
    public FitPipeline.Application.Http.Route Route { get; } = new("ReadSignIn", "GET", "/api/sign-in", "How one signs in at this host's desk; needs no token.", []);

    /// <inheritdoc/>
    public Task<IResult> HandleAsync(ApiCall call, CancellationToken cancel) =>
        Task.FromResult(Results.Json(new SignInView(desk.Demo), DeskJson.Default.SignInView));
}

/// <summary><c>POST /api/sign-in</c>: a token for a cookie that no script can read.</summary>
internal sealed class SignInEndpoint(TokenAuthenticator tokens, DeskSessions sessions, DeskSettings desk) : IEndpoint
{
    /// <inheritdoc/>
    public FitPipeline.Application.Http.Route Route { get; } = new("SignIn", "POST", "/api/sign-in", "Sign in at the desk with a token, sent in the body.", [])
    {
        MaxBody = 1024,
        ReadsOnly = true,
    };

    /// <inheritdoc/>
    public async Task<IResult> HandleAsync(ApiCall call, CancellationToken cancel)
    {
        if (!SameOriginGuard.Sent(call.Http.Request))
        {
            return Problems.Of(call, 403, "Not from here", "Sign in on the desk's own page.");
        }

        (SignInBody? body, IResult? problem) = await call.ReadJsonAsync(DeskJson.Default.SignInBody, cancel);
        if (problem is not null)
        {
            return problem;
        }

        Caller? caller = body!.Token is { Length: > 0 } token
            ? await tokens.WhoseAsync(token.Trim(), cancel)
            : InDemo(body.Role, call.Http);
        if (caller is null)
        {
            return Problems.Invalid(call, "token", "This token is not known here. Check that all of it was copied.");
        }

        // Whoever was signed in here before is not any more.
        if (DeskCookie.Read(call.Http) is { } before)
        {
            sessions.End(before);
        }

        DeskCookie.Give(call.Http, sessions.Begin(caller));
        return Results.NoContent();
    }

    // Everybody in the demo is invented. Even so only this machine may ask, and by no name but its own, so that no page
    // elsewhere reaches the demo under a name that was made to point here.
    private Caller? InDemo(string? role, HttpContext http) =>
        desk.Demo
        && http.Connection.RemoteIpAddress is { } from && IPAddress.IsLoopback(from)
        && http.Request.Host.Host is "127.0.0.1" or "localhost" or "[::1]"
        && role is not null && TokenFile.Roles.TryGetValue(role, out Actor actor)
            ? new Caller(actor, actor is Actor.Gp ? TokenFile.FirstPractice : null)
            : null;
}

/// <summary><c>DELETE /api/sign-in</c>.</summary>
internal sealed class SignOutEndpoint(DeskSessions sessions) : IEndpoint
{
    /// <inheritdoc/>
    public FitPipeline.Application.Http.Route Route { get; } = new("SignOut", "DELETE", "/api/sign-in", "Sign out at the desk.", []);

    /// <inheritdoc/>
    public Task<IResult> HandleAsync(ApiCall call, CancellationToken cancel)
    {
        if (DeskCookie.Read(call.Http) is { } secret && SameOriginGuard.Sent(call.Http.Request))
        {
            sessions.End(secret);
            DeskCookie.Take(call.Http);
        }

        return Task.FromResult(Results.NoContent());
    }
}
