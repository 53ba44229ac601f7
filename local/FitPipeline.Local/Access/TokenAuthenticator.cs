using System.Security.Cryptography;
using System.Text;
using FitPipeline.Application.Http;
using FitPipeline.Pathway.Journeys;

namespace FitPipeline.Local.Access;

/// <summary>Knows callers by their bearer token.</summary>
public sealed class TokenAuthenticator : ICallerAuthenticator
{
    private const string Scheme = "Bearer ";
    private const int LongestToken = 200;
    private readonly Dictionary<string, Caller> _first = new(StringComparer.Ordinal);
    private readonly ITokenStore _minted;

    /// <summary>Knows the first tokens, and asks for minted ones.</summary>
    public TokenAuthenticator(DataDirectory data, ITokenStore minted)
    {
        _minted = minted;
        foreach ((string role, string token) in TokenFile.ReadOrMake(data.Tokens))
        {
            Actor actor = TokenFile.Roles[role];
            _first[HashOf(token)] = new Caller(actor, actor is Actor.Gp ? TokenFile.FirstPractice : null);
        }
    }

    /// <summary>What is kept of a token. Tokens are found by hash, so how long a comparison takes says nothing about one.</summary>
    public static string HashOf(string token) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(token)));

    /// <inheritdoc/>
    public async ValueTask<Caller?> IdentifyAsync(HttpContext http)
    {
        string header = http.Request.Headers.Authorization.ToString();
        if (!header.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase) || header.Length > LongestToken)
        {
            return null;
        }

        return await WhoseAsync(header[Scheme.Length..].Trim(), http.RequestAborted);
    }

    /// <summary>Whose token this is; null when nobody's.</summary>
    internal async ValueTask<Caller?> WhoseAsync(string token, CancellationToken cancel)
    {
        string hash = HashOf(token);
        return _first.TryGetValue(hash, out Caller? caller) ? caller : await _minted.FindAsync(hash, cancel);
    }
}
