using System.Text.Json.Serialization;
using FitPipeline.Application.Http;
using FitPipeline.Pathway.Identity;
using FitPipeline.Pathway.Journeys;

namespace FitPipeline.Local.Access;

/// <summary>What a token is to be for.</summary>
internal sealed record MintBody(string? Role, string? Practice);

/// <summary>A new token; it is shown this once.</summary>
internal sealed record MintAnswer(string Token, string Role, OdsCode? Practice);

/// <summary>The shapes of minting.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(MintBody))]
[JsonSerializable(typeof(MintAnswer))]
internal sealed partial class AccessJson : JsonSerializerContext;

/// <summary><c>POST /api/tokens</c>.</summary>
internal sealed class MintTokenEndpoint(ITokenStore tokens) : IEndpoint
{
    /// <summary>The operation's name.</summary>
    public const string Name = "MintToken";

    /// <inheritdoc/>
    public FitPipeline.Application.Http.Route Route { get; } = new(Name, "POST", "/api/tokens", "Make another token; it is shown once.", [Actor.Admin]);

    /// <inheritdoc/>
    public async Task<IResult> HandleAsync(ApiCall call, CancellationToken cancel)
    {
        (MintBody? body, IResult? problem) = await call.ReadJsonAsync(AccessJson.Default.MintBody, cancel);
        if (problem is not null)
        {
            return problem;
        }

        Dictionary<string, IReadOnlyList<string>> errors = [];
        if (body!.Role is null || !TokenFile.Roles.TryGetValue(body.Role, out Actor role))
        {
            role = default;
            errors["role"] = ["The role is gp, kitDesk, lab, triage, bookingDesk or admin."];
        }

        OdsCode? practice = null;
        if (role is Actor.Gp && errors.Count == 0 && !OdsCode.TryParse(body.Practice, out practice, out string? because))
        {
            errors["practice"] = [because];
        }

        if (errors.Count > 0)
        {
            return Problems.Invalid(call, errors);
        }

        string token = TokenFile.NewToken();
        await tokens.AddAsync(TokenAuthenticator.HashOf(token), new Caller(role, practice), cancel);
        return Results.Json(new MintAnswer(token, body.Role!, practice), AccessJson.Default.MintAnswer);
    }
}
