namespace FitPipeline.Pathway;

/// <summary>
/// The simple round: a clinician's priority first, then the highest f-Hb band, then the longest wait; each in turn takes
/// the earliest colonoscopy slot that leaves time to tell the patient.
/// </summary>
public sealed class BandOrderRound : IBookingRound
{
    // Enough for the letter, the bowel preparation and the journey; a trust's own number, to be signed off clinically (K).
    private const int NoticeDays = 2;

    /// <inheritdoc/>
    public IReadOnlyList<SlotOffer> Allocate(IReadOnlyList<WaitingPatient> waiting, IReadOnlyList<FreeSlot> free, DateTimeOffset at)
    {
        DateOnly earliest = London.DateOf(at).AddDays(NoticeDays);
        Queue<FreeSlot> slots = new(free
            .Where(slot => slot.Procedure is Procedure.Colonoscopy && London.DateOf(slot.StartsAt) >= earliest)
            .OrderBy(slot => slot.StartsAt)
            .ThenBy(slot => slot.SlotId, StringComparer.Ordinal));
        List<SlotOffer> offers = [];
        foreach (WaitingPatient patient in InOrder(waiting))
        {
            if (!slots.TryDequeue(out FreeSlot? slot))
            {
                break;
            }

            offers.Add(new SlotOffer(patient.Journey, slot.SlotId));
        }

        return offers;
    }

    /// <inheritdoc/>
    public IReadOnlyList<WaitingPlace> Places(IReadOnlyList<WaitingPatient> waiting, DateTimeOffset at) =>
        [.. InOrder(waiting).Select((patient, i) => new WaitingPlace(patient.Journey, i + 1, [.. Because(patient, at)]))];

    private static IEnumerable<WaitingPatient> InOrder(IEnumerable<WaitingPatient> waiting) => waiting
        .OrderBy(patient => patient.Override?.Level ?? int.MaxValue)
        .ThenByDescending(patient => patient.Band.From)
        .ThenBy(patient => patient.Since)
        .ThenBy(patient => patient.Journey.Value, StringComparer.Ordinal);

    private static IEnumerable<string> Because(WaitingPatient patient, DateTimeOffset at)
    {
        if (patient.Override is { } priority)
        {
            yield return $"A clinician set priority {priority.Level}.";
        }

        yield return $"f-Hb {patient.Band.Name} µg/g: about {patient.Band.RiskPerTenThousand / 100.0:0.0} in 100 have cancer (NICE FIT study).";
        int days = London.DateOf(at).DayNumber - London.DateOf(patient.Since).DayNumber;
        yield return days == 1 ? "On the list for 1 day." : $"On the list for {days} days.";
    }
}
