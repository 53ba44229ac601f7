using FitPipeline.Pathway.Booking;
using FitPipeline.Pathway.Calendar;
using FitPipeline.Pathway.Effects;
using FitPipeline.Pathway.Events;
using FitPipeline.Pathway.Haemoglobin;
using FitPipeline.Pathway.Journeys;
using FitPipeline.Pathway.Messages;
using FitPipeline.Pathway.Results;

namespace FitPipeline.Pathway.Tests;

/// <summary>What can happen to any patient at any time, true of the journey or not: every kind of event, with its variants.</summary>
internal static class Happenings
{
    public static IReadOnlyList<(string Name, Func<Story, PathwayEvent> Of)> All { get; } =
    [
        ("ReferralReceived again", story => Story.Referral() with { At = story.Now }),
        ("KitPosted, a device in date", story => new PathwayEvent.KitPosted(Story.Kit(7), "LOT-B", story.Today.AddDays(300), story.Now)),
        ("KitPosted, about to expire", story => new PathwayEvent.KitPosted(Story.Kit(8), "LOT-B", story.Today.AddDays(5), story.Now)),
        ("KitPosted, scanned twice", story => new PathwayEvent.KitPosted(story.LatestKit, "LOT-A", null, story.Now)),
        ("KitReceived, the latest kit", story => new PathwayEvent.KitReceived(story.LatestKit, story.Today, story.Now)),
        ("KitReceived, the first kit", story => new PathwayEvent.KitReceived(Story.Kit(1), null, story.Now)),
        ("KitReceived, unknown kit", story => new PathwayEvent.KitReceived(Story.Kit(99), story.Today, story.Now)),
        ("KitReturnedToSender, the latest kit", story => new PathwayEvent.KitReturnedToSender(story.LatestKit, story.Now)),
        ("KitReturnedToSender, unknown kit", story => new PathwayEvent.KitReturnedToSender(Story.Kit(99), story.Now)),
        ("KitLost, the latest kit", story => new PathwayEvent.KitLost(story.LatestKit, story.Now)),
        ("KitLost, unknown kit", story => new PathwayEvent.KitLost(Story.Kit(99), story.Now)),
        ("LotRecalled, the kit's lot", story => new PathwayEvent.LotRecalled("LOT-A", story.Now)),
        ("LotRecalled, another lot", story => new PathwayEvent.LotRecalled("LOT-Z", story.Now)),
        ("ResultReported, below the threshold", story => story.Reported("4.2", lab: "26B-NEW", collectedOn: Fresh(story))),
        ("ResultReported, at the threshold", story => story.Reported("10.0", lab: "26B-NEW")),
        ("ResultReported, undecided", story => story.Reported("<20", lab: "26B-NEW")),
        ("ResultReported, below from a research analyser", story => story.Reported("4.2", lab: "26B-NEW", analyser: Analysers.FobGold, collectedOn: Fresh(story))),
        ("ResultReported, below from an old sample", story => story.Reported("4.2", lab: "26B-NEW", collectedOn: PostedOn(story), receivedOn: PostedOn(story).AddDays(20))),
        ("ResultReported, at the threshold from an old sample", story => story.Reported("10.0", lab: "26B-NEW", collectedOn: PostedOn(story), receivedOn: PostedOn(story).AddDays(20))),
        ("ResultReported, a sample beyond use", story => story.Reported("10.0", lab: "26B-NEW", collectedOn: PostedOn(story), receivedOn: PostedOn(story).AddDays(31))),
        ("ResultReported, below with an impossible date", story => story.Reported("4.2", lab: "26B-NEW", collectedOn: PostedOn(story).AddDays(-1), receivedOn: PostedOn(story).AddDays(3))),
        ("ResultReported, the latest kit's value again", Again),
        ("ResultReported, the same sample with a higher value", story => story.Reported("78")),
        ("ResultReported, unknown kit", story => story.Reported("45", number: 99)),
        ("ResultCorrected, upwards", story => story.Corrected("80", collectedOn: Fresh(story))),
        ("ResultCorrected, downwards", story => story.Corrected("2", collectedOn: Fresh(story))),
        ("ResultCorrected, unknown kit", story => story.Corrected("45", number: 99)),
        ("ResultWithdrawn, the latest kit", story => story.Withdrawn()),
        ("ResultWithdrawn, unknown kit", story => story.Withdrawn(number: 99)),
        ("SampleRejected, the latest kit", story => new PathwayEvent.SampleRejected(story.LatestKit, SampleFault.Insufficient, story.Now)),
        ("SampleRejected, unknown kit", story => new PathwayEvent.SampleRejected(Story.Kit(99), SampleFault.Leaked, story.Now)),
        ("ResultAcknowledged by triage", story => new PathwayEvent.ResultAcknowledged(Actor.Triage, story.Now)),
        ("ResultAcknowledged by the practice", story => new PathwayEvent.ResultAcknowledged(Actor.Gp, story.Now)),
        ("ResultAcknowledged by the laboratory", story => new PathwayEvent.ResultAcknowledged(Actor.Lab, story.Now)),
        .. Enum.GetValues<ClinicalDecision>().SelectMany(decision => new (string, Func<Story, PathwayEvent>)[]
        {
            ($"DecisionMade, {decision} by triage", story => story.Decision(decision, Actor.Triage)),
            ($"DecisionMade, {decision} by the practice", story => story.Decision(decision, Actor.Gp)),
        }),
        ("DecisionMade by the booking desk", story => story.Decision(ClinicalDecision.Discharge, Actor.BookingDesk)),
        ("PrioritySet by triage", story => new PathwayEvent.PrioritySet(1, "Weight loss since.", Actor.Triage, story.Now)),
        ("PrioritySet by the practice", story => new PathwayEvent.PrioritySet(1, "Weight loss since.", Actor.Gp, story.Now)),
        ("PrioritySet without a reason", story => new PathwayEvent.PrioritySet(1, " ", Actor.Triage, story.Now)),
        ("PrioritySet to level 5", story => new PathwayEvent.PrioritySet(5, "Weight loss since.", Actor.Triage, story.Now)),
        ("AdviceAsked by the practice", story => new PathwayEvent.AdviceAsked(Actor.Gp, story.Now)),
        ("AdviceAsked by triage", story => new PathwayEvent.AdviceAsked(Actor.Triage, story.Now)),
        ("AdviceAsked by the kit desk", story => new PathwayEvent.AdviceAsked(Actor.KitDesk, story.Now)),
        ("PriorityChangeAsked by the practice", story => new PathwayEvent.PriorityChangeAsked(Actor.Gp, story.Now)),
        ("PriorityChangeAsked by the booking desk", story => new PathwayEvent.PriorityChangeAsked(Actor.BookingDesk, story.Now)),
        ("PriorityChangeDeclined by triage", story => new PathwayEvent.PriorityChangeDeclined(Actor.Triage, story.Now)),
        ("PriorityChangeDeclined by the practice", story => new PathwayEvent.PriorityChangeDeclined(Actor.Gp, story.Now)),
        ("NeedsRecorded by the booking desk", story => new PathwayEvent.NeedsRecorded(story.Journey.Procedure, Saturdays, Actor.BookingDesk, story.Now)),
        ("NeedsRecorded by the practice", story => new PathwayEvent.NeedsRecorded(story.Journey.Procedure, Saturdays, Actor.Gp, story.Now)),
        ("NeedsRecorded, as before", story => new PathwayEvent.NeedsRecorded(story.Journey.Procedure, new BookingNeeds(), Actor.BookingDesk, story.Now)),
        ("NeedsRecorded, another examination by triage", story => new PathwayEvent.NeedsRecorded(Procedure.CtColonography, Saturdays, Actor.Triage, story.Now)),
        ("NeedsRecorded, another examination by the booking desk", story => new PathwayEvent.NeedsRecorded(Procedure.CtColonography, Saturdays, Actor.BookingDesk, story.Now)),
        ("BreachForeseen", story => new PathwayEvent.BreachForeseen(
            WaitingStandard.FasterDiagnosis, story.Today.AddDays(5), "Every free slot that suits is later.", story.Now)),
        ("ActionDone by the kit desk", story => new PathwayEvent.ActionDone(Actor.KitDesk, story.Now)),
        ("ActionDone by the practice", story => new PathwayEvent.ActionDone(Actor.Gp, story.Now)),
        ("BesideDone, what is owed", story => new PathwayEvent.BesideDone(story.Journey.Beside.Count > 0 ? story.Journey.Beside[0].Key : "none", Actor.BookingDesk, story.Now)),
        ("SlotBooked", story => new PathwayEvent.SlotBooked(new("B-900", "S-900", "QE Gateshead", story.Now.AddDays(8)), story.Now)),
        ("SlotBooked, the same booking again", story => new PathwayEvent.SlotBooked(TheAppointment(story), story.Now)),
        ("SlotBooked, in the past", story => new PathwayEvent.SlotBooked(new("B-901", "S-901", "QE Gateshead", story.Now.AddDays(-1)), story.Now)),
        ("SlotWithdrawn, the booked slot", story => new PathwayEvent.SlotWithdrawn(TheAppointment(story).SlotId, story.Now)),
        ("SlotWithdrawn, after the appointment began", story => new PathwayEvent.SlotWithdrawn(TheAppointment(story).SlotId, After(story))),
        ("SlotWithdrawn, another slot", story => new PathwayEvent.SlotWithdrawn("S-999", story.Now)),
        ("AppointmentAttended", story => new PathwayEvent.AppointmentAttended(TheAppointment(story).BookingId, ExaminationFinding.Adenoma, After(story))),
        ("AppointmentAttended, before it took place", story => new PathwayEvent.AppointmentAttended(TheAppointment(story).BookingId, ExaminationFinding.Normal, story.Now)),
        ("AppointmentAttended, another booking", story => new PathwayEvent.AppointmentAttended("B-999", ExaminationFinding.Normal, story.Now)),
        ("AppointmentMissed", story => new PathwayEvent.AppointmentMissed(TheAppointment(story).BookingId, After(story))),
        ("AppointmentMissed, another booking", story => new PathwayEvent.AppointmentMissed("B-999", story.Now)),
        ("AppointmentCancelled by the patient", story => new PathwayEvent.AppointmentCancelled(TheAppointment(story).BookingId, true, story.Now)),
        ("AppointmentCancelled by the hospital", story => new PathwayEvent.AppointmentCancelled(TheAppointment(story).BookingId, false, story.Now)),
        ("AppointmentCancelled, another booking", story => new PathwayEvent.AppointmentCancelled("B-999", true, story.Now)),
        ("AppointmentAccepted", story => new PathwayEvent.AppointmentAccepted(TheAppointment(story).BookingId, story.Now)),
        ("AppointmentAccepted, another booking", story => new PathwayEvent.AppointmentAccepted("B-999", story.Now)),
        ("AppointmentDeclined", story => new PathwayEvent.AppointmentDeclined(TheAppointment(story).BookingId, story.Now)),
        ("AppointmentDeclined, after it began", story => new PathwayEvent.AppointmentDeclined(TheAppointment(story).BookingId, After(story))),
        ("AppointmentMoved", story => new PathwayEvent.AppointmentMoved(
            TheAppointment(story).BookingId, new("B-902", "S-902", "QE Gateshead", story.Now.AddDays(4)), story.Now)),
        ("AppointmentMoved, into the past", story => new PathwayEvent.AppointmentMoved(
            TheAppointment(story).BookingId, new("B-903", "S-903", "QE Gateshead", story.Now.AddDays(-1)), story.Now)),
        ("AppointmentMoved, from another booking", story => new PathwayEvent.AppointmentMoved(
            "B-999", new("B-904", "S-904", "QE Gateshead", story.Now.AddDays(4)), story.Now)),
        .. Enum.GetValues<MessageTemplate>().Select(template => (
            $"TextNotDelivered, {template}", (Func<Story, PathwayEvent>)(story => new PathwayEvent.TextNotDelivered(template, FactsOf(template, story), false, story.Now)))),
        ("TextNotDelivered, a dead number", story => new PathwayEvent.TextNotDelivered(
            MessageTemplate.PostYourKit, FactsOf(MessageTemplate.PostYourKit, story), true, story.Now)),
        ("KitAskedFor, spoilt", story => new PathwayEvent.KitAskedFor(KitTrouble.Spoilt, Actor.Patient, story.Now)),
        ("KitAskedFor, not come", story => new PathwayEvent.KitAskedFor(KitTrouble.NotCome, Actor.KitDesk, story.Now)),
        ("ContactChanged, no more texts", story => new PathwayEvent.ContactChanged(ContactChange.TextsRefused, false, Actor.Patient, story.Now)),
        ("ContactChanged, another mobile", story => new PathwayEvent.ContactChanged(ContactChange.Mobile, true, Actor.KitDesk, story.Now)),
        ("ContactChanged, another address", story => new PathwayEvent.ContactChanged(ContactChange.Address, story.Journey.CanBeTexted, Actor.Gp, story.Now)),
        .. Enum.GetValues<ContactRestriction>().SelectMany(why => new (string, Func<Story, PathwayEvent>)[]
        {
            ($"ContactStopped, {why}", story => new PathwayEvent.ContactStopped(why, Actor.KitDesk, story.Now)),
            ($"ContactResumed, {why}", story => new PathwayEvent.ContactResumed(why, Actor.KitDesk, story.Now)),
        }),
        .. new[] { MessageTemplate.KitOnItsWay, MessageTemplate.PleaseCallUs, MessageTemplate.CareContinuesElsewhere }.Select(template => (
            $"LetterHeldBack, {template}", (Func<Story, PathwayEvent>)(story => new PathwayEvent.LetterHeldBack(template, FactsOf(template, story), story.Now)))),
        .. new[] { MessageTemplate.KitOnItsWay, MessageTemplate.ResultLetterFollows, MessageTemplate.CareContinuesElsewhere }
            .SelectMany(template => Enum.GetValues<LetterTrouble>().Select(trouble => (
                $"LetterNotDelivered, {template} {trouble}",
                (Func<Story, PathwayEvent>)(story => new PathwayEvent.LetterNotDelivered(template, FactsOf(template, story), trouble, story.Now))))),
        ("DeadlineElapsed, when due", story => new PathwayEvent.DeadlineElapsed(story.Journey.WakeAt ?? story.Now)),
        ("DeadlineElapsed, too early", story => new PathwayEvent.DeadlineElapsed(
            story.Journey.WakeAt?.AddMinutes(-1) ?? story.Now)),
        ("DeadlineElapsed, a month late", story => new PathwayEvent.DeadlineElapsed(
            story.Journey.WakeAt?.AddDays(31) ?? story.Now)),
    ];

    private static BookingNeeds Saturdays => new() { Weekdays = [DayOfWeek.Saturday] };

    private static DateOnly PostedOn(Story story) =>
        ServiceCalendar.DateOf(story.Journey.Kits.Count == 0 ? story.Now : story.Journey.Kits[^1].PostedAt);

    private static DateOnly Fresh(Story story) => PostedOn(story) is var posted && posted < story.Today ? story.Today.AddDays(-1) : posted;

    private static PathwayEvent.ResultReported Again(Story story)
    {
        LabResult? last = story.Journey.Results.LastOrDefault(result => result.Kit == story.LatestKit);
        return last is null
            ? story.Reported("45")
            : new PathwayEvent.ResultReported(last.Kit, last.LabNumber, last.Value, last.CollectedOn, null, last.ReportedAt);
    }

    private static MessageFacts FactsOf(MessageTemplate template, Story story) =>
        new[] { MessageFacts.None, new(story.Today), new(AppointmentAt: TheAppointment(story).StartsAt, Site: TheAppointment(story).Site) }
            .Single(facts => MessageRules.Fit(template, facts));

    private static Appointment TheAppointment(Story story) =>
        story.Journey.Appointment ?? new("B-001", "S-001", "QE Gateshead", story.Now.AddDays(8));

    private static DateTimeOffset After(Story story) =>
        story.Journey.Appointment is { } appointment && appointment.StartsAt > story.Now ? appointment.StartsAt.AddHours(2) : story.Now;
}
