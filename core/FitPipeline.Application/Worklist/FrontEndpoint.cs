using FitPipeline.Application.Http;
using FitPipeline.Application.Journeys;
using FitPipeline.Application.Laboratory;
using FitPipeline.Application.Messaging.Texts;
using FitPipeline.Application.People;
using FitPipeline.Application.Storage;
using FitPipeline.Pathway.Calendar;
using FitPipeline.Pathway.Journeys;
using Microsoft.AspNetCore.Http;

namespace FitPipeline.Application.Worklist;

/// <summary>How many of something wait.</summary>
/// <param name="Count">How many.</param>
/// <param name="OrMore">True when counting stopped there.</param>
public sealed record Tally(int Count, bool OrMore);

/// <summary>What waits to be done, for the caller's role: the figures at the top of the desk's first page.</summary>
/// <param name="Owner">Whose list it is: the caller's own.</param>
/// <param name="Due">Everything on that list.</param>
/// <param name="Overdue">Of that, what is late.</param>
/// <param name="Quarantine">Rows of laboratory files that a person must decide on; null for roles that do not.</param>
/// <param name="Breaching">Patients not told whose 28 days are over or end within a week; null for a practice.</param>
/// <param name="FailedTexts">Texts that did not arrive; null for roles that do not ring patients.</param>
/// <param name="Open">Journeys not yet ended; null for a practice, which sees its own list.</param>
/// <param name="ByState">Open journeys per state; null for a practice.</param>
public sealed record FrontView(
    Owner Owner, Tally Due, Tally Overdue, Tally? Quarantine, Tally? Breaching, Tally? FailedTexts, long? Open, IReadOnlyDictionary<string, long>? ByState);

/// <summary><c>GET /api/front</c>.</summary>
public sealed class ReadFrontEndpoint(IJourneyStore journeys, IWorklist worklist, IQuarantine quarantine, IDeskIndex index, TimeProvider time) : IEndpoint
{
    // Nobody works through more in a day; beyond it the desk says "or more".
    private const int Most = 1000;

    /// <inheritdoc/>
    public Route Route { get; } = new("ReadFront", "GET", "/api/front", "How much waits to be done by the caller's role.", Route.Everyone)
    {
        Response = typeof(FrontView),
    };

    /// <inheritdoc/>
    public async Task<IResult> HandleAsync(ApiCall call, CancellationToken cancel)
    {
        DateTimeOffset now = time.GetUtcNow();
        Owner owner = OwnerOf(call.Caller.Role);
        bool practice = call.Caller.Role is Actor.Gp;
        Tally due = await CountAsync(after => worklist.ListAsync(new WorklistQuery(owner, call.Caller.Practice, null, after, Page<WorkItem>.Size), cancel));
        Tally overdue = await CountAsync(after => worklist.ListAsync(new WorklistQuery(owner, call.Caller.Practice, now, after, Page<WorkItem>.Size), cancel));
        Tally? held = call.Caller.Role is Actor.Lab or Actor.Triage or Actor.Admin
            ? await CountAsync(after => quarantine.OpenAsync(after, Page<QuarantinedRow>.Size, cancel))
            : null;
        Tally? breaching = practice
            ? null
            : await CountAsync(after => index.UntoldAsync(ServiceCalendar.DateOf(now).AddDays(ReadUntoldEndpoint.DaysAhead), after, Page<UninformedPatient>.Size, cancel));
        Tally? failed = call.Caller.Role is Actor.KitDesk or Actor.Admin
            ? Of(await index.FailedTextsAsync(null, Page<TextRecord>.Size, cancel))
            : null;
        JourneyCounts? counts = practice ? null : await journeys.CountsAsync(cancel);
        return Results.Json(
            new FrontView(
                owner,
                due,
                overdue,
                held,
                breaching,
                failed,
                counts?.Open,
                counts?.ByState.Where(state => state.Key != "Closed").ToDictionary(state => state.Key, state => state.Value)),
            WorklistJson.Default.FrontView);
    }

    private static Tally Of<T>(Page<T> first) => new(first.Items.Count, first.Next is not null);

    private static Owner OwnerOf(Actor role) => role switch
    {
        Actor.Gp => Owner.Practice,
        Actor.KitDesk => Owner.KitDesk,
        Actor.Lab => Owner.Lab,
        Actor.Triage => Owner.Triage,
        Actor.BookingDesk => Owner.BookingDesk,
        _ => Owner.Admin,
    };

    private static async Task<Tally> CountAsync<T>(Func<string?, Task<Page<T>>> pageAfter)
    {
        int count = 0;
        string? after = null;
        do
        {
            Page<T> page = await pageAfter(after);
            count += page.Items.Count;
            after = page.Next;
        }
        while (after is not null && count < Most);
        return new Tally(count, after is not null);
    }
}
