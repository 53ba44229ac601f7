using System.Text.Json;
using FitPipeline.Application.Worklist;
using FitPipeline.Pathway.Booking;
using FitPipeline.Pathway.Decide;
using FitPipeline.Pathway.Events;
using FitPipeline.Pathway.Journeys;
using FitPipeline.Pathway.Policy;

namespace FitPipeline.Application.Journeys;

/// <summary>Something a person may want to do to a journey, and whether the pathway would take it now.</summary>
/// <param name="Act"><c>acknowledge</c>, <c>decide/…</c>, <c>priority</c>, <c>askPriority</c>, <c>keepPriority</c>, <c>advice</c>, <c>askForKit/…</c>, <c>contact</c>, <c>needs</c> or <c>done</c>.</param>
/// <param name="Can">True when it would be taken now.</param>
/// <param name="Because">Why not, and what to do instead; null when it can.</param>
public sealed record ActView(string Act, bool Can, string? Because);

/// <summary>
/// What a role can do to a journey now. The pathway itself is asked, with the event the act would cause, so the desk
/// never offers what would be refused, and no rule lives here.
/// </summary>
public sealed class PermittedActions(PathwayPolicy policy, TimeProvider time)
{
    // Any reason: the pathway asks only that there is one.
    private const string SomeReason = "Asked whether it can be.";

    /// <summary>The acts of a role, possible or not.</summary>
    public IReadOnlyList<ActView> Of(Journey journey, Actor role)
    {
        DateTimeOffset now = time.GetUtcNow();
        List<ActView> acts = [];
        if (role is Actor.Gp or Actor.Triage)
        {
            acts.Add(Ask("acknowledge", journey, new PathwayEvent.ResultAcknowledged(role, now)));
            acts.AddRange(Enum.GetValues<ClinicalDecision>().Select(decision => Ask(
                "decide/" + JsonNamingPolicy.CamelCase.ConvertName(decision.ToString()), journey, new PathwayEvent.DecisionMade(decision, role, now))));
            acts.Add(Ask("advice", journey, new PathwayEvent.AdviceAsked(role, now)));
        }

        if (role is Actor.Gp)
        {
            acts.Add(Ask("askPriority", journey, new PathwayEvent.PriorityChangeAsked(role, now)));
        }

        if (role is Actor.Triage)
        {
            acts.Add(Ask("keepPriority", journey, new PathwayEvent.PriorityChangeDeclined(role, now)));
            acts.Add(Ask("priority", journey, new PathwayEvent.PrioritySet(1, SomeReason, role, now)));
        }

        if (role is Actor.KitDesk or Actor.Gp or Actor.Triage)
        {
            acts.AddRange(Enum.GetValues<KitTrouble>().Select(trouble => Ask(
                "askForKit/" + JsonNamingPolicy.CamelCase.ConvertName(trouble.ToString()), journey, new PathwayEvent.KitAskedFor(trouble, role, now))));
        }

        if (role is Actor.KitDesk or Actor.Gp or Actor.Triage or Actor.BookingDesk)
        {
            acts.Add(Ask("contact", journey, new PathwayEvent.ContactChanged(ContactChange.Language, journey.CanBeTexted, role, now)));
        }

        if (role is Actor.BookingDesk or Actor.Triage)
        {
            // Some other need: what is recorded already would be no news.
            BookingNeeds other = journey.Needs with { NeedsTransport = !journey.Needs.NeedsTransport };
            acts.Add(Ask("needs", journey, new PathwayEvent.NeedsRecorded(journey.Procedure, other, role, now)));
        }

        if (journey.NextAction is { } action && FinishWorkEndpoint.MayFinish(role, action.Owner))
        {
            acts.Add(Ask("done", journey, new PathwayEvent.ActionDone(role, now)));
        }

        return acts;
    }

    private ActView Ask(string act, Journey journey, PathwayEvent @event) => JourneyDecider.Decide(journey, @event, policy) switch
    {
        Decision.Accepted => new ActView(act, true, null),
        var refused => new ActView(act, false, refused.Because),
    };
}
