using FitPipeline.Local.Dispatch;

namespace FitPipeline.Local.Storage;

/// <summary>When each timer last ran.</summary>
public sealed class SqliteTimers(Database database) : ITimerLog
{
    /// <inheritdoc/>
    public async Task<DateTimeOffset?> LastRunAsync(string timer, CancellationToken cancel) => await database.ReadAsync(
        session =>
        {
            using Rows rows = session.Query("SELECT at FROM timers WHERE name = ?1", timer);
            return rows.Read() ? rows.Time(0) : default(DateTimeOffset?);
        },
        cancel);

    /// <inheritdoc/>
    public Task RanAsync(string timer, DateTimeOffset at, CancellationToken cancel) => database.WriteAsync(
        session => session.Run("INSERT OR REPLACE INTO timers VALUES (?1, ?2)", timer, at), cancel);
}
