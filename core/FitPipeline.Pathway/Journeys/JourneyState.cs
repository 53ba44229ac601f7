using System.Text.Json.Serialization;
using FitPipeline.Pathway.Identity;

namespace FitPipeline.Pathway.Journeys;

/// <summary>Why a practice is asked to decide.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<PracticeQuestion>))]
public enum PracticeQuestion
{
    /// <summary>The result is below the threshold, but that is not enough to reassure.</summary>
    [JsonStringEnumMemberName("belowThresholdWithConcern")]
    BelowThresholdWithConcern,

    /// <summary>No kit came back in time.</summary>
    [JsonStringEnumMemberName("notReturned")]
    NotReturned,

    /// <summary>The patient missed the hospital appointment more often than the policy rebooks.</summary>
    [JsonStringEnumMemberName("appointmentsMissed")]
    AppointmentsMissed,
}

/// <summary>Why the kit desk is asked to ring the patient.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<AssistanceReason>))]
public enum AssistanceReason
{
    /// <summary>The kit is overdue: the last reminder stage is a person.</summary>
    [JsonStringEnumMemberName("callList")]
    CallList,

    /// <summary>More kits could not be used than the policy replaces by itself.</summary>
    [JsonStringEnumMemberName("repeatedlyUnusable")]
    RepeatedlyUnusable,

    /// <summary>The kit came back undelivered.</summary>
    [JsonStringEnumMemberName("badAddress")]
    BadAddress,
}

/// <summary>Why a clinician is asked to look.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<ReviewReason>))]
public enum ReviewReason
{
    /// <summary>A correction would lower the journey's f-Hb.</summary>
    [JsonStringEnumMemberName("correctedDownwards")]
    CorrectedDownwards,

    /// <summary>The laboratory withdrew the result the journey rests on.</summary>
    [JsonStringEnumMemberName("resultWithdrawn")]
    ResultWithdrawn,

    /// <summary>Two reports of one sample disagree.</summary>
    [JsonStringEnumMemberName("conflictingReports")]
    ConflictingReports,

    /// <summary>The comparator leaves open on which side of the threshold the value lies.</summary>
    [JsonStringEnumMemberName("undecidedValue")]
    UndecidedValue,

    /// <summary>The analyser is one that NICE recommends for research only.</summary>
    [JsonStringEnumMemberName("analyserNotRecommended")]
    AnalyserNotRecommended,

    /// <summary>The collection date cannot be true.</summary>
    [JsonStringEnumMemberName("impossibleCollectionDate")]
    ImpossibleCollectionDate,

    /// <summary>The lot of a kit that already gave a result was recalled.</summary>
    [JsonStringEnumMemberName("lotRecalled")]
    LotRecalled,
}

/// <summary>
/// Where a journey is: the closed set of states of the pathway. Every case but <see cref="Closed"/> is an
/// <see cref="Open"/>, which cannot exist without an owner, an action and a due time: that is the promise, as a type.
/// </summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "kind")]
[JsonDerivedType(typeof(Referred), "referred")]
[JsonDerivedType(typeof(KitPosted), "kitPosted")]
[JsonDerivedType(typeof(KitReceived), "kitReceived")]
[JsonDerivedType(typeof(AwaitingAcknowledgement), "awaitingAcknowledgement")]
[JsonDerivedType(typeof(AwaitingBooking), "awaitingBooking")]
[JsonDerivedType(typeof(Booked), "booked")]
[JsonDerivedType(typeof(PracticeReview), "practiceReview")]
[JsonDerivedType(typeof(SafetyNet), "safetyNet")]
[JsonDerivedType(typeof(AssistanceNeeded), "assistanceNeeded")]
[JsonDerivedType(typeof(ClinicalReview), "clinicalReview")]
[JsonDerivedType(typeof(Closed), "closed")]
public abstract record JourneyState
{
    private JourneyState()
    {
    }

    /// <summary>The state's name as the contract spells it.</summary>
    [JsonIgnore]
    public string Name => this switch
    {
        Referred => "Referred",
        KitPosted => "KitPosted",
        KitReceived => "KitReceived",
        AwaitingAcknowledgement => "AwaitingAcknowledgement",
        AwaitingBooking => "AwaitingBooking",
        Booked => "Booked",
        PracticeReview => "PracticeReview",
        SafetyNet => "SafetyNet",
        AssistanceNeeded => "AssistanceNeeded",
        ClinicalReview => "ClinicalReview",
        _ => "Closed",
    };

    /// <summary>A state that waits for something.</summary>
    /// <param name="Due">When the owner's action is due. It stays put when the action is late, so lateness shows.</param>
    /// <param name="WakeAt">When the pathway next looks by itself: a reminder, an escalation, a review date.</param>
    public abstract record Open(DateTimeOffset Due, DateTimeOffset WakeAt) : JourneyState
    {
        /// <summary>The one next action, its owner and its due time.</summary>
        [JsonIgnore]
        public NextAction NextAction => new(What, Owner, Due);

        /// <summary>The next action, as a desk reads it.</summary>
        [JsonIgnore]
        public abstract string What { get; }

        /// <summary>Who owes it.</summary>
        [JsonIgnore]
        public abstract Owner Owner { get; }
    }

    /// <summary>A kit is to be posted: the first, or a replacement.</summary>
    /// <param name="KitNumber">Which kit of the journey.</param>
    /// <param name="Due">As in <see cref="Open"/>.</param>
    /// <param name="WakeAt">As in <see cref="Open"/>.</param>
    public sealed record Referred(int KitNumber, DateTimeOffset Due, DateTimeOffset WakeAt) : Open(Due, WakeAt)
    {
        /// <inheritdoc/>
        public override string What => KitNumber == 1 ? "Post the kit." : "Post a replacement kit.";

        /// <inheritdoc/>
        public override Owner Owner => Owner.KitDesk;
    }

    /// <summary>A kit is with the patient or in the post.</summary>
    /// <param name="Kit">The kit that is awaited.</param>
    /// <param name="PostedAt">When it was posted: the ladder of reminders counts from here.</param>
    /// <param name="ReminderStage">The last reminder stage that was reached; 0 before the first. Stored as <c>rung</c>, its name in the first release.</param>
    /// <param name="Due">When the next stage is reached.</param>
    /// <param name="WakeAt">As in <see cref="Open"/>.</param>
    public sealed record KitPosted(
        KitId Kit, DateTimeOffset PostedAt, [property: JsonPropertyName("rung")] int ReminderStage, DateTimeOffset Due, DateTimeOffset WakeAt)
        : Open(Due, WakeAt)
    {
        /// <summary>True once the first reminder's day has come without the kit coming back.</summary>
        [JsonIgnore]
        public bool HasBeenReminded => ReminderStage > 0;

        /// <inheritdoc/>
        public override string What => "Use the kit and post it back.";

        /// <inheritdoc/>
        public override Owner Owner => Owner.Patient;
    }

    /// <summary>A kit is at the laboratory.</summary>
    /// <param name="Kit">The kit that is awaited.</param>
    /// <param name="ReceivedAt">When it was scanned in.</param>
    /// <param name="Due">As in <see cref="Open"/>.</param>
    /// <param name="WakeAt">As in <see cref="Open"/>.</param>
    public sealed record KitReceived(KitId Kit, DateTimeOffset ReceivedAt, DateTimeOffset Due, DateTimeOffset WakeAt)
        : Open(Due, WakeAt)
    {
        /// <inheritdoc/>
        public override string What => "Report the result, or why the sample cannot be used.";

        /// <inheritdoc/>
        public override Owner Owner => Owner.Lab;
    }

    /// <summary>A result at or above the threshold that no clinician has acknowledged.</summary>
    /// <param name="Escalations">How often the clock has been raised with triage; it never expires.</param>
    /// <param name="Due">As in <see cref="Open"/>.</param>
    /// <param name="WakeAt">As in <see cref="Open"/>.</param>
    public sealed record AwaitingAcknowledgement(int Escalations, DateTimeOffset Due, DateTimeOffset WakeAt)
        : Open(Due, WakeAt)
    {
        /// <inheritdoc/>
        public override string What => "Acknowledge the result and speak to the patient.";

        /// <inheritdoc/>
        public override Owner Owner => Owner.Triage;
    }

    /// <summary>Waiting for a slot.</summary>
    /// <param name="Since">When the patient joined the list; a cancelled or missed appointment does not reset it.</param>
    /// <param name="Due">The target day of the f-Hb band.</param>
    /// <param name="WakeAt">As in <see cref="Open"/>.</param>
    public sealed record AwaitingBooking(DateTimeOffset Since, DateTimeOffset Due, DateTimeOffset WakeAt) : Open(Due, WakeAt)
    {
        /// <inheritdoc/>
        public override string What => "Book the hospital appointment.";

        /// <inheritdoc/>
        public override Owner Owner => Owner.BookingDesk;
    }

    /// <summary>A slot is booked.</summary>
    /// <param name="Due">The day after the appointment.</param>
    /// <param name="WakeAt">As in <see cref="Open"/>.</param>
    public sealed record Booked(DateTimeOffset Due, DateTimeOffset WakeAt) : Open(Due, WakeAt)
    {
        /// <inheritdoc/>
        public override string What => "Record whether the patient attended and what was found.";

        /// <inheritdoc/>
        public override Owner Owner => Owner.BookingDesk;
    }

    /// <summary>The practice decides.</summary>
    /// <param name="Question">What it is asked.</param>
    /// <param name="Due">As in <see cref="Open"/>.</param>
    /// <param name="WakeAt">As in <see cref="Open"/>.</param>
    public sealed record PracticeReview(PracticeQuestion Question, DateTimeOffset Due, DateTimeOffset WakeAt)
        : Open(Due, WakeAt)
    {
        /// <inheritdoc/>
        public override string What => Question switch
        {
            PracticeQuestion.NotReturned => "Decide: the kit was not returned.",
            PracticeQuestion.AppointmentsMissed => "Decide: the patient has missed the hospital appointments.",
            _ => "Decide: the result is below the threshold, but that is not enough to reassure.",
        };

        /// <inheritdoc/>
        public override Owner Owner => Owner.Practice;
    }

    /// <summary>Below the threshold, told so, with a review date.</summary>
    /// <param name="Due">The review date.</param>
    /// <param name="WakeAt">As in <see cref="Open"/>.</param>
    public sealed record SafetyNet(DateTimeOffset Due, DateTimeOffset WakeAt) : Open(Due, WakeAt)
    {
        /// <inheritdoc/>
        public override string What => "See the patient again if symptoms go on; the journey is looked at again on the review date.";

        /// <inheritdoc/>
        public override Owner Owner => Owner.Practice;
    }

    /// <summary>Someone rings the patient.</summary>
    /// <param name="Reason">Why.</param>
    /// <param name="Kit">The kit still out, when the call is about its return; otherwise null.</param>
    /// <param name="KitPostedAt">When that kit was posted; null without one.</param>
    /// <param name="Due">As in <see cref="Open"/>.</param>
    /// <param name="WakeAt">As in <see cref="Open"/>.</param>
    public sealed record AssistanceNeeded(
        AssistanceReason Reason, KitId? Kit, DateTimeOffset? KitPostedAt, DateTimeOffset Due, DateTimeOffset WakeAt)
        : Open(Due, WakeAt)
    {
        /// <inheritdoc/>
        public override string What => Reason switch
        {
            AssistanceReason.CallList => "Ring the patient about the kit that has not come back.",
            AssistanceReason.BadAddress => "Ring the patient to check the address; the kit came back undelivered.",
            _ => "Ring the patient to help with the next kit; the last ones could not be used.",
        };

        /// <inheritdoc/>
        public override Owner Owner => Owner.KitDesk;
    }

    /// <summary>A clinician looks.</summary>
    /// <param name="Reason">At what.</param>
    /// <param name="Due">As in <see cref="Open"/>.</param>
    /// <param name="WakeAt">As in <see cref="Open"/>.</param>
    public sealed record ClinicalReview(ReviewReason Reason, DateTimeOffset Due, DateTimeOffset WakeAt) : Open(Due, WakeAt)
    {
        /// <inheritdoc/>
        public override string What => Reason switch
        {
            ReviewReason.CorrectedDownwards => "Look at the correction: it would lower the result.",
            ReviewReason.ResultWithdrawn => "Look at the withdrawn result and decide what the patient needs.",
            ReviewReason.ConflictingReports => "Look at two reports of one sample that disagree.",
            ReviewReason.UndecidedValue => "Look at the result: its sign leaves the side of the threshold open.",
            ReviewReason.AnalyserNotRecommended => "Look at the result: the analyser is for research only.",
            ReviewReason.ImpossibleCollectionDate => "Look at the result: the collection date cannot be true.",
            _ => "Look at the result: the kit's lot has been recalled.",
        };

        /// <inheritdoc/>
        public override Owner Owner => Owner.Triage;
    }

    /// <summary>The journey has ended. Nothing reopens it; what still arrives lands in a worked queue.</summary>
    /// <param name="Outcome">How.</param>
    /// <param name="At">When.</param>
    /// <param name="Finding">What the examination found; null unless it was attended.</param>
    public sealed record Closed(Outcome Outcome, DateTimeOffset At, ExaminationFinding? Finding = null) : JourneyState;
}
