using FitPipeline.Application.Booking;
using FitPipeline.Application.People;
using FitPipeline.Application.Referrals;
using FitPipeline.Pathway.Identity;
using FitPipeline.Pathway.Journeys;
using FitPipeline.Pathway.Referrals;
using FitPipeline.Pathway.Results;

namespace FitPipeline.Application.Journeys;

/// <summary>The patient as a journey shows them to those who may see them.</summary>
public sealed record PatientView(
    NhsNumber NhsNumber, string FamilyName, string GivenName, DateOnly DateOfBirth, Sex Sex, UkMobile? Mobile,
    IReadOnlyList<string> AddressLines, string Postcode, string Language);

/// <summary>The practice as a journey shows it.</summary>
public sealed record PracticeView(OdsCode OdsCode, string? Clinician);

/// <summary>A kit as a journey shows it.</summary>
public sealed record KitView(
    KitId KitId, int Number, KitState State, string? Lot, DateOnly? ExpiresOn, DateTimeOffset PostedAt, DateTimeOffset? ReceivedAt);

/// <summary>The journey's f-Hb: the highest value that counts.</summary>
/// <param name="Comparator">Empty, &lt;, &lt;=, &gt; or &gt;=.</param>
/// <param name="Value">The number as reported.</param>
/// <param name="Unit">The unit as reported: <c>ug/g</c> or <c>ng/mL</c>.</param>
/// <param name="Analyser">The analyser's code.</param>
/// <param name="Band">The band of published risk.</param>
/// <param name="ReportedAt">When the laboratory reported it.</param>
public sealed record ResultView(string Comparator, decimal Value, string Unit, string Analyser, string Band, DateTimeOffset ReportedAt);

/// <summary>The clocks of a journey.</summary>
/// <param name="FasterDiagnosisDay">Days since the referral was received; day 0 is that day.</param>
/// <param name="FasterDiagnosisBreachOn">The last day on which being told meets the 28-day standard: day 28.</param>
/// <param name="Dm01BreachOn">The day on which the wait for the examination is six weeks, no longer less; null before one was asked for.</param>
public sealed record ClocksView(int FasterDiagnosisDay, DateOnly FasterDiagnosisBreachOn, DateOnly? Dm01BreachOn);

/// <summary>A line of the timeline.</summary>
/// <param name="At">When.</param>
/// <param name="What">What happened.</param>
/// <param name="By">The role that caused it.</param>
/// <param name="Because">What the pathway said.</param>
/// <param name="Note">What a person wrote beside it: a decision's reason, a note of a call. Null without one.</param>
/// <param name="PolicyVersion">The version of the rule that decided.</param>
public sealed record TimelineView(DateTimeOffset At, string What, Actor By, string Because, string? Note, string PolicyVersion);

/// <summary>A value of one sample, as reported, with what became of it.</summary>
/// <param name="KitId">The device.</param>
/// <param name="Words">Comparator, number, unit and analyser in words, with the conversion where there was one.</param>
/// <param name="Standing">Whether it counts.</param>
/// <param name="CollectedOn">The date on the device; null when there was none.</param>
/// <param name="LabNumber">The laboratory's number of the sample; null when it gave none.</param>
/// <param name="ReportedAt">When the laboratory reported it.</param>
public sealed record ReportedValueView(
    KitId KitId, string Words, ResultStanding Standing, DateOnly? CollectedOn, string? LabNumber, DateTimeOffset ReportedAt);

/// <summary>The appointment that stands.</summary>
/// <param name="BookingId">The booking.</param>
/// <param name="SlotId">The slot.</param>
/// <param name="Site">Where.</param>
/// <param name="StartsAt">When.</param>
/// <param name="BookedAt">When it was given.</param>
/// <param name="AcceptedAt">When the patient said yes; null until then.</param>
/// <param name="PolicyVersion">The booking rule that gave it; null when a person or another system chose it.</param>
/// <param name="Because">Why the patient came to it, line by line, as reckoned then.</param>
public sealed record AppointmentView(
    string BookingId, string SlotId, string Site, DateTimeOffset StartsAt, DateTimeOffset? BookedAt, DateTimeOffset? AcceptedAt,
    string? PolicyVersion, IReadOnlyList<string> Because);

/// <summary>Work that lies beside the next action and that an answer finishes.</summary>
public sealed record SideTaskView(SideTaskReason Reason, Owner Owner, DateTimeOffset Since, DateTimeOffset Due);

/// <summary>A message on the advice thread.</summary>
public sealed record AdviceView(DateTimeOffset At, Actor By, string Text);

/// <summary>
/// The answer of <c>GET /api/journeys/{journeyId}</c>. <c>PatientPage</c> is the path of the patient's page, for the roles that
/// speak with patients, while the journey is open.
/// </summary>
public sealed record JourneyView(
    JourneyId JourneyId, string State, Outcome? Outcome, PatientView? Patient, PracticeView Practice, IReadOnlyList<KitView> Kits,
    ResultView? Result, NextActionView? NextAction, ClocksView Clocks, PriorityView? Priority, IReadOnlyList<TimelineView> Timeline,
    IReadOnlyList<AdviceView> Advice, string? PatientPage)
{
    /// <summary>Every value the laboratory reported, oldest first, those that no longer count among them.</summary>
    public IReadOnlyList<ReportedValueView> ReportedValues { get; init; } = [];

    /// <summary>The appointment that stands; null without one.</summary>
    public AppointmentView? Appointment { get; init; }

    /// <summary>What an appointment must offer, as recorded.</summary>
    public required NeedsView Needs { get; init; }

    /// <summary>The practice's requests for another priority, with triage's answers, oldest first.</summary>
    public IReadOnlyList<PriorityRequestView> PriorityRequests { get; init; } = [];

    /// <summary>Work beside the next action that an answer finishes.</summary>
    public IReadOnlyList<SideTaskView> Beside { get; init; } = [];

    /// <summary>What the caller's role can do to the journey now, and what it cannot, with why.</summary>
    public IReadOnlyList<ActView> Acts { get; init; } = [];

    /// <summary>How the patient is reached; null when nobody is on the register.</summary>
    public ContactView? Contact { get; init; }
}
