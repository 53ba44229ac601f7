using FitPipeline.Pathway.Calendar;
using FitPipeline.Pathway.Decide;
using FitPipeline.Pathway.Effects;
using FitPipeline.Pathway.Events;
using FitPipeline.Pathway.Haemoglobin;
using FitPipeline.Pathway.Identity;
using FitPipeline.Pathway.Journeys;
using FitPipeline.Pathway.Policy;
using FitPipeline.Pathway.Referrals;
using FitPipeline.Pathway.Results;

namespace FitPipeline.Pathway.Tests;

/// <summary>
/// A journey as it is lived: events in order, each one accepted, time going on between them. Tests start from a story,
/// so a state that no patient can reach is never tested by accident.
/// </summary>
internal sealed class Story
{
    /// <summary>A Monday in winter, 09:12 in London: working days ahead, no bank holiday until Easter.</summary>
    public static readonly DateTimeOffset Begins = new(2026, 1, 12, 9, 12, 0, TimeSpan.Zero);

    private readonly List<Effect> _all = [];
    private int _bookings;

    private Story(Journey journey, IReadOnlyList<Effect> effects)
    {
        Journey = journey;
        Effects = effects;
        _all.AddRange(effects);
        Now = Begins;
        EnteredAt = Begins;
        Because = "";
    }

    public Journey Journey { get; private set; }

    public DateTimeOffset Now { get; private set; }

    /// <summary>When the journey came into the kind of state that it is in.</summary>
    public DateTimeOffset EnteredAt { get; private set; }

    /// <summary>What the latest step asks a host to do.</summary>
    public IReadOnlyList<Effect> Effects { get; private set; }

    /// <summary>What every step so far asked for.</summary>
    public IReadOnlyList<Effect> AllEffects => _all;

    public string Because { get; private set; }

    public PathwayPolicy Policy { get; private set; } = PathwayPolicy.Current;

    public DateOnly Today => ServiceCalendar.DateOf(Now);

    public JourneyState State => Journey.State;

    public static JourneyId SomeId { get; } = JourneyId.For(OdsCode.Parse("A99001"), "GP-000123");

    public static PathwayEvent.ReferralReceived Referral(ClinicalPicture? picture = null, bool canBeTexted = true) =>
        new(SomeId, OdsCode.Parse("A99001"), picture ?? Pictures.Plain, canBeTexted, Begins);

    public static Story Referred(ClinicalPicture? picture = null, bool canBeTexted = true, PathwayPolicy? policy = null)
    {
        PathwayPolicy numbers = policy ?? PathwayPolicy.Current;
        Decision.Accepted started = Assert.IsType<Decision.Accepted>(JourneyDecider.Start(Referral(picture, canBeTexted), numbers));
        return new Story(started.Next, started.Effects) { Policy = numbers, Because = started.Because };
    }

    /// <summary>The nth kit of the story; its barcode is read from the device.</summary>
    public static KitId Kit(int number) => KitId.Parse($"FIT-KIT-{number:000}");

    public KitId LatestKit => Journey.Kits.Count == 0 ? Kit(1) : Journey.Kits[^1].Id;

    public Decision Try(PathwayEvent @event) => JourneyDecider.Decide(Journey, @event, Policy);

    /// <summary>The event must be accepted.</summary>
    public Story When(PathwayEvent @event)
    {
        Decision decision = Try(@event);
        Assert.True(decision is Decision.Accepted, $"{@event.GetType().Name} while {State.Name}: {decision.Because}");
        var accepted = (Decision.Accepted)decision;
        EnteredAt = accepted.Next.State.Name == State.Name ? EnteredAt : @event.At;
        Journey = accepted.Next;
        Effects = accepted.Effects;
        Because = accepted.Because;
        _all.AddRange(accepted.Effects);
        return this;
    }

    public Story Under(PathwayPolicy policy)
    {
        Policy = policy;
        return this;
    }

    public Story Days(double days)
    {
        Now = Now.AddDays(days);
        return this;
    }

    public Story Hours(double hours)
    {
        Now = Now.AddHours(hours);
        return this;
    }

    /// <summary>Time goes on to the moment the journey asked to be woken at, and it is.</summary>
    public Story Woken()
    {
        Now = Journey.WakeAt!.Value;
        return When(new PathwayEvent.DeadlineElapsed(Now));
    }

    public Story KitPosted(int? number = null, string? lot = "LOT-A", int expiresInDays = 300) =>
        Hours(1).When(new PathwayEvent.KitPosted(Kit(number ?? Journey.Kits.Count + 1), lot, Today.AddDays(expiresInDays), Now));

    public Story KitReceived(int? number = null, int? collectedDaysAgo = 2) =>
        Hours(1).When(new PathwayEvent.KitReceived(
            number is { } n ? Kit(n) : LatestKit, collectedDaysAgo is { } days ? Today.AddDays(-days) : null, Now));

    public Story Result(string value, int? number = null, string? lab = null, Analyser? analyser = null) =>
        Hours(20).When(Reported(value, number, lab, analyser));

    public PathwayEvent.ResultReported Reported(
        string value, int? number = null, string? lab = null, Analyser? analyser = null, DateOnly? collectedOn = null, DateOnly? receivedOn = null)
    {
        KitId kit = number is { } n ? Kit(n) : LatestKit;
        return new(kit, lab ?? "26B-" + kit.Value, Fhb.Of(value, analyser), collectedOn, receivedOn, Now);
    }

    public PathwayEvent.ResultCorrected Corrected(
        string value, int? number = null, string? lab = null, Analyser? analyser = null, DateOnly? collectedOn = null, DateOnly? receivedOn = null)
    {
        KitId kit = number is { } n ? Kit(n) : LatestKit;
        return new(kit, lab ?? "26B-" + kit.Value, Fhb.Of(value, analyser), collectedOn, receivedOn, Now);
    }

    public PathwayEvent.ResultWithdrawn Withdrawn(int? number = null)
    {
        KitId kit = number is { } n ? Kit(n) : LatestKit;
        return new(kit, "26B-" + kit.Value, Now);
    }

    public Story Rejected(SampleFault fault = SampleFault.Leaked, int? number = null) =>
        Hours(20).When(new PathwayEvent.SampleRejected(number is { } n ? Kit(n) : LatestKit, fault, Now));

    public Story Acknowledged(Actor by = Actor.Triage) => Hours(3).When(new PathwayEvent.ResultAcknowledged(by, Now));

    public Story Decided(ClinicalDecision decision, Actor by = Actor.Triage) => Hours(3).When(new PathwayEvent.DecisionMade(decision, by, Now));

    public PathwayEvent.DecisionMade Decision(ClinicalDecision decision, Actor by = Actor.Triage) => new(decision, by, Now);

    public Appointment Slot(int inDays = 10)
    {
        int number = _bookings + 1;
        return new($"B-{number:000}", $"S-{number:000}", "QE Gateshead", ServiceCalendar.At(Today.AddDays(inDays), new TimeOnly(10, 0)));
    }

    public Story Booked(int inDays = 10)
    {
        Hours(2).When(new PathwayEvent.SlotBooked(Slot(inDays), Now));
        _bookings++;
        return this;
    }

    public Story AppointmentComes()
    {
        Now = Journey.Appointment!.StartsAt.AddHours(2);
        return this;
    }

    public Story Missed() => AppointmentComes().When(new PathwayEvent.AppointmentMissed(Journey.Appointment!.BookingId, Now));

    public Story Attended(ExaminationFinding finding = ExaminationFinding.Normal) =>
        AppointmentComes().When(new PathwayEvent.AppointmentAttended(Journey.Appointment!.BookingId, finding, Now));

    public TState Is<TState>()
        where TState : JourneyState => Assert.IsType<TState>(State);
}
