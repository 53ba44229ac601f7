using FitPipeline.Pathway.Effects;
using FitPipeline.Pathway.Events;
using FitPipeline.Pathway.Journeys;
using FitPipeline.Pathway.Messages;
using FitPipeline.Pathway.Policy;
using static FitPipeline.Pathway.Events.PathwayEvent;

namespace FitPipeline.Pathway.Decide;

// Letters that reached nobody. A letter is the last thing that is sent; behind it a person rings.
public static partial class JourneyDecider
{
    private static Decision OnLetterHeldBack(Journey journey, LetterHeldBack letter) =>
        MessageRules.StillTrue(letter.Template, letter.Facts, journey)
            ? Accept(journey, "The letter was not printed, because nothing may be sent to this patient.", new Effect.SendLetter(letter.Template, letter.Facts))
            : NothingToSay;

    // Also when it is no longer true what a letter said that came back: while the journey goes on, the next would come back too.
    private static Decision OnLetterNotDelivered(Journey journey, LetterNotDelivered letter, PathwayPolicy policy)
    {
        bool isTrue = MessageRules.StillTrue(letter.Template, letter.Facts, journey);
        bool cameBack = letter.Trouble is LetterTrouble.CameBack;
        if (!isTrue && (!cameBack || journey.State is JourneyState.Closed))
        {
            return NothingToSay;
        }

        // Turned into a person's task like any letter to a patient to whom nothing may be sent.
        if (journey.ContactIsStopped)
        {
            return isTrue
                ? Accept(journey, "The letter did not reach the patient, and nothing else may be sent.", new Effect.SendLetter(letter.Template, letter.Facts))
                : NothingToSay;
        }

        // A result is told by the practice, which knows it and the patient; everything else by the desk that posts.
        bool result = isTrue && letter.Template is MessageTemplate.ResultLetterFollows;
        string key = SideTaskKeys.Letter + NextStep(journey);
        string what = (cameBack ? "A letter to this patient came back. " : "This patient has no address that a letter can be printed for. ")
            + (isTrue
                ? $"Ring the patient: ask where letters can go, and tell them {MessageGist.Of(letter.Template)}."
                : "Ring the patient and ask where letters can go.");
        return Raising(
            result ? journey with { ToldAt = null } : journey,
            cameBack ? "A letter came back, so someone rings the patient." : "A letter cannot be addressed, so someone rings the patient.",
            result ? SideTaskReason.ResultLetterUndelivered : SideTaskReason.LetterUndelivered,
            key,
            new(result ? Owner.Practice : Owner.KitDesk, what, WorkingDays(letter.At, policy.WorkingDaysToAssist, policy), key),
            letter.At,
            journey.Beside.Any(IsCall) ? [] : [new Effect.NotifyPractice(PracticeNotice.AddressFailed)]);
    }

    // Told on the telephone what the letter would have told, if that still stands.
    private static Journey Told(Journey journey, SideTask call, DateTimeOffset at) =>
        call.Reason is SideTaskReason.ResultLetterUndelivered && journey.ToldAt is null
        && MessageRules.StillTrue(MessageTemplate.ResultLetterFollows, MessageFacts.None, journey)
            ? journey with { ToldAt = at }
            : journey;

    private static bool IsCall(SideTask beside) => beside.Reason is SideTaskReason.LetterUndelivered or SideTaskReason.ResultLetterUndelivered;
}
