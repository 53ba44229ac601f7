using FitPipeline.Pathway.Effects;
using FitPipeline.Pathway.Events;
using FitPipeline.Pathway.Haemoglobin;
using FitPipeline.Pathway.Journeys;
using FitPipeline.Pathway.Messages;

namespace FitPipeline.Pathway.Tests;

/// <summary>Where patients find themselves: every state of the pathway, with its variants, each reached by a story.</summary>
internal static class Situations
{
    public static IReadOnlyList<(string Name, Func<Story> Tell)> All { get; } =
    [
        ("Referred: the first kit is to be posted", Referred),
        ("Referred: a replacement is to be posted", ReplacementToPost),
        ("KitPosted: the kit is with the patient", KitWithPatient),
        ("KitPosted: reminded twice", RemindedTwice),
        ("KitReceived: the kit is at the laboratory", KitAtLab),
        ("KitReceived: with concern at referral", KitAtLabWithConcern),
        ("KitReceived: the third kit, two having been replaced", ThirdKitAtLab),
        ("AssistanceNeeded: on the call list", OnCallList),
        ("AssistanceNeeded: the address is bad", BadAddress),
        ("AssistanceNeeded: kits were repeatedly unusable", RepeatedlyUnusable),
        ("AwaitingAcknowledgement: a result at or above the threshold", Positive),
        ("AwaitingBooking: acknowledged, on the list", OnTheList),
        ("AwaitingBooking: the practice asks for another priority", AskedForPriority),
        ("AwaitingBooking: referred directly on a result below the threshold", OnTheListBelow),
        ("AwaitingBooking: a clinician's priority ends", PriorityEnding),
        ("AwaitingBooking: the patient is said to have died", SaidDeadOnTheList),
        ("AwaitingBooking: two offers were declined", TwoDeclined),
        ("Booked: the appointment is made", WithAppointment),
        ("Booked: the patient has accepted", Accepted),
        ("Booked: near, and the patient is rung", RungAboutAppointment),
        ("Booked: one appointment was missed before", OnceMissed),
        ("Booked: the patient is said to have died", SaidDeadWhileBooked),
        ("PracticeReview: below the threshold with concern", BelowWithConcern),
        ("PracticeReview: the kit was not returned", NotReturned),
        ("PracticeReview: two appointments missed", AppointmentsMissed),
        ("SafetyNet: below the threshold and reassured", SafetyNetted),
        ("SafetyNet: the letter with the result came back", ResultLetterBack),
        ("SafetyNet: kept under review without a result", SafetyNettedWithoutResult),
        ("ClinicalReview: the sign leaves the side open", UndecidedValue),
        ("ClinicalReview: an analyser for research only", ResearchAnalyser),
        ("ClinicalReview: the collection date cannot be true", ImpossibleDate),
        ("ClinicalReview: two reports of one sample disagree", ConflictingReports),
        ("ClinicalReview: the reassuring result was withdrawn", ResultWithdrawn),
        ("ClinicalReview: the reassuring kit's lot was recalled", LotRecalled),
        ("ClinicalReview: corrected downwards before acknowledgement", CorrectedBeforeAcknowledgement),
        ("ClinicalReview: corrected downwards on the list", CorrectedOnTheList),
        ("ClinicalReview: corrected downwards while booked", CorrectedWhileBooked),
        ("ClinicalReview: corrected downwards while booked, and the patient is rung", RungDuringReview),
        .. Enum.GetValues<Outcome>().Select(outcome => ($"Closed: {outcome}", (Func<Story>)(() => Closed(outcome)))),
    ];

    public static Story Referred() => Story.Referred();

    public static Story KitWithPatient() => Referred().KitPosted().Days(3);

    public static Story KitAtLab() => KitWithPatient().KitReceived();

    public static Story RemindedTwice() => Referred().KitPosted().Woken().Woken();

    public static Story KitAtLabWithConcern() => Story.Referred(Pictures.WithConcern).KitPosted().Days(3).KitReceived();

    public static Story ThirdKitAtLab() => KitAtLab().Rejected().KitPosted().Days(3).KitReceived().Rejected().KitPosted().Days(3).KitReceived();

    public static Story ReplacementToPost() => KitAtLab().Rejected();

    public static Story OnCallList() => Referred().KitPosted().Woken().Woken().Woken();

    public static Story BadAddress()
    {
        Story story = KitWithPatient();
        return story.When(new PathwayEvent.KitReturnedToSender(story.LatestKit, story.Now));
    }

    public static Story RepeatedlyUnusable() => ThirdKitAtLab().Rejected();

    public static Story Positive() => KitAtLab().Result("45");

    public static Story OnTheList() => Positive().Acknowledged();

    public static Story AskedForPriority()
    {
        Story story = OnTheList().Hours(1);
        return story.When(new PathwayEvent.PriorityChangeAsked(Actor.Gp, story.Now));
    }

    public static Story PriorityEnding()
    {
        Story story = OnTheList().Hours(1);
        return story.When(new PathwayEvent.PrioritySet(1, "Weight loss since.", Actor.Triage, story.Now, story.Today.AddDays(5))).Woken();
    }

    public static Story SaidDeadOnTheList() => SaidDead(OnTheList());

    public static Story SaidDeadWhileBooked() => SaidDead(WithAppointment());

    public static Story SaidDead(Story story)
    {
        story.Hours(1);
        return story.When(new PathwayEvent.ContactStopped(ContactRestriction.DeathReported, Actor.BookingDesk, story.Now));
    }

    public static Story TwoDeclined()
    {
        Story story = WithAppointment().Hours(2);
        story.When(new PathwayEvent.AppointmentDeclined(story.Journey.Appointment!.BookingId, story.Now)).Booked();
        return story.When(new PathwayEvent.AppointmentDeclined(story.Journey.Appointment!.BookingId, story.Now));
    }

    public static Story OnTheListBelow() => BelowWithConcern().Decided(ClinicalDecision.ReferDirectly, Actor.Gp);

    public static Story WithAppointment() => OnTheList().Booked();

    public static Story Accepted()
    {
        Story story = WithAppointment().Hours(1);
        return story.When(new PathwayEvent.AppointmentAccepted(story.Journey.Appointment!.BookingId, story.Now));
    }

    public static Story RungAboutAppointment() => WithAppointment().Woken();

    public static Story OnceMissed() => WithAppointment().Missed().Booked();

    public static Story BelowWithConcern() => KitAtLabWithConcern().Result("<7");

    public static Story NotReturned() => OnCallList().Woken().Woken();

    public static Story AppointmentsMissed() => OnceMissed().Missed();

    public static Story SafetyNetted() => KitAtLab().Result("<7");

    public static Story ResultLetterBack()
    {
        Story story = SafetyNetted().Days(5);
        MessageFacts facts = story.AllEffects.OfType<Effect.SendLetter>().Single(letter => letter.Template is MessageTemplate.ResultLetterFollows).Facts;
        return story.When(new PathwayEvent.LetterNotDelivered(MessageTemplate.ResultLetterFollows, facts, LetterTrouble.CameBack, story.Now));
    }

    public static Story SafetyNettedWithoutResult() => NotReturned().Decided(ClinicalDecision.ContinueSafetyNet, Actor.Gp);

    public static Story UndecidedValue() => KitAtLab().Result("<20");

    public static Story ResearchAnalyser() => KitAtLab().Result("5", analyser: Analysers.NsPrime);

    public static Story ImpossibleDate() => KitWithPatient().KitReceived(collectedDaysAgo: 30).Result("<7");

    public static Story ConflictingReports()
    {
        Story story = SafetyNetted().Hours(4);
        return story.When(story.Reported("9"));
    }

    public static Story ResultWithdrawn()
    {
        Story story = SafetyNetted().Hours(4);
        return story.When(story.Withdrawn());
    }

    public static Story LotRecalled()
    {
        Story story = SafetyNetted().Days(4);
        return story.When(new PathwayEvent.LotRecalled("LOT-A", story.Now));
    }

    public static Story CorrectedBeforeAcknowledgement() => CorrectedDownwards(Positive());

    public static Story CorrectedOnTheList() => CorrectedDownwards(OnTheList());

    public static Story CorrectedWhileBooked() => CorrectedDownwards(WithAppointment());

    public static Story RungDuringReview()
    {
        Story story = CorrectedWhileBooked();
        while (story.Journey.Beside.Count == 0)
        {
            story.Woken();
        }

        return story;
    }

    public static Story CorrectedDownwards(Story story) => story.Hours(1).When(story.Corrected("8"));

    public static Story Closed(Outcome outcome) => outcome switch
    {
        Outcome.ReferWithoutFit => Story.Referred(Pictures.WithRectalMass),
        Outcome.NotIndicated => Story.Referred(Pictures.NothingThatCounts),
        Outcome.Investigated => WithAppointment().Attended(),
        Outcome.Reassured => SafetyNetted().Woken(),
        Outcome.Discharged => BelowWithConcern().Decided(ClinicalDecision.Discharge, Actor.Gp),
        Outcome.ReferredDirectly => KitWithPatient().Decided(ClinicalDecision.ReferDirectly, Actor.Gp),
        Outcome.Withdrawn => KitWithPatient().Decided(ClinicalDecision.Withdraw, Actor.Gp),
        _ => KitWithPatient().Decided(ClinicalDecision.PatientDied, Actor.Gp),
    };
}
