using FitPipeline.Pathway;

namespace FitPipeline.Service;

/// <summary>What the patient's page says of a journey. A result, of any kind, is told by a person or a letter and never here.</summary>
/// <param name="Where">Where the kit is.</param>
/// <param name="Next">What happens next, and when.</param>
/// <param name="HowToPost">True while the patient has a kit to use.</param>
/// <param name="MayAskForKit">True when a new kit would be posted for the asking.</param>
/// <param name="GetsTexts">True when texts could be stopped.</param>
internal sealed record PageContent(
    IReadOnlyList<string> Where, IReadOnlyList<string> Next, bool HowToPost, bool MayAskForKit, bool GetsTexts)
{
    internal static PageContent Of(Journey journey, PatientRecord patient, LanguageFile file, PathwayPolicy policy, DateTimeOffset now)
    {
        PageWords words = file.Page;
        string on(string sentence, DateTimeOffset at) => dated(sentence, London.DateOf(at));
        string dated(string sentence, DateOnly day) => MessageComposer.Fill(sentence, new() { ["date"] = MessageComposer.DateIn(file, day) });
        string postIt(DateTimeOffset posted) => London.DateOf(posted).AddDays(policy.PostByDays) is var by && by >= London.DateOf(now)
            ? dated(words.PostItBy, by)
            : words.PostItSoon;
        Kit? kit = journey.Kits.Count > 0 ? journey.Kits[^1] : null;
        (string? where, string[] next, bool has) = journey.State switch
        {
            JourneyState.Referred referred =>
                (on(words.GettingReady, referred.Due > now ? referred.Due : now), (string[])[words.WhenItComes], false),
            JourneyState.KitPosted posted => (on(words.InThePost, posted.PostedAt), [postIt(posted.PostedAt)], true),
            JourneyState.AssistanceNeeded { KitPostedAt: { } posted } => (on(words.InThePost, posted), [words.PostItSoon, words.WeWillRing], true),
            JourneyState.AssistanceNeeded => (null, [words.WeWillRing], false),
            JourneyState.KitReceived received => (
                on(words.Arrived, received.ReceivedAt), [dated(words.InTouchBy, London.DateOf(received.ReceivedAt).AddDays(policy.DaysToHear))], false),
            JourneyState.PracticeReview { Question: PracticeQuestion.NotReturned } when journey.HighestResult is null =>
                (words.NotReturned, [words.InTouch, words.FeelWorse], kit?.State is KitState.Posted),
            JourneyState.Booked when journey.AcknowledgedAt is not null => (null, [words.VisitInLetter, words.CannotCome], false),
            JourneyState.SafetyNet when journey.HighestResult is not null => (null, [words.WrittenToYou, words.StillUnwell], false),
            _ => (null, [words.InTouch, words.FeelWorse], false),
        };
        return new PageContent(where is null ? [] : [where], next, has, MayAsk(journey, policy, now), patient.CanBeTexted);
    }

    // The pathway itself is asked what it would say: the page knows no rule of its own.
    private static bool MayAsk(Journey journey, PathwayPolicy policy, DateTimeOffset now) =>
        KitJourney.Decide(journey, new PathwayEvent.KitAskedFor(KitTrouble.Lost, Actor.Patient, now), policy) is Decision.Accepted;
}
