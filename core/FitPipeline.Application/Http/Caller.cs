using FitPipeline.Pathway.Identity;
using FitPipeline.Pathway.Journeys;
using Microsoft.AspNetCore.Http;

namespace FitPipeline.Application.Http;

/// <summary>Who is calling: one role, and for a practice which practice.</summary>
/// <param name="Role">The role.</param>
/// <param name="Practice">The practice a <see cref="Actor.Gp"/> speaks for; null for everyone else.</param>
public sealed record Caller(Actor Role, OdsCode? Practice)
{
    /// <summary>False for a practice asking about another practice's patient: to it, that patient does not exist.</summary>
    public bool MaySee(OdsCode practice) => Role is not Actor.Gp || Practice == practice;
}

/// <summary>Knows callers: by token on the local host, by the platform's principal on Azure.</summary>
public interface ICallerAuthenticator
{
    /// <summary>The caller; null when the request does not say, or says something untrue.</summary>
    ValueTask<Caller?> IdentifyAsync(HttpContext http);
}
