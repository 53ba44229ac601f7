using System.Text.Json.Serialization;
using FitPipeline.Pathway.Booking;
using FitPipeline.Pathway.Haemoglobin;
using FitPipeline.Pathway.Identity;
using FitPipeline.Pathway.Referrals;
using FitPipeline.Pathway.Results;

namespace FitPipeline.Pathway.Journeys;

/// <summary>
/// One referral followed to its end: all that the rules need, and nothing that names the patient.
/// Lists are never changed in place; compare journeys by what they hold, not by record equality.
/// </summary>
public sealed record Journey
{
    private int _step;
    private string _policyVersion = "";

    /// <summary>Derived from practice and referral id, so starting twice is one journey.</summary>
    public required JourneyId Id { get; init; }

    /// <summary>The referring practice.</summary>
    public required OdsCode Practice { get; init; }

    /// <summary>What was recorded at referral.</summary>
    public required ClinicalPicture Picture { get; init; }

    /// <summary>What decision support answered.</summary>
    public required ReferralDecision Decision { get; init; }

    /// <summary>When the service received the referral: day 0 of the Faster Diagnosis clock.</summary>
    public required DateTimeOffset ReferredAt { get; init; }

    /// <summary>Where the journey is.</summary>
    public required JourneyState State { get; init; }

    /// <summary>How many events the journey has accepted. With the journey's id it names every effect.</summary>
    public required int Step { get => _step; init => _step = value; }

    /// <summary>The version of the policy that took the latest decision.</summary>
    public required string PolicyVersion { get => _policyVersion; init => _policyVersion = value; }

    /// <summary>False when the patient has no usable mobile or does not want texts: letters then say the same.</summary>
    public bool CanBeTexted { get; init; } = true;

    /// <summary>True while the national register marks the patient's details as sensitive: nothing is sent, and a person tells.</summary>
    public bool DetailsProtected { get; init; }

    /// <summary>True while a death is reported that no clinician has recorded: nothing is sent or booked until it is cleared up, and nothing given up.</summary>
    public bool DeathReported { get; init; }

    /// <summary>True while nothing may be sent to the patient, who is still cared for.</summary>
    [JsonIgnore]
    public bool ContactIsStopped => DetailsProtected || DeathReported;

    /// <summary>Every device posted, oldest first.</summary>
    public IReadOnlyList<Kit> Kits { get; init; } = [];

    /// <summary>How many kits were replaced without a person's help.</summary>
    public int AutomaticReplacements { get; init; }

    /// <summary>Every reported value, oldest first, with what became of it.</summary>
    public IReadOnlyList<LabResult> Results { get; init; } = [];

    /// <summary>The booked appointment; null when none stands.</summary>
    public Appointment? Appointment { get; init; }

    /// <summary>How many appointments the patient has missed.</summary>
    public int AppointmentsMissed { get; init; }

    /// <summary>When the patient joined the waiting list for an examination; null before.</summary>
    public DateTimeOffset? ListedAt { get; init; }

    /// <summary>When a clinician said the patient would be, or had been, spoken to; null before.</summary>
    public DateTimeOffset? AcknowledgedAt { get; init; }

    /// <summary>
    /// When the patient was told cancer or not: the end of the Faster Diagnosis clock. The letter with a reassuring result tells it,
    /// not the review weeks later; null before, and again when that result is doubted or something further is to tell.
    /// </summary>
    public DateTimeOffset? ToldAt { get; init; }

    /// <summary>True once a death is recorded, even after the journey had ended otherwise: nothing is sent any more.</summary>
    public bool Deceased { get; init; }

    /// <summary>A clinician's own priority; null when the reckoned one holds.</summary>
    public PriorityOverride? PriorityOverride { get; init; }

    /// <summary>The examination asked for.</summary>
    public Procedure Procedure { get; init; }

    /// <summary>What an appointment must offer for this patient to be able to come.</summary>
    public BookingNeeds Needs { get; init => field = value ?? BookingNeeds.None; } = BookingNeeds.None;

    /// <summary>How many offered appointments the patient has declined.</summary>
    public int OffersDeclined { get; init; }

    /// <summary>When the patient, having missed the first appointment, was given another; null otherwise. Moves a clock, never the place on the list.</summary>
    public DateTimeOffset? RebookedAfterMissAt { get; init; }

    /// <summary>The London date of the latest appointment that the patient missed or cancelled; null otherwise. Moves a clock, never the place on the list.</summary>
    public DateOnly? TestMissedOn { get; init; }

    /// <summary>Work beside the next action that a later event finishes, oldest first.</summary>
    public IReadOnlyList<SideTask> Beside { get; init => field = value ?? []; } = [];

    /// <summary>The misses of waiting-time standards that have been said of this journey.</summary>
    public IReadOnlyList<ForeseenBreach> BreachesForeseen { get; init => field = value ?? []; } = [];

    /// <summary>The one next action; null when the journey has ended.</summary>
    [JsonIgnore]
    public NextAction? NextAction => (State as JourneyState.Open)?.NextAction;

    /// <summary>
    /// When the pathway next looks by itself: at what the journey waits for, at an offer that nobody has answered, at a clinician's
    /// priority that ends. Null when the journey has ended.
    /// </summary>
    [JsonIgnore]
    public DateTimeOffset? WakeAt
    {
        get
        {
            if (State is not JourneyState.Open { WakeAt: var wake })
            {
                return null;
            }

            wake = CallAt is { } call && call < wake ? call : wake;
            return PriorityEndsAt is { } ends && ends < wake ? ends : wake;
        }
    }

    /// <summary>When someone rings about the appointment; null when nobody does. A review of the result does not put it off; a death reported does.</summary>
    internal DateTimeOffset? CallAt => State is JourneyState.Booked or JourneyState.ClinicalReview && Appointment is { AcceptedAt: null } && !DeathReported
        ? Appointment.CallAt
        : null;

    /// <summary>When triage is told that the clinician's priority ends; null without one, or while it orders nothing.</summary>
    internal DateTimeOffset? PriorityEndsAt => PriorityOverride is { EndTold: false } priority && (WaitsForSlot || Appointment is not null)
        ? priority.TellAt
        : null;

    /// <summary>
    /// True while the patient waits for a slot. A review of the result does not take the place on the list away:
    /// nothing lowers urgency by itself.
    /// </summary>
    [JsonIgnore]
    public bool WaitsForSlot =>
        State is JourneyState.AwaitingBooking || (State is JourneyState.ClinicalReview && ListedAt is not null && Appointment is null);

    /// <summary>
    /// The highest value that counts: the journey's f-Hb. Null without one. For showing and ordering; a rule asks the side of
    /// the threshold of each value that counts (see <see cref="FaecalHaemoglobin.Higher"/>).
    /// </summary>
    [JsonIgnore]
    public FaecalHaemoglobin? HighestResult
    {
        get
        {
            FaecalHaemoglobin? highest = null;
            for (int i = 0; i < Results.Count; i++)
            {
                if (Results[i].Counts)
                {
                    highest = highest is null ? Results[i].Value : FaecalHaemoglobin.Higher(highest, Results[i].Value);
                }
            }

            return highest;
        }
    }

    /// <summary>
    /// Which kit of the journey, counted from 1, is now to be put in the post; null when none is, or while nothing may be sent to
    /// the patient.
    /// </summary>
    [JsonIgnore]
    public int? KitToPost => State is JourneyState.Referred referred && !ContactIsStopped ? referred.KitNumber : null;

    /// <summary>
    /// The kit a result is from when a person vouches for whose it is and the laboratory named none of this patient's: the last that
    /// could still give one. Null when none could.
    /// </summary>
    [JsonIgnore]
    public Kit? KitToResult => Kits.LastOrDefault(kit => kit.State is KitState.Posted or KitState.Received);

    /// <summary>Whether the miss of a standard has been said of this journey.</summary>
    /// <param name="standard">Which standard.</param>
    /// <param name="neededBy">The last London date on which an examination would have met it.</param>
    public bool HasForeseen(WaitingStandard standard, DateOnly neededBy)
    {
        for (int i = 0; i < BreachesForeseen.Count; i++)
        {
            if (BreachesForeseen[i].Standard == standard && BreachesForeseen[i].NeededBy == neededBy)
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>The journey's record of a device; null when it was never posted in this journey.</summary>
    public Kit? KitOf(KitId id)
    {
        for (int i = 0; i < Kits.Count; i++)
        {
            if (Kits[i].Id == id)
            {
                return Kits[i];
            }
        }

        return null;
    }

    /// <summary>Counts the step in a journey that nobody else has seen yet: a copy made only for two fields would be the dearest part of a decision.</summary>
    internal Journey Stamped(int step, string policyVersion)
    {
        _step = step;
        _policyVersion = policyVersion;
        return this;
    }
}
