using System.Text.Json;
using System.Text.Json.Serialization;
using FitPipeline.Application.Http;
using FitPipeline.Pathway.Identity;
using FitPipeline.Pathway.Journeys;
using Microsoft.AspNetCore.Http;

namespace FitPipeline.Functions.Callers;

/// <summary>
/// Knows callers by the header that App Service Authentication puts on a request it has let in, and takes off any request
/// from outside: https://learn.microsoft.com/azure/app-service/configure-authentication-user-identities.
/// The app role says what the caller may do; for a practice, the claim <c>practice</c> says which.
/// </summary>
public sealed class PrincipalAuthenticator : ICallerAuthenticator
{
    private const string Header = "X-MS-CLIENT-PRINCIPAL";

    // A token with a hundred claims is under 8 KiB; Kestrel's own limit on headers is 32 KiB.
    private const int Longest = 32 * 1024;

    private static readonly string[] RoleClaims = ["roles", "http://schemas.microsoft.com/ws/2008/06/identity/claims/role"];

    // As issued, and as a directory extension is spelled in a token.
    private static readonly string[] PracticeClaims = ["practice", "extn.practice", "extension_practice"];

    /// <inheritdoc/>
    public ValueTask<Caller?> IdentifyAsync(HttpContext http) => ValueTask.FromResult(Of(http.Request.Headers[Header]));

    /// <summary>The caller a header names; null when it names none, or none with exactly one role here.</summary>
    internal static Caller? Of(string? header)
    {
        if (Read(header) is not { Claims: { } claims })
        {
            return null;
        }

        Actor[] roles = [.. claims.Where(claim => RoleClaims.Contains(claim.Typ)).Select(claim => RoleOf(claim.Val)).OfType<Actor>().Distinct()];
        if (roles is not [{ } role])
        {
            return null;
        }

        if (role is not Actor.Gp)
        {
            return new Caller(role, null);
        }

        string[] practices = [.. claims.Where(claim => PracticeClaims.Contains(claim.Typ)).Select(claim => claim.Val ?? "").Distinct()];
        return practices is [{ } named] && OdsCode.TryParse(named, out OdsCode? practice, out _) ? new Caller(role, practice) : null;
    }

    private static Actor? RoleOf(string? role) => role switch
    {
        "gp" => Actor.Gp,
        "kitDesk" => Actor.KitDesk,
        "lab" => Actor.Lab,
        "triage" => Actor.Triage,
        "bookingDesk" => Actor.BookingDesk,
        "admin" => Actor.Admin,
        _ => null,
    };

    private static ClientPrincipal? Read(string? header)
    {
        if (header is not { Length: > 0 and <= Longest })
        {
            return null;
        }

        byte[] json = new byte[header.Length];
        if (!Convert.TryFromBase64String(header, json, out int length))
        {
            return null;
        }

        try
        {
            return JsonSerializer.Deserialize(json.AsSpan(0, length), PrincipalJson.Default.ClientPrincipal);
        }
        catch (JsonException)
        {
            // A caller that cannot be read is no caller; the door answers 401.
            return null;
        }
    }
}

/// <summary>The principal as the platform writes it.</summary>
internal sealed record ClientPrincipal(IReadOnlyList<PrincipalClaim>? Claims);

/// <summary>One claim of it.</summary>
internal sealed record PrincipalClaim(string? Typ, string? Val);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, PropertyNameCaseInsensitive = true)]
[JsonSerializable(typeof(ClientPrincipal))]
internal sealed partial class PrincipalJson : JsonSerializerContext;
