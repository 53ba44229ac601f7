using FitPipeline.Application.Http;
using FitPipeline.Application.Journeys;
using FitPipeline.Application.Storage;
using FitPipeline.Pathway.Decide;
using FitPipeline.Pathway.Events;
using FitPipeline.Pathway.Identity;
using FitPipeline.Pathway.Journeys;
using Microsoft.AspNetCore.Http;

namespace FitPipeline.Application.Worklist;

/// <summary>A line of a worklist as the contract spells it.</summary>
public sealed record WorkItemView(
    string ItemId, JourneyId? JourneyId, string What, Owner Owner, DateTimeOffset Due, bool Overdue, string Because);

/// <summary><c>GET /api/worklist</c>.</summary>
public sealed class ReadWorklistEndpoint(IWorklist worklist, TimeProvider time) : IEndpoint
{
    /// <summary>The states something can wait in; a test holds them against the pathway's.</summary>
    public static IReadOnlyList<string> States { get; } =
    [
        "Referred", "KitPosted", "KitReceived", "AwaitingAcknowledgement", "AwaitingBooking", "Booked", "PracticeReview", "SafetyNet",
        "AssistanceNeeded", "ClinicalReview",
    ];

    /// <inheritdoc/>
    public Route Route { get; } = new(
        "ReadWorklist", "GET", "/api/worklist", "What is to be done, by whom and by when, also by where the journey is; a practice sees its own.", Route.Everyone)
    {
        Response = typeof(Page<WorkItemView>),
        Query = ["owner", "practice", "state", "reminded", "overdue", "after"],
    };

    /// <inheritdoc/>
    public async Task<IResult> HandleAsync(ApiCall call, CancellationToken cancel)
    {
        Dictionary<string, IReadOnlyList<string>> errors = [];
        Owner? owner = null;
        if (call.Query("owner") is { } ownerText)
        {
            owner = OwnerOf(ownerText);
            if (owner is null)
            {
                errors["owner"] = ["The owner is kitDesk, patient, lab, triage, bookingDesk, practice or admin."];
            }
        }

        OdsCode? practice = null;
        if (call.Query("practice") is { } practiceText && !OdsCode.TryParse(practiceText, out practice, out string? because))
        {
            errors["practice"] = [because];
        }

        string? state = call.Query("state");
        if (state is not null && !States.Contains(state))
        {
            errors["state"] = [$"The state is one of {string.Join(", ", States)}."];
        }

        if (call.Query("reminded") is not (null or "true"))
        {
            errors["reminded"] = ["Reminded is true, or left out."];
        }

        if (call.Query("overdue") is not (null or "true" or "false"))
        {
            errors["overdue"] = ["Overdue is true or false."];
        }

        if (errors.Count > 0)
        {
            return Problems.Invalid(call, errors, 400);
        }

        if (call.Caller.Role is Actor.Gp)
        {
            // Another practice's list does not exist for this one.
            if (practice is not null && practice != call.Caller.Practice)
            {
                return Problems.NotFound(call, "There is no such practice.");
            }

            practice = call.Caller.Practice;
        }

        DateTimeOffset now = time.GetUtcNow();
        DateTimeOffset? dueBefore = call.Query("overdue") is "true" ? now : null;
        Page<WorkItem> page = await worklist.ListAsync(
            new WorklistQuery(owner, practice, dueBefore, call.Query("after"), Page<WorkItem>.Size) { State = state, Reminded = call.Query("reminded") is "true" },
            cancel);
        return Results.Json(
            new Page<WorkItemView>(
                [.. page.Items.Select(item => new WorkItemView(item.ItemId, item.Journey, item.What, item.Owner, item.Due, item.Due < now, item.Because))],
                page.Next),
            WorklistJson.Default.PageWorkItemView);
    }

    private static Owner? OwnerOf(string text) => text switch
    {
        "kitDesk" => Owner.KitDesk,
        "patient" => Owner.Patient,
        "lab" => Owner.Lab,
        "triage" => Owner.Triage,
        "bookingDesk" => Owner.BookingDesk,
        "practice" => Owner.Practice,
        "admin" => Owner.Admin,
        _ => null,
    };
}

/// <summary><c>POST /api/worklist/{itemId}/done</c>.</summary>
public sealed class FinishWorkEndpoint(
    IWorklist worklist, JourneyViewBuilder page, UserActions events, JourneyEngine engine, TimeProvider time) : IEndpoint
{
    /// <inheritdoc/>
    public Route Route { get; } = new(
        "FinishWork", "POST", "/api/worklist/{itemId}/done", "Tick an item off, or learn what marks it done.", Route.Everyone)
    {
        Request = typeof(NoteBody),
    };

    /// <inheritdoc/>
    public async Task<IResult> HandleAsync(ApiCall call, CancellationToken cancel)
    {
        (NoteBody? body, IResult? problem) = await call.ReadJsonAsync(JourneysJson.Default.NoteBody, cancel);
        if (problem is not null)
        {
            return problem;
        }

        string itemId = Uri.UnescapeDataString(call.Path("itemId"));
        if (await worklist.FindAsync(itemId, cancel) is not { } item
            || (item.Practice is { } practice && !call.Caller.MaySee(practice))
            || (item.Practice is null && call.Caller.Role is Actor.Gp))
        {
            return Problems.NotFound(call, "There is no such item; it may be done already.");
        }

        if (!MayFinish(call.Caller.Role, item.Owner))
        {
            return Problems.Of(call, 403, "Not with this role", "This item is on another team's list.");
        }

        if (item.Journey is { } id && itemId == id.Value)
        {
            return await page.VisibleAsync(id, call.Caller, cancel) is not { } journey
                ? Problems.NotFound(call, "There is no such item; it may be done already.")
                : string.IsNullOrWhiteSpace(body!.Note) && JourneyDecider.OutcomeAskedOf(journey) is { } called
                ? Problems.Invalid(call, "note", called)
                : await events.ApplyAsync(call, journey, new PathwayEvent.ActionDone(call.Caller.Role, time.GetUtcNow()), body.Note, cancel);
        }

        if (itemId.StartsWith("q-", StringComparison.Ordinal))
        {
            return Problems.Conflict(call, "Decide it in the quarantine; that marks it done.");
        }

        bool kept = false;
        if (item.Journey is { } asked && await page.VisibleAsync(asked, call.Caller, cancel) is { } about)
        {
            string key = FinishWorkItems.KeyOf(asked, itemId);
            if (string.IsNullOrWhiteSpace(body!.Note) && JourneyDecider.OutcomeAskedOf(about, key) is { } outcome)
            {
                return Problems.Invalid(call, "note", outcome);
            }

            // First in the journey, which keeps what came of it; work that it does not know is only ticked off.
            ApplyResult applied = await engine.ApplyAsync(
                asked, "done/" + key, new PathwayEvent.BesideDone(key, call.Caller.Role, time.GetUtcNow()), call.Caller.Role, body.Note, cancel);
            if (applied is ApplyResult.Decided { Decision: Decision.Rejected rejected })
            {
                return Problems.Conflict(call, rejected.Because);
            }

            kept = applied is ApplyResult.Decided { Decision: Decision.Accepted };
        }

        return await worklist.DoneAsync(itemId, call.Caller.Role, body!.Note, time.GetUtcNow(), cancel) || kept
            ? Results.NoContent()
            : Problems.Conflict(call, "This item is done already.");
    }

    /// <summary>Whether a role works the list of this owner.</summary>
    internal static bool MayFinish(Actor role, Owner owner) => role is Actor.Admin || owner switch
    {
        Owner.KitDesk or Owner.Patient => role is Actor.KitDesk,
        Owner.Lab => role is Actor.Lab or Actor.Triage,
        Owner.Triage => role is Actor.Triage,
        Owner.BookingDesk => role is Actor.BookingDesk,
        Owner.Practice => role is Actor.Gp,
        _ => false,
    };
}
