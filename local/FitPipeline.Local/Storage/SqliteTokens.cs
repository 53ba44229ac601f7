using FitPipeline.Application.Http;
using FitPipeline.Local.Access;
using FitPipeline.Pathway.Identity;
using FitPipeline.Pathway.Journeys;

namespace FitPipeline.Local.Storage;

/// <summary>The tokens minted later, by their hashes.</summary>
public sealed class SqliteTokens(Database database) : ITokenStore
{
    /// <inheritdoc/>
    public Task AddAsync(string hash, Caller caller, CancellationToken cancel) => database.WriteAsync(
        session => session.Run("INSERT INTO tokens VALUES (?1, ?2, ?3)", hash, caller.Role.ToString(), caller.Practice?.Value), cancel);

    /// <inheritdoc/>
    public async Task<Caller?> FindAsync(string hash, CancellationToken cancel) => await database.ReadAsync(
        session =>
        {
            using Rows rows = session.Query("SELECT role, practice FROM tokens WHERE hash = ?1", hash);
            return rows.Read()
                ? new Caller(Enum.Parse<Actor>(rows.Text(0)), rows.TextOrNull(1) is { } practice ? OdsCode.Parse(practice) : null)
                : null;
        },
        cancel);
}
