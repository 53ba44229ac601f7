using FitPipeline.Application.Http;

namespace FitPipeline.Local.Access;

/// <summary>Tokens minted later. Only their hashes are kept.</summary>
public interface ITokenStore
{
    /// <summary>Keeps a token's hash and what it may do.</summary>
    Task AddAsync(string hash, Caller caller, CancellationToken cancel);

    /// <summary>Whose token has this hash; null when nobody's.</summary>
    Task<Caller?> FindAsync(string hash, CancellationToken cancel);
}
