using Azure;
using Azure.Data.Tables;
using FitPipeline.Application.Journeys;
using FitPipeline.Pathway.Identity;
using FitPipeline.Pathway.Journeys;

namespace FitPipeline.Functions.Tables;

/// <summary>
/// A journey's partition: one row <c>state</c>, a row <c>event-…</c> for each accepted event under its own id, and a row
/// <c>effect-…</c> for each effect not yet done.
/// </summary>
internal static class JourneyRows
{
    internal const string State = "state";
    private const string EventPrefix = "event-";
    private const string EffectPrefix = "effect-";

    internal static string EventKey(string eventId) => EventPrefix + TableKeys.Of(eventId);

    /// <summary>The state, the effects to do, and the event of that id: everything a decision needs, in one question.</summary>
    internal static string Load(JourneyId id, string? eventId)
    {
        string partition = TableClient.CreateQueryFilter($"PartitionKey eq {id.Value}");
        string state = TableClient.CreateQueryFilter($"RowKey eq {State}");
        return eventId is null
            ? $"{partition} and {state}"
            : partition + $" and ({state} or " + TableClient.CreateQueryFilter($"RowKey eq {EventKey(eventId)}") + ")";
    }

    internal static string StateAndEffects(JourneyId id) =>
        TableClient.CreateQueryFilter($"PartitionKey eq {id.Value} and (RowKey eq {State} or ") + EffectRange + ")";

    internal static string Effects(JourneyId id) => TableClient.CreateQueryFilter($"PartitionKey eq {id.Value} and ") + EffectRange;

    internal static string Events(JourneyId id) =>
        TableClient.CreateQueryFilter($"PartitionKey eq {id.Value} and RowKey ge {EventPrefix} and RowKey lt {"event."}");

    // '.' comes right after '-'.
    private static readonly string EffectRange = TableClient.CreateQueryFilter($"RowKey ge {EffectPrefix} and RowKey lt {"effect."}");

    internal static TableEntity StateRow(JourneyCommit commit, string listed, string? due) =>
        new TableEntity(commit.Next.Id.Value, State)
        {
            ["Step"] = commit.Next.Step,
            ["Listed"] = listed,
            ["Due"] = due,
            ["Because"] = commit.Event.Because,
            ["UpdatedAt"] = commit.Event.RecordedAt,
        }.With(commit.Next, JourneyJson.Default.Journey);

    internal static TableEntity EventRow(JourneyId id, RecordedEvent recorded, string commit) =>
        new TableEntity(id.Value, EventKey(recorded.EventId))
        {
            ["EventId"] = recorded.EventId,
            ["Step"] = recorded.Step,
            ["By"] = recorded.By.ToString(),
            ["Because"] = recorded.Because,
            ["Note"] = recorded.Note,
            ["PolicyVersion"] = recorded.PolicyVersion,
            ["RecordedAt"] = recorded.RecordedAt,
            ["Commit"] = commit,
        }.With(recorded.Event, JourneyJson.Default.PathwayEvent);

    internal static TableEntity EffectRow(PendingEffect effect, DateTimeOffset committedAt) =>
        new TableEntity(effect.Journey.Value, EffectKey(effect))
        {
            ["EffectId"] = effect.Id,
            ["NotBefore"] = effect.NotBefore.UtcTicks,
            ["Attempts"] = effect.Attempts,
            ["CommittedAt"] = committedAt.UtcTicks,
        }.With(effect.Effect, JourneyJson.Default.Effect);

    /// <summary>An effect's id is <c>{journey}.{step}.{index}</c>; its key sorts as it was committed.</summary>
    internal static string EffectKey(PendingEffect effect)
    {
        string[] parts = effect.Id[(effect.Journey.Value.Length + 1)..].Split('.');
        return $"{EffectPrefix}{parts[0].PadLeft(9, '0')}.{parts[^1].PadLeft(4, '0')}";
    }

    internal static bool IsEffect(TableEntity row) => row.RowKey.StartsWith(EffectPrefix, StringComparison.Ordinal);

    internal static Journey Journey(TableEntity state) => state.Read(JourneyJson.Default.Journey);

    internal static RecordedEvent Event(TableEntity row) => new(
        row.GetString("EventId"),
        row.GetInt32("Step") ?? 0,
        row.Read(JourneyJson.Default.PathwayEvent),
        Enum.Parse<Actor>(row.GetString("By")),
        row.GetString("Because"),
        row.GetString("Note"),
        row.GetString("PolicyVersion"),
        row.GetDateTimeOffset("RecordedAt") ?? default);

    internal static PendingEffect Effect(TableEntity row) => new(
        row.GetString("EffectId"),
        JourneyId.Parse(row.PartitionKey),
        row.Read(JourneyJson.Default.Effect),
        new DateTimeOffset(row.GetInt64("NotBefore") ?? 0, TimeSpan.Zero),
        row.GetInt32("Attempts") ?? 0);
}

/// <summary>What a commit must know of the journey as it was read.</summary>
/// <param name="Stamp">The state row's ETag.</param>
/// <param name="Listed">The journey's place in its practice's list.</param>
/// <param name="WakeAt">When it was to be woken; null when it had ended.</param>
/// <param name="Due">The diary's entry of that; null when it had ended.</param>
/// <param name="Line">Its line on the worklist; null when it had ended.</param>
/// <param name="Desk">What the desk's index shows of it.</param>
internal sealed record JourneyVersion(ETag Stamp, string Listed, DateTimeOffset? WakeAt, string? Due, WorkLine? Line, string Desk)
{
    internal static JourneyVersion Of(TableEntity state, Journey journey) => new(
        state.ETag, state.GetString("Listed"), journey.WakeAt, state.GetString("Due"), WorkLine.Of(journey), TableDeskIndex.Shown(journey));

    internal string Text => string.Join(
        '\n',
        Stamp.ToString(),
        Listed,
        WakeAt?.UtcTicks.ToString(System.Globalization.CultureInfo.InvariantCulture) ?? "",
        Due ?? "",
        Line?.Partition ?? "",
        Line?.Row ?? "",
        Desk);

    internal static JourneyVersion Parse(string text)
    {
        string[] parts = text.Split('\n');
        return new JourneyVersion(
            new ETag(parts[0]),
            parts[1],
            parts[2].Length == 0 ? null : new DateTimeOffset(long.Parse(parts[2], System.Globalization.CultureInfo.InvariantCulture), TimeSpan.Zero),
            parts[3].Length == 0 ? null : parts[3],
            parts[4].Length == 0 ? null : new WorkLine(parts[4], parts[5]),
            parts[6]);
    }
}
