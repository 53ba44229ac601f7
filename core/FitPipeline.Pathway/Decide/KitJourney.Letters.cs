using static FitPipeline.Pathway.PathwayEvent;

namespace FitPipeline.Pathway;

// Letters that reached nobody. A letter is the last thing that is sent; behind it a person rings.
public static partial class KitJourney
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
        string key = BesideKeys.Letter + NextStep(journey);
        string what = (cameBack ? "A letter to this patient came back. " : "This patient has no address that a letter can be printed for. ")
            + (isTrue
                ? $"Ring the patient: ask where letters can go, and tell them {MessageGist.Of(letter.Template)}."
                : "Ring the patient and ask where letters can go.");
        return Raising(
            result ? journey with { ToldAt = null } : journey,
            cameBack ? "A letter came back, so someone rings the patient." : "A letter cannot be addressed, so someone rings the patient.",
            result ? BesideReason.ResultLetterUndelivered : BesideReason.LetterUndelivered,
            key,
            new(result ? Owner.Practice : Owner.KitDesk, what, WorkingDays(letter.At, policy.WorkingDaysToAssist, policy), key),
            letter.At,
            journey.Beside.Any(IsCall) ? [] : [new Effect.NotifyPractice(PracticeNotice.AddressFailed)]);
    }

    // Told on the telephone what the letter would have told, if that still stands.
    private static Journey Told(Journey journey, WorkBeside call, DateTimeOffset at) =>
        call.Reason is BesideReason.ResultLetterUndelivered && journey.ToldAt is null
        && MessageRules.StillTrue(MessageTemplate.ResultLetterFollows, MessageFacts.None, journey)
            ? journey with { ToldAt = at }
            : journey;

    private static bool IsCall(WorkBeside beside) => beside.Reason is BesideReason.LetterUndelivered or BesideReason.ResultLetterUndelivered;
}
