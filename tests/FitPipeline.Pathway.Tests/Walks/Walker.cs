using FitPipeline.Pathway.Booking;
using FitPipeline.Pathway.Calendar;
using FitPipeline.Pathway.Effects;
using FitPipeline.Pathway.Events;
using FitPipeline.Pathway.Haemoglobin;
using FitPipeline.Pathway.Identity;
using FitPipeline.Pathway.Journeys;
using FitPipeline.Pathway.Messages;
using FitPipeline.Pathway.Referrals;
using FitPipeline.Pathway.Results;

namespace FitPipeline.Pathway.Tests;

/// <summary>
/// One random life of a journey: plausible news for where it is most of the time, anything at all otherwise, with time going on
/// by minutes, days or months between. The same seed gives the same life.
/// </summary>
internal sealed class Walker
{
    private static readonly string[] Values =
        ["<7", "0", "4", "9.9", "9.999", "<10", "10", "10.0", "12", "45", "45", "150", ">400", ">=10", "<20", "<=10", ">7", "<80"];

    private static readonly string?[] Lots = ["LOT-A", "LOT-B", null];
    private static readonly ClinicalPicture[] Pictured =
        [Pictures.Plain, Pictures.Plain, Pictures.Plain, Pictures.WithConcern, Pictures.WithIronDeficiency, Pictures.WithAbdominalMass, Pictures.WithRectalMass];

    // Letters that any open journey may have queued; which others were queued, only the journey's own past knows.
    private static readonly MessageTemplate[] PlainLetters =
        [MessageTemplate.KitOnItsWay, MessageTemplate.PleaseCallUs, MessageTemplate.StillWithUs, MessageTemplate.CareContinuesElsewhere];

    private readonly Random _random;
    private int _kits;
    private int _slots;

    public Walker(int seed)
    {
        _random = new Random(seed);
        Now = Story.Begins.AddMinutes(_random.Next(0, 60 * 24 * 365));
    }

    public DateTimeOffset Now { get; private set; }

    public PathwayEvent.ReferralReceived Referral() =>
        new(Story.SomeId, OdsCode.Parse("A99001"), Any(Pictured), _random.Next(4) > 0, Now);

    /// <summary>The next event for the journey, after some time has passed.</summary>
    public PathwayEvent Next(Journey journey)
    {
        Now += _random.Next(10) switch
        {
            < 2 => TimeSpan.Zero,
            < 4 => TimeSpan.FromMinutes(_random.Next(1, 300)),
            < 8 => TimeSpan.FromHours(_random.Next(1, 100)),
            8 => TimeSpan.FromDays(_random.Next(1, 15)),
            _ => TimeSpan.FromDays(_random.Next(10) == 0 ? _random.Next(30, 120) : _random.Next(1, 4)),
        };
        return _random.Next(100) < 60 ? Plausible(journey) : Anything(journey);
    }

    private PathwayEvent Plausible(Journey journey)
    {
        if (journey.WakeAt is { } wake && _random.Next(6) == 0)
        {
            Now = wake > Now ? wake : Now;
            return new PathwayEvent.DeadlineElapsed(Now);
        }

        switch (journey.State)
        {
            case JourneyState.Referred:
                return Posted();
            case JourneyState.KitPosted posted:
                return _random.Next(8) == 0 ? new PathwayEvent.KitLost(posted.Kit, Now) : Received(posted.Kit);
            case JourneyState.KitReceived received:
                return _random.Next(4) == 0 ? new PathwayEvent.SampleRejected(received.Kit, Any<SampleFault>(), Now) : Reported(received.Kit);
            case JourneyState.AwaitingAcknowledgement:
                return new PathwayEvent.ResultAcknowledged(Clinician(), Now);
            case JourneyState.AwaitingBooking:
                return Slot();
            case JourneyState.Booked:
                return Appointment(journey.Appointment!);
            case JourneyState.ClinicalReview:
                return _random.Next(3) == 0 ? new PathwayEvent.ResultAcknowledged(Clinician(), Now) : Decision();
            case JourneyState.AssistanceNeeded:
                return new PathwayEvent.ActionDone(Actor.KitDesk, Now);
            default:
                return Decision();
        }
    }

    private PathwayEvent Appointment(Appointment appointment)
    {
        if (_random.Next(3) > 0 && appointment.StartsAt > Now)
        {
            Now = appointment.StartsAt.AddHours(1);
        }

        return _random.Next(10) switch
        {
            0 => new PathwayEvent.AppointmentAttended(appointment.BookingId, Any<ExaminationFinding>(), Now),
            < 4 => new PathwayEvent.AppointmentMissed(appointment.BookingId, Now),
            < 7 => new PathwayEvent.AppointmentCancelled(appointment.BookingId, _random.Next(2) == 0, Now),
            7 => new PathwayEvent.SlotWithdrawn(appointment.SlotId, Now),
            8 => Answer(appointment),
            _ => Corrected(AKit(null)),
        };
    }

    private PathwayEvent Anything(Journey journey)
    {
        KitId kit = AKit(journey);
        string booking = journey.Appointment?.BookingId ?? "B-" + _random.Next(1, 4);
        return _random.Next(34) switch
        {
            0 => new PathwayEvent.ReferralReceived(Story.SomeId, OdsCode.Parse("A99001"), Pictures.Plain, true, Now),
            1 => Posted(),
            2 or 3 => Received(kit),
            4 => new PathwayEvent.KitReturnedToSender(kit, Now),
            5 => new PathwayEvent.KitLost(kit, Now),
            6 => new PathwayEvent.LotRecalled(Any(Lots) ?? "LOT-Z", Now),
            7 or 8 or 9 => Reported(kit),
            10 or 11 => Corrected(kit),
            12 => new PathwayEvent.ResultWithdrawn(kit, LabNumber(kit), Now),
            13 => new PathwayEvent.SampleRejected(kit, Any<SampleFault>(), Now),
            14 => new PathwayEvent.ResultAcknowledged(Any<Actor>(), Now),
            15 => Decision(),
            16 => new PathwayEvent.PrioritySet(_random.Next(0, 6), _random.Next(4) == 0 ? "" : "Seen today.", Any<Actor>(), Now, ServiceCalendar.DateOf(Now).AddDays(_random.Next(0, 29))),
            17 => new PathwayEvent.AdviceAsked(Any<Actor>(), Now),
            18 => new PathwayEvent.ActionDone(Any<Actor>(), Now),
            19 => Slot(),
            20 => new PathwayEvent.SlotWithdrawn(journey.Appointment?.SlotId ?? "S-1", Now),
            21 => _random.Next(3) == 0
                ? new PathwayEvent.AppointmentMissed(booking, Now)
                : new PathwayEvent.AppointmentCancelled(booking, _random.Next(2) == 0, Now),
            23 => new PathwayEvent.NeedsRecorded(
                Any<Procedure>(), _random.Next(2) == 0 ? BookingNeeds.None : new BookingNeeds { NotBefore = ServiceCalendar.DateOf(Now).AddDays(9) }, Any<Actor>(), Now),
            24 => new PathwayEvent.PriorityChangeAsked(Any<Actor>(), Now),
            25 => new PathwayEvent.PriorityChangeDeclined(Any<Actor>(), Now),
            26 => new PathwayEvent.BreachForeseen(Any<WaitingStandard>(), ServiceCalendar.DateOf(Now).AddDays(_random.Next(9)), "Every free slot that suits is later.", Now),
            27 => Answer(new(booking, "S-1", "QE Gateshead", Now)),
            22 => new PathwayEvent.TextNotDelivered(Any<MessageTemplate>(), MessageFacts.None, _random.Next(10) == 0, Now),
            28 => new PathwayEvent.KitAskedFor(Any<KitTrouble>(), Any<Actor>(), Now),
            29 => new PathwayEvent.ContactChanged(Any<ContactChange>(), _random.Next(3) > 0, Any<Actor>(), Now),
            30 => _random.Next(3) == 0
                ? new PathwayEvent.ContactStopped(Any<ContactRestriction>(), Any<Actor>(), Now)
                : new PathwayEvent.ContactResumed(Any<ContactRestriction>(), Any<Actor>(), Now),
            31 => _random.Next(2) == 0
                ? new PathwayEvent.LetterHeldBack(Any(PlainLetters), MessageFacts.None, Now)
                : new PathwayEvent.LetterNotDelivered(Any(PlainLetters), MessageFacts.None, Any<LetterTrouble>(), Now),
            32 => new PathwayEvent.BesideDone(journey.Beside.Count > 0 ? Any(journey.Beside).Key : "none", Any<Actor>(), Now),
            _ => new PathwayEvent.DeadlineElapsed(Now),
        };
    }

    private PathwayEvent Answer(Appointment appointment) => _random.Next(3) switch
    {
        0 => new PathwayEvent.AppointmentAccepted(appointment.BookingId, Now),
        1 => new PathwayEvent.AppointmentDeclined(appointment.BookingId, Now),
        _ => new PathwayEvent.AppointmentMoved(appointment.BookingId, Slot().Appointment, Now),
    };

    // Decisions that end the journey are rare, or no walk would get far.
    private PathwayEvent.DecisionMade Decision() => new(
        _random.Next(12) == 0
            ? Any<ClinicalDecision>()
            : Any([ClinicalDecision.ReissueKit, ClinicalDecision.ReferDirectly, ClinicalDecision.ContinueSafetyNet, ClinicalDecision.ContinueSafetyNet]),
        _random.Next(10) == 0 ? Any<Actor>() : Clinician(),
        Now);

    private PathwayEvent.KitPosted Posted()
    {
        _kits += _random.Next(10) == 0 ? 0 : 1;
        return new(Story.Kit(_kits), Any(Lots), _random.Next(3) == 0 ? null : ServiceCalendar.DateOf(Now).AddDays(_random.Next(20, 90)), Now);
    }

    private PathwayEvent.KitReceived Received(KitId kit) => new(kit, SomeDay(20), Now);

    private PathwayEvent.ResultReported Reported(KitId kit) => new(kit, LabNumber(kit), Value(), SomeDay(40), SomeDay(5), Now);

    private PathwayEvent.ResultCorrected Corrected(KitId kit) => new(kit, LabNumber(kit), Value(), SomeDay(40), SomeDay(5), Now);

    private PathwayEvent.SlotBooked Slot()
    {
        _slots += _random.Next(6) == 0 ? 0 : 1;
        return new(new($"B-{_slots}", $"S-{_slots}", "QE Gateshead", Now.AddDays(_random.Next(-1, 40))), Now);
    }

    private string? LabNumber(KitId kit) => _random.Next(5) switch { 0 => null, 1 => "RERUN-" + kit.Value, _ => "LAB-" + kit.Value };

    private DateOnly? SomeDay(int ago) => _random.Next(2) == 0 ? null : ServiceCalendar.DateOf(Now).AddDays(-_random.Next(0, ago));

    private FaecalHaemoglobin Value() => Fhb.Of(Any(Values), _random.Next(8) == 0 ? Any(Analysers.All) : Analysers.HmJackarc);

    private KitId AKit(Journey? journey) =>
        journey is { Kits.Count: > 0 } && _random.Next(8) > 0 ? Any(journey.Kits).Id : Story.Kit(_random.Next(0, 4));

    private Actor Clinician() => _random.Next(3) == 0 ? Actor.Gp : Actor.Triage;

    private T Any<T>(IReadOnlyList<T> of) => of[_random.Next(of.Count)];

    private T Any<T>()
        where T : struct, Enum => Any(Enum.GetValues<T>());
}
