using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text.Json;
using FitPipeline.Application.Journeys;
using FitPipeline.Application.Storage;
using FitPipeline.Pathway.Identity;
using FitPipeline.Pathway.Journeys;

namespace FitPipeline.Local.Storage;

/// <summary>The journeys and their events. A commit is one transaction: state, event, effects, due times and worklist line.</summary>
public sealed class SqliteJourneys(Database database) : IJourneyStore
{
    // A journey's number times this, plus the step, is an event's key, and a journey's version.
    private const long StepsApart = 65536;

    // One read holds a connection; a batch of this many gives it back often enough for others.
    private const int Batch = 500;

    /// <inheritdoc/>
    public async Task<JourneyLoad> LoadAsync(JourneyId id, string? eventId, CancellationToken cancel) =>
        await database.ReadAsync(session => Load(session, id, eventId), cancel);

    /// <inheritdoc/>
    public Task<bool> CommitAsync(JourneyCommit commit, CancellationToken cancel)
    {
        // Everything that can be made ready is, before the one writer's time is taken.
        byte[] journey = JsonSerializer.SerializeToUtf8Bytes(commit.Next, JourneyJson.Default.Journey);
        byte[] happened = JsonSerializer.SerializeToUtf8Bytes(commit.Event.Event, JourneyJson.Default.PathwayEvent);
        byte[][] effects = new byte[commit.Effects.Count][];
        for (int i = 0; i < effects.Length; i++)
        {
            effects[i] = JsonSerializer.SerializeToUtf8Bytes(commit.Effects[i].Effect, JourneyJson.Default.Effect);
        }

        return database.WriteAsync(session => Commit(session, commit, journey, happened, effects), cancel);
    }

    /// <inheritdoc/>
    public async Task<IReadOnlyList<RecordedEvent>> EventsAsync(JourneyId id, CancellationToken cancel) =>
        await database.ReadAsync(
            session =>
            {
                List<RecordedEvent> events = [];
                using Rows rows = session.Query(
                    """
                    SELECT e.key, e.id, e.by, e.because, e.note, e.policy, e.at, e.json
                    FROM journeys j JOIN events e ON e.key BETWEEN j.no * 65536 AND j.no * 65536 + 65535
                    WHERE j.id = ?1 ORDER BY e.key
                    """,
                    id.Value);
                while (rows.Read())
                {
                    events.Add(Event(rows, 0));
                }

                return events;
            },
            cancel);

    /// <inheritdoc/>
    public async Task<IReadOnlyList<JourneyId>> DueAsync(DateTimeOffset now, int limit, CancellationToken cancel) =>
        await database.ReadAsync(
            session =>
            {
                List<JourneyId> due = [];
                using Rows rows = session.Query("SELECT id FROM journeys WHERE open AND wake <= ?1 ORDER BY wake, no LIMIT ?2", now, limit);
                while (rows.Read())
                {
                    due.Add(JourneyId.Parse(rows.Text(0)));
                }

                return due;
            },
            cancel);

    /// <inheritdoc/>
    public async Task<DateTimeOffset?> NextWakeAsync(CancellationToken cancel) =>
        await database.ReadAsync(session => Time(session, "SELECT min(wake) FROM journeys WHERE open"), cancel);

    /// <inheritdoc/>
    public async Task<Page<JourneyListing>> OfPracticeAsync(OdsCode practice, string? after, int limit, CancellationToken cancel)
    {
        long before = Cursor.Read(after, 1, long.MaxValue)[0];
        return await database.ReadAsync(
            session => Pages.Of(
                session.Query(
                    "SELECT no, json, updated FROM journeys WHERE practice = ?1 AND no < ?2 ORDER BY no DESC LIMIT ?3",
                    practice.Value, before, Pages.OneMore(limit)),
                limit,
                rows => (Listing(rows), Cursor.Of(rows.Number(0)))),
            cancel);
    }

    /// <inheritdoc/>
    public async Task<IReadOnlyList<Journey>> WaitingForSlotAsync(CancellationToken cancel) =>
        await database.ReadAsync(
            session =>
            {
                List<Journey> waiting = [];
                using Rows rows = session.Query("SELECT json FROM journeys WHERE waits ORDER BY no");
                while (rows.Read())
                {
                    waiting.Add(Journey(rows.Bytes(0)));
                }

                return waiting;
            },
            cancel);

    /// <inheritdoc/>
    public async IAsyncEnumerable<JourneyListing> AllAsync([EnumeratorCancellation] CancellationToken cancel)
    {
        long last = 0;
        while (true)
        {
            (List<JourneyListing> batch, last) = await database.ReadAsync(session => BatchAfter(session, last), cancel);
            foreach (JourneyListing listing in batch)
            {
                yield return listing;
            }

            if (batch.Count < Batch)
            {
                yield break;
            }
        }
    }

    /// <inheritdoc/>
    public async Task<JourneyCounts> CountsAsync(CancellationToken cancel) =>
        await database.ReadAsync(
            session =>
            {
                Dictionary<string, long> byState = new(StringComparer.Ordinal);
                using (Rows rows = session.Query("SELECT state, journeys FROM journey_counts WHERE journeys > 0"))
                {
                    while (rows.Read())
                    {
                        byState.Add(rows.Text(0), rows.Number(1));
                    }
                }

                long leftBehind = 0;
                using (Rows rows = session.Query(
                    "SELECT count(*) FROM journeys WHERE open AND (owner IS NULL OR due IS NULL OR wake IS NULL)"))
                {
                    leftBehind = rows.Read() ? rows.Number(0) : 0;
                }

                return new JourneyCounts(
                    byState.Values.Sum(), byState, leftBehind, Time(session, OldestDue));
            },
            cancel);

    // The least of each owner's first: one look into the index for each, however many journeys are open.
    private static readonly string OldestDue =
        $"SELECT min(due) FROM ({string.Join(" UNION ALL ", Enum.GetNames<Owner>().Select(owner =>
            $"SELECT min(due) AS due FROM journeys WHERE open AND owner = '{owner}'"))})";

    private static JourneyLoad Load(Session session, JourneyId id, string? eventId)
    {
        // One statement, so that a journey and its earlier event are of the same moment.
        using Rows rows = session.Query(
            """
            SELECT j.no * 65536 + j.step, j.json, e.key, e.id, e.by, e.because, e.note, e.policy, e.at, e.json
            FROM journeys j LEFT JOIN events e ON e.key BETWEEN j.no * 65536 AND j.no * 65536 + 65535 AND e.id = ?2
            WHERE j.id = ?1
            """,
            id.Value, eventId);
        return rows.Read()
            ? new JourneyLoad(
                new StoredJourney(Journey(rows.Bytes(1)), rows.Number(0).ToString(CultureInfo.InvariantCulture)),
                rows.IsNull(2) ? null : Event(rows, 2))
            : new JourneyLoad(null, null);
    }

    private static bool Commit(Session session, JourneyCommit commit, byte[] journey, byte[] happened, byte[][] effects)
    {
        if (Put(session, commit, journey) is not { } no)
        {
            return false;
        }

        RecordedEvent recorded = commit.Event;
        DeskIndexRows.WriteLabNumber(session, no, recorded.Event);
        SqliteFigures.Write(session, no, commit.Next);
        session.Run(
            "INSERT INTO events VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)",
            (no * StepsApart) + recorded.Step, recorded.EventId, recorded.By.ToString(), recorded.Because, recorded.Note,
            recorded.PolicyVersion, recorded.RecordedAt, happened);
        for (int i = 0; i < effects.Length; i++)
        {
            PendingEffect effect = commit.Effects[i];
            session.Run(
                "INSERT INTO effects (id, journey, not_before, attempts, json) VALUES (?1, ?2, ?3, ?4, ?5)",
                effect.Id, effect.Journey.Value, effect.NotBefore, effect.Attempts, effects[i]);
        }

        return true;
    }

    // The journey's number; null when the journey is not as the commit expects it.
    private static long? Put(Session session, JourneyCommit commit, byte[] json)
    {
        Journey next = commit.Next;
        JourneyState.Open? open = next.State as JourneyState.Open;
        SqlValue what = open?.What;
        SqlValue owner = open?.Owner.ToString();
        SqlValue due = open?.Due;
        SqlValue wake = next.WakeAt;
        SqlValue tellBy = DeskIndexRows.TellBy(next);
        SqlValue reminded = DeskIndexRows.Reminded(next);
        string because = commit.Event.Because;
        if (commit.ExpectedVersion is not { } version)
        {
            using Rows made = session.Query(
                """
                INSERT INTO journeys (id, practice, step, state, open, what, owner, due, because, wake, waits, updated, json, tell_by, reminded)
                VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15) ON CONFLICT DO NOTHING RETURNING no
                """,
                next.Id.Value, next.Practice.Value, next.Step, next.State.Name, open is not null, what, owner, due, because, wake,
                next.WaitsForSlot, commit.Event.RecordedAt, json, tellBy, reminded);
            return made.Read() ? made.Number(0) : null;
        }

        long expected = long.Parse(version, CultureInfo.InvariantCulture);
        long no = expected / StepsApart;
        int moved = session.Run(
            """
            UPDATE journeys SET step = ?3, state = ?4, open = ?5, what = ?6, owner = ?7, due = ?8, because = ?9, wake = ?10,
                waits = ?11, updated = ?12, json = ?13, tell_by = ?14, reminded = ?15
            WHERE no = ?1 AND step = ?2
            """,
            no, expected % StepsApart, next.Step, next.State.Name, open is not null, what, owner,
            due, because, wake, next.WaitsForSlot, commit.Event.RecordedAt, json, tellBy, reminded);
        return moved == 1 ? no : null;
    }

    private static (List<JourneyListing> Batch, long Last) BatchAfter(Session session, long last)
    {
        List<JourneyListing> batch = new(Batch);
        using Rows rows = session.Query("SELECT no, json, updated FROM journeys WHERE no > ?1 ORDER BY no LIMIT ?2", last, Batch);
        while (rows.Read())
        {
            last = rows.Number(0);
            batch.Add(Listing(rows));
        }

        return (batch, last);
    }

    private static DateTimeOffset? Time(Session session, string sql)
    {
        using Rows rows = session.Query(sql);
        return rows.Read() ? rows.TimeOrNull(0) : null;
    }

    private static JourneyListing Listing(Rows rows) => new(Journey(rows.Bytes(1)), rows.Time(2));

    private static Journey Journey(ReadOnlySpan<byte> json) =>
        JsonSerializer.Deserialize(json, JourneyJson.Default.Journey) ?? throw new InvalidDataException("A stored journey is empty.");

    private static RecordedEvent Event(Rows rows, int first) => new(
        rows.Text(first + 1),
        checked((int)(rows.Number(first) % StepsApart)),
        JsonSerializer.Deserialize(rows.Bytes(first + 7), JourneyJson.Default.PathwayEvent) ?? throw new InvalidDataException("A stored event is empty."),
        Enum.Parse<Actor>(rows.Text(first + 2)),
        rows.Text(first + 3),
        rows.TextOrNull(first + 4),
        rows.Text(first + 5),
        rows.Time(first + 6));
}
