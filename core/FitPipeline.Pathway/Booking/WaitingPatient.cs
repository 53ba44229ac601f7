using System.Diagnostics.CodeAnalysis;
using FitPipeline.Pathway.Calendar;
using FitPipeline.Pathway.Identity;
using FitPipeline.Pathway.Journeys;
using FitPipeline.Pathway.Policy;
using FitPipeline.Pathway.Referrals;

namespace FitPipeline.Pathway.Booking;

/// <summary>One patient waiting for a slot: what ranking and booking need to know, and nothing that names anyone.</summary>
public sealed record WaitingPatient
{
    /// <summary>The journey.</summary>
    public required JourneyId Id { get; init; }

    /// <summary>The highest band among the journey's results that count.</summary>
    public required FhbBand Band { get; init; }

    /// <summary>When the patient joined the list. A cancelled or missed appointment does not reset it.</summary>
    public required DateTimeOffset ListedAt { get; init; }

    /// <summary>The national clocks.</summary>
    public required JourneyClocks Clocks { get; init; }

    /// <summary>The examination asked for.</summary>
    public Procedure Procedure { get; init; }

    /// <summary>What a slot must offer.</summary>
    public BookingNeeds Needs { get; init; } = BookingNeeds.None;

    /// <summary>A clinician's own priority; null when the reckoned one holds.</summary>
    public PriorityOverride? Override { get; init; }

    /// <summary>Completed years at referral; null when not known.</summary>
    public int? AgeAtReferral { get; init; }

    /// <summary>Whether the patient is anaemic, of any kind.</summary>
    public bool Anaemic { get; init; }

    /// <summary>Whether the practice recorded iron-deficiency anaemia.</summary>
    public bool IronDeficiencyAnaemia { get; init; }

    /// <summary>Whether the practice also referred on the urgent suspected-cancer pathway (a kit and a referral at once).</summary>
    public bool SuspectedCancerReferral { get; init; }

    /// <summary>
    /// Whether the 28-day and 62-day clocks bind: a suspected-cancer referral, or 10 µg/g or more, which makes it one
    /// (NICE NG12 1.3.2). Below that a patient is not on the urgent cancer pathway (NHS England letters, October 2022).
    /// </summary>
    public bool OnCancerPathway => SuspectedCancerReferral || Band >= FhbBand.From10;

    /// <summary>Whole days from joining the list to a London date; 0 for a date before.</summary>
    /// <param name="day">The date.</param>
    public int DaysWaited(DateOnly day) => Math.Max(0, day.DayNumber - ServiceCalendar.DateOf(ListedAt).DayNumber);

    /// <summary>The band a journey counts for; null when no result of it counts.</summary>
    /// <remarks>Each result is banded by itself: the highest number is not always the highest band ("&lt;20" against 12).</remarks>
    /// <param name="journey">The journey.</param>
    public static FhbBand? BandOf(Journey journey)
    {
        ArgumentNullException.ThrowIfNull(journey);
        return journey.Results.Where(result => result.Counts).Select(result => (FhbBand?)FhbBands.Of(result.Value)).Max();
    }

    /// <summary><see cref="OnCancerPathway"/> of a journey, whether its patient waits or is booked.</summary>
    /// <param name="journey">The journey.</param>
    public static bool IsOnCancerPathway(Journey journey) => BandOf(journey) >= FhbBand.From10 || journey.Decision is ReferralDecision.FitAndRefer;

    /// <summary>The waiting patient a journey describes.</summary>
    /// <param name="journey">The journey.</param>
    /// <param name="policy">For what counts as anaemia.</param>
    /// <param name="patient">The patient, when the journey waits for a slot and can be given one.</param>
    /// <param name="because">Otherwise why it does not, as a sentence.</param>
    public static bool TryFrom(
        Journey journey,
        PathwayPolicy policy,
        [NotNullWhen(true)] out WaitingPatient? patient,
        [NotNullWhen(false)] out string? because)
    {
        ArgumentNullException.ThrowIfNull(journey);
        patient = null;
        if (!journey.WaitsForSlot || journey.ListedAt is not { } listedAt)
        {
            because = "The patient is not waiting for an appointment.";
            return false;
        }

        if (journey.DeathReported)
        {
            because = "The patient is said to have died; nothing is booked until that is cleared up.";
            return false;
        }

        if (BandOf(journey) is not { } band)
        {
            because = "No result of this patient counts at present; a clinician is looking at it.";
            return false;
        }

        because = null;
        patient = new WaitingPatient
        {
            Id = journey.Id,
            Band = band,
            ListedAt = listedAt,
            Clocks = JourneyClocks.Of(journey),
            Procedure = journey.Procedure,
            Needs = journey.Needs,
            Override = journey.PriorityOverride,
            AgeAtReferral = journey.Picture.AgeInYears,
            Anaemic = journey.Picture.IsAnaemic(policy),
            IronDeficiencyAnaemia = journey.Picture.IronDeficiencyAnaemia is true,
            SuspectedCancerReferral = journey.Decision is ReferralDecision.FitAndRefer,
        };
        return true;
    }
}
