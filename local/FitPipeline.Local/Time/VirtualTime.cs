using FitPipeline.Local.Storage;

namespace FitPipeline.Local.Time;

/// <summary>Virtual time that survives a restart.</summary>
internal static class VirtualTime
{
    private const string Name = "VirtualClock";

    /// <summary>
    /// Virtual time as it was when the host last stopped in this directory, or at its start. From here on every
    /// transaction writes down when it was made, so that time is never behind what has been done, whenever the host dies.
    /// </summary>
    /// <exception cref="InvalidOperationException">The directory holds patients of real time.</exception>
    public static VirtualClock Resume(Database database, DateTimeOffset start)
    {
        (DateTimeOffset? last, bool used) = database.ReadAsync(Last, CancellationToken.None).AsTask().GetAwaiter().GetResult();
        if (last is null && used)
        {
            throw new InvalidOperationException(
                "This data directory was used in real time, and moving its clock would remind real patients. Name another with --data.");
        }

        VirtualClock clock = new(last > start ? last.Value : start);
        database.WriteAlso(session => session.Run("INSERT OR REPLACE INTO timers VALUES (?1, ?2)", Name, clock.GetUtcNow()));
        return clock;
    }

    /// <summary>Writes down where virtual time is.</summary>
    public static Task RememberAsync(Database database, CancellationToken cancel) => database.WriteAsync(_ => { }, cancel);

    private static (DateTimeOffset? Last, bool Used) Last(Session session)
    {
        DateTimeOffset? last = null;
        using (Rows rows = session.Query("SELECT at FROM timers WHERE name = ?1", Name))
        {
            last = rows.Read() ? rows.Time(0) : null;
        }

        using Rows journeys = session.Query("SELECT 1 FROM journeys LIMIT 1");
        return (last, journeys.Read());
    }
}
