using FitPipeline.Pathway;

namespace FitPipeline.Service;

/// <summary>The waiting list in its order.</summary>
public sealed class WaitingList(IJourneyStore journeys, PathwayPolicy pathway, BookingPolicy booking, TimeProvider time)
{
    /// <summary>Every waiting journey with its place, first first.</summary>
    public async Task<IReadOnlyList<(Journey Journey, PriorityView Place)>> InOrderAsync(CancellationToken cancel)
    {
        IReadOnlyList<Journey> waiting = await journeys.WaitingForSlotAsync(cancel);
        Dictionary<JourneyId, Journey> byId = waiting.ToDictionary(journey => journey.Id);
        DateOnly today = London.DateOf(time.GetUtcNow());
        return
        [
            .. BookingPriority.Ranked(PatientsOf(waiting), today, booking)
                .Select((place, i) => (byId[place.Patient.Id], new PriorityView(i + 1, place.Because))),
        ];
    }

    /// <summary>One journey's place; null when it does not wait.</summary>
    public async Task<PriorityView?> PlaceOfAsync(JourneyId journey, CancellationToken cancel)
    {
        foreach ((Journey waiting, PriorityView place) in await InOrderAsync(cancel))
        {
            if (waiting.Id == journey)
            {
                return place;
            }
        }

        return null;
    }

    /// <summary>The patients of journeys that can be booked now. One whose every result is under review is triage's to look at first.</summary>
    internal IEnumerable<WaitingPatient> PatientsOf(IEnumerable<Journey> waiting)
    {
        foreach (Journey journey in waiting)
        {
            if (WaitingPatient.TryFrom(journey, Procedure.Colonoscopy, BookingNeeds.None, pathway, out WaitingPatient? patient, out _))
            {
                yield return patient;
            }
        }
    }
}
