using FitPipeline.Pathway.Decide;
using FitPipeline.Pathway.Effects;
using FitPipeline.Pathway.Events;
using FitPipeline.Pathway.Journeys;

namespace FitPipeline.Pathway.Tests;

/// <summary>One step from a state to a state, as the matrix finds it.</summary>
/// <param name="From">The state before.</param>
/// <param name="To">The state after.</param>
/// <param name="Event">What happened, in the document's words.</param>
/// <param name="Effects">What a host then does, in order.</param>
internal sealed record Transition(string From, string To, string Event, string Effects)
{
    /// <summary>Every accepted answer of the matrix, once each, in the order of the states.</summary>
    public static IReadOnlyList<Transition> All { get; } = [.. Find().Distinct()];

    private static IEnumerable<Transition> Find()
    {
        foreach ((string situation, Func<Story> tell) in Situations.All)
        {
            if (tell().State is JourneyState.Closed)
            {
                continue;
            }

            foreach ((string happening, Func<Story, PathwayEvent> of) in Happenings.All)
            {
                Story story = tell();
                if (story.Try(of(story)) is Decision.Accepted accepted && (accepted.Next.State.Name != story.State.Name || accepted.Effects.Count > 0))
                {
                    yield return new(
                        story.State.Name, accepted.Next.State.Name, Words(happening, of(story)), EffectWords.Of(accepted.Effects.Select(Anonymous)));
                }
            }
        }
    }

    private static string Words(string happening, PathwayEvent @event) => @event switch
    {
        PathwayEvent.KitPosted => "kit scanned out",
        PathwayEvent.KitReceived => "kit scanned in",
        PathwayEvent.KitReturnedToSender => "kit came back undelivered",
        PathwayEvent.KitLost => "kit lost",
        PathwayEvent.LotRecalled => "lot recalled",
        PathwayEvent.ResultReported => Variant(happening) switch
        {
            "below the threshold" => "result below",
            "below from an old sample" => "old sample below",
            "a sample beyond use" => "sample beyond use",
            "undecided" or "below from a research analyser" or "below with an impossible date" => "doubtful result",
            _ => "result at or above",
        },
        PathwayEvent.ResultCorrected => "corrected " + Variant(happening),
        PathwayEvent.ResultWithdrawn => "result withdrawn",
        PathwayEvent.SampleRejected => "sample could not be used",
        PathwayEvent.ResultAcknowledged => "clinician acknowledges",
        PathwayEvent.DecisionMade made => made.Decision switch
        {
            ClinicalDecision.ReissueKit => "decision: another kit",
            ClinicalDecision.ReferDirectly => "decision: refer directly",
            ClinicalDecision.Discharge => "decision: discharge",
            ClinicalDecision.ContinueSafetyNet => "decision: keep under review",
            ClinicalDecision.Withdraw => "decision: withdraw",
            _ => "patient has died",
        },
        PathwayEvent.PrioritySet => "priority set",
        PathwayEvent.AdviceAsked => "message on the advice thread",
        PathwayEvent.PriorityChangeAsked => "practice asks for another priority",
        PathwayEvent.PriorityChangeDeclined => "triage leaves the priority",
        PathwayEvent.NeedsRecorded => "needs recorded",
        PathwayEvent.BreachForeseen => "breach foreseen",
        PathwayEvent.ActionDone => "patient rung",
        PathwayEvent.BesideDone => "work beside done",
        PathwayEvent.SlotBooked => "slot booked",
        PathwayEvent.SlotWithdrawn => "slot withdrawn",
        PathwayEvent.AppointmentAttended => "attended",
        PathwayEvent.AppointmentMissed => "missed",
        PathwayEvent.AppointmentCancelled => "cancelled",
        PathwayEvent.AppointmentAccepted => "offer accepted",
        PathwayEvent.AppointmentDeclined => "offer declined",
        PathwayEvent.AppointmentMoved => "rebooked",
        PathwayEvent.TextNotDelivered => "text not delivered",
        PathwayEvent.DeadlineElapsed => "time",
        PathwayEvent.KitAskedFor => "patient asks for another kit",
        PathwayEvent.ContactChanged => "contact details changed",
        PathwayEvent.ContactStopped stopped => stopped.Why is ContactRestriction.DetailsProtected ? "details protected" : "death reported",
        PathwayEvent.ContactResumed => "messages may go out again",
        PathwayEvent.LetterHeldBack => "letter held back",
        PathwayEvent.LetterNotDelivered => "letter not delivered",
        _ => throw new System.Diagnostics.UnreachableException(),
    };

    private static string Variant(string happening) => happening[(happening.IndexOf(',', StringComparison.Ordinal) + 2)..];

    // The number of a kit and the role that acted are of the example, not of the rule.
    private static Effect Anonymous(Effect effect) => effect switch
    {
        Effect.PostKit => new Effect.PostKit(0),
        Effect.Audit audit => audit with { By = Actor.Triage },
        _ => effect,
    };
}
