using FitPipeline.Application.Storage;
using FitPipeline.Application.Worklist;
using FitPipeline.Pathway.Identity;
using FitPipeline.Pathway.Journeys;

namespace FitPipeline.Local.Storage;

/// <summary>The worklists: the next actions that journeys carry themselves, and what was raised beside them.</summary>
public sealed class SqliteWorklist(Database database) : IWorklist
{
    // A line is placed by due time, then a journey's before a raised one, then by number: no two share a place.
    private const int PartsOfAPlace = 3;

    private static readonly string OfAll = Lines("TRUE");
    private static readonly string OfPractice = Lines("practice = ?6");
    private static readonly Dictionary<Owner, string> OfOwner =
        Enum.GetValues<Owner>().ToDictionary(owner => owner, owner => Lines("TRUE", owner));
    private static readonly Dictionary<Owner, string> OfOwnerAndPractice =
        Enum.GetValues<Owner>().ToDictionary(owner => owner, owner => Lines("practice = ?6", owner));

    private static readonly string OfState = NextActions("open AND state = ?7");
    private static readonly string OfReminded = NextActions("reminded AND (?7 IS NULL OR state = ?7)");

    /// <summary>The questions about where a journey is, and the index that answers each.</summary>
    internal static IEnumerable<(string Sql, string Index)> QuestionsOfState => [(OfState, "journeys_in_state"), (OfReminded, "journeys_reminded")];

    /// <summary>Every question about owners a list can ask, so that a test sees how each is answered.</summary>
    internal static IEnumerable<string> Questions => [OfAll, OfPractice, .. OfOwner.Values, .. OfOwnerAndPractice.Values];

    /// <inheritdoc/>
    public Task RaiseAsync(WorkItem item, CancellationToken cancel) => database.WriteAsync(
        session => session.Run(
            """
            INSERT INTO raised (id, journey, practice, what, owner, due, because)
            VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7) ON CONFLICT DO NOTHING
            """,
            item.ItemId, item.Journey?.Value, item.Practice?.Value, item.What, item.Owner.ToString(), item.Due, item.Because),
        cancel);

    /// <inheritdoc/>
    public async Task<WorkItem?> FindAsync(string itemId, CancellationToken cancel) => await database.ReadAsync(
        session =>
        {
            using Rows rows = session.Query(
                """
                SELECT id, id, practice, what, owner, due, because FROM journeys WHERE id = ?1 AND open
                UNION ALL SELECT id, journey, practice, what, owner, due, because FROM raised WHERE id = ?1 AND done_at IS NULL
                """,
                itemId);
            return rows.Read() ? Item(rows) : null;
        },
        cancel);

    /// <inheritdoc/>
    public Task<bool> DoneAsync(string itemId, Actor by, string? note, DateTimeOffset at, CancellationToken cancel) => database.WriteAsync(
        session => session.Run(
            "UPDATE raised SET done_at = ?2, done_by = ?3, note = ?4 WHERE id = ?1 AND done_at IS NULL", itemId, at, by.ToString(), note) == 1,
        cancel);

    /// <inheritdoc/>
    public async Task<Page<WorkItem>> ListAsync(WorklistQuery query, CancellationToken cancel)
    {
        long[] after = Cursor.Read(query.After, PartsOfAPlace);
        string lines = (query.Owner, query.Practice) switch
        {
            _ when query.Reminded => OfReminded,
            _ when query.State is not null => OfState,
            ({ } owner, null) => OfOwner[owner],
            ({ } owner, _) => OfOwnerAndPractice[owner],
            (null, null) => OfAll,
            _ => OfPractice,
        };
        (long due, long kind, long no) = (after[0], after[1], after[2]);
        SqlValue[] place =
        [
            due, kind > 0 ? long.MaxValue : no, kind > 0 ? no : long.MinValue, query.DueBefore?.UtcTicks ?? long.MaxValue, Pages.OneMore(query.Limit),
        ];
        SqlValue[] values = query switch
        {
            { State: not null } or { Reminded: true } => [.. place, query.Practice?.Value, query.State, query.Owner?.ToString()],
            { Practice: { } practice } => [.. place, practice.Value],
            _ => place,
        };
        return await database.ReadAsync(
            session => Pages.Of(
                session.Query(lines, values),
                query.Limit,
                rows => (Item(rows), Cursor.Of(rows.Number(5), rows.Number(7), rows.Number(8)))),
            cancel);
    }

    // Each owner's lines come out of an index in order and no more of them than a page holds: however long the lists are,
    // and however much is due at the same hour, only so many rows are read. ?2 and ?3 say where in that hour each kind goes on.
    private static string Lines(string where, params ReadOnlySpan<Owner> owners)
    {
        List<string> arms = [];
        foreach (Owner owner in owners.IsEmpty ? Enum.GetValues<Owner>() : owners)
        {
            arms.Add(
                $"""
                SELECT * FROM (
                    SELECT id, id AS journey, practice, what, owner, due, because, 0 AS kind, no FROM journeys
                    WHERE open AND owner = '{owner}' AND {where} AND (due, no) > (?1, ?2) AND due < ?4 ORDER BY due, no LIMIT ?5)
                """);
            arms.Add(
                $"""
                SELECT * FROM (
                    SELECT id, journey, practice, what, owner, due, because, 1 AS kind, no FROM raised
                    WHERE done_at IS NULL AND owner = '{owner}' AND {where} AND (due, no) > (?1, ?3) AND due < ?4 ORDER BY due, no LIMIT ?5)
                """);
        }

        return string.Join(" UNION ALL ", arms) + " ORDER BY due, kind, no LIMIT ?5";
    }

    private static string NextActions(string where) =>
        $"""
        SELECT id, id AS journey, practice, what, owner, due, because, 0 AS kind, no FROM journeys
        WHERE {where} AND (due, no) > (?1, ?2) AND due < ?4 AND (?6 IS NULL OR practice = ?6) AND (?8 IS NULL OR owner = ?8)
        ORDER BY due, no LIMIT ?5
        """;

    private static WorkItem Item(Rows rows) => new(
        rows.Text(0),
        rows.TextOrNull(1) is { } journey ? JourneyId.Parse(journey) : null,
        rows.TextOrNull(2) is { } practice ? OdsCode.Parse(practice) : null,
        rows.Text(3),
        Enum.Parse<Owner>(rows.Text(4)),
        rows.Time(5),
        rows.Text(6));
}
