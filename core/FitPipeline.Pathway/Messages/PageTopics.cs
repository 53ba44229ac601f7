using FitPipeline.Pathway.Calendar;
using FitPipeline.Pathway.Decide;
using FitPipeline.Pathway.Events;
using FitPipeline.Pathway.Journeys;
using FitPipeline.Pathway.Policy;

namespace FitPipeline.Pathway.Messages;

/// <summary>One thing that a patient's own page may say. The wording lives apart; none of them is a result.</summary>
public enum PageTopic
{
    /// <summary>The kit will be in the post by the date.</summary>
    GettingReady,

    /// <summary>The kit was posted on the date.</summary>
    InThePost,

    /// <summary>The kit came to the laboratory on the date.</summary>
    Arrived,

    /// <summary>The kit has not come back, the practice knows, and it can still be posted.</summary>
    NotReturned,

    /// <summary>To use the kit when it comes.</summary>
    WhenItComes,

    /// <summary>To post the kit by the date.</summary>
    PostItBy,

    /// <summary>To post the kit; the date to do so by is over.</summary>
    PostItSoon,

    /// <summary>The kit desk rings.</summary>
    WeWillRing,

    /// <summary>To hear from us by the date, or else to call.</summary>
    InTouchBy,

    /// <summary>To hear from us, nobody can say when.</summary>
    InTouch,

    /// <summary>What to do when worse.</summary>
    FeelWorse,

    /// <summary>There is a hospital appointment, told by letter.</summary>
    VisitInLetter,

    /// <summary>What to do when it cannot be kept.</summary>
    CannotCome,

    /// <summary>A letter has been sent.</summary>
    WrittenToYou,

    /// <summary>What to do when still unwell.</summary>
    StillUnwell,
}

/// <summary>A topic with its date.</summary>
/// <param name="Topic">What is said.</param>
/// <param name="On">The London date it speaks of; null when it speaks of none.</param>
public sealed record PageSentence(PageTopic Topic, DateOnly? On = null);

/// <summary>
/// What the patient's own page may speak of. Whoever has its address reads it, so it is no more than a text might say: a result at or
/// above the threshold, a review of one and a decision still to be made all look the same.
/// </summary>
/// <param name="Where">Where the kit is; empty when that is not the question.</param>
/// <param name="Next">What happens next, in the order it is said.</param>
/// <param name="HasKit">True while the patient has a kit to use.</param>
/// <param name="MayAskForKit">True when a new kit would be posted, or someone would ring about one, for the asking.</param>
public sealed record PageTopics(IReadOnlyList<PageSentence> Where, IReadOnlyList<PageSentence> Next, bool HasKit, bool MayAskForKit)
{
    private static readonly PageTopics OnlyThatWeCall = Says(null, false, Say(PageTopic.InTouch), Say(PageTopic.FeelWorse));

    /// <summary>What the page of a journey may say.</summary>
    /// <param name="journey">The journey.</param>
    /// <param name="now">When it is read.</param>
    /// <param name="policy">The policy in force.</param>
    /// <returns>Null when the journey has ended: its page ends with it.</returns>
    public static PageTopics? Of(Journey journey, DateTimeOffset now, PathwayPolicy policy)
    {
        if (journey.State is not JourneyState.Open state)
        {
            return null;
        }

        // Whom nothing may be sent to may not be who holds the address, and may not be alive.
        return journey.ContactIsStopped ? OnlyThatWeCall : Of(journey, state, now, policy) with { MayAskForKit = MayAsk(journey, now, policy) };
    }

    private static PageTopics Of(Journey journey, JourneyState.Open state, DateTimeOffset now, PathwayPolicy policy) => state switch
    {
        JourneyState.Referred referred => Says(
            Say(PageTopic.GettingReady, ServiceCalendar.DateOf(referred.Due > now ? referred.Due : now)), false, Say(PageTopic.WhenItComes)),
        JourneyState.KitPosted posted => Says(Posted(posted.PostedAt), true, PostIt(posted.PostedAt, now, policy)),
        JourneyState.AssistanceNeeded { KitPostedAt: { } posted } => Says(Posted(posted), true, Say(PageTopic.PostItSoon), Say(PageTopic.WeWillRing)),
        JourneyState.AssistanceNeeded => Says(null, false, Say(PageTopic.WeWillRing)),
        JourneyState.KitReceived received => Says(
            Say(PageTopic.Arrived, ServiceCalendar.DateOf(received.ReceivedAt)),
            false,
            Say(PageTopic.InTouchBy, ServiceCalendar.DateOf(received.ReceivedAt).AddDays(policy.DaysToHear))),

        // Only a kit that is still out can still be posted.
        JourneyState.PracticeReview { Question: PracticeQuestion.NotReturned }
            when journey.HighestResult is null && journey.Kits is [.., { State: KitState.Posted }] =>
            Says(Say(PageTopic.NotReturned), true, Say(PageTopic.InTouch), Say(PageTopic.FeelWorse)),
        JourneyState.Booked when journey.AcknowledgedAt is not null && !(now < MessageRules.TimeToSpeak(journey, policy)) => Says(null, false, Say(PageTopic.VisitInLetter), Say(PageTopic.CannotCome)),

        // Not while the letter that tells it has come back.
        JourneyState.SafetyNet when journey.ToldAt is not null => Says(null, false, Say(PageTopic.WrittenToYou), Say(PageTopic.StillUnwell)),
        _ => OnlyThatWeCall,
    };

    private static PageSentence Posted(DateTimeOffset at) => Say(PageTopic.InThePost, ServiceCalendar.DateOf(at));

    private static PageSentence PostIt(DateTimeOffset postedAt, DateTimeOffset now, PathwayPolicy policy)
    {
        DateOnly by = ServiceCalendar.DateOf(postedAt).AddDays(policy.PostByDays);
        return by >= ServiceCalendar.DateOf(now) ? Say(PageTopic.PostItBy, by) : Say(PageTopic.PostItSoon);
    }

    // The pathway itself is asked what it would say.
    private static bool MayAsk(Journey journey, DateTimeOffset now, PathwayPolicy policy) =>
        JourneyDecider.Decide(journey, new PathwayEvent.KitAskedFor(KitTrouble.Lost, Actor.Patient, now), policy) is Decision.Accepted;

    private static PageSentence Say(PageTopic topic, DateOnly? on = null) => new(topic, on);

    private static PageTopics Says(PageSentence? where, bool hasKit, params PageSentence[] next) => new(where is null ? [] : [where], next, hasKit, false);
}
