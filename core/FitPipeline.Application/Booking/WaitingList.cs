using FitPipeline.Application.Journeys;
using FitPipeline.Application.Storage;
using FitPipeline.Pathway.Booking;
using FitPipeline.Pathway.Calendar;
using FitPipeline.Pathway.Identity;
using FitPipeline.Pathway.Journeys;
using FitPipeline.Pathway.Policy;

namespace FitPipeline.Application.Booking;

/// <summary>One place on the waiting list.</summary>
/// <param name="Journey">Whose.</param>
/// <param name="Priority">The place as reckoned; it explains itself.</param>
/// <param name="Rank">1 is first.</param>
/// <param name="Of">How many are on the list.</param>
/// <param name="Expected">When the examination is to be expected.</param>
public sealed record WaitingPlace(Journey Journey, BookingPriority Priority, int Rank, int Of, ExpectedWeek Expected);

/// <summary>The waiting list in its order.</summary>
public sealed class WaitingList(
    IJourneyStore journeys, ISlotBook slots, TypicalArrivals arrivals, PathwayPolicy pathway, BookingPolicy booking, TimeProvider time)
{
    // Lists are not published further ahead than this.
    private const int FurthestYears = 2;

    /// <summary>Every waiting journey with its place, first first.</summary>
    public async Task<IReadOnlyList<WaitingPlace>> InOrderAsync(CancellationToken cancel)
    {
        IReadOnlyList<Journey> waiting = await journeys.WaitingForSlotAsync(cancel);
        if (waiting.Count == 0)
        {
            return [];
        }

        DateTimeOffset now = time.GetUtcNow();
        DateOnly today = ServiceCalendar.DateOf(now);
        TypicalWeek usual = TypicalWeek.Of(await slots.FreeAsync(now, cancel), await TakenAsync(today, cancel), today);
        Dictionary<JourneyId, Journey> byId = waiting.ToDictionary(journey => journey.Id);
        IReadOnlyList<BookingPriority> ranked = BookingPriority.Ranked(PatientsOf(waiting), today, booking);
        WaitForecast forecast = WaitForecast.Of(
            ranked.Select(place => place.Patient), usual, await arrivals.ExpectedAsync(today, cancel), today, booking);
        return [.. ranked.Select((place, i) => new WaitingPlace(byId[place.Patient.Id], place, i + 1, ranked.Count, forecast.Patients[i]))];
    }

    /// <summary>One journey's place; null when it does not wait.</summary>
    public async Task<PriorityView?> PlaceOfAsync(JourneyId journey, CancellationToken cancel) =>
        (await InOrderAsync(cancel)).FirstOrDefault(place => place.Journey.Id == journey) is { } found ? PriorityView.Of(found) : null;

    /// <summary>The patients of journeys that can be booked now. One whose every result is under review is triage's to look at first.</summary>
    internal IEnumerable<WaitingPatient> PatientsOf(IEnumerable<Journey> waiting)
    {
        foreach (Journey journey in waiting)
        {
            if (WaitingPatient.TryFrom(journey, pathway, out WaitingPatient? patient, out _))
            {
                yield return patient;
            }
        }
    }

    private async Task<List<FreeSlot>> TakenAsync(DateOnly today, CancellationToken cancel)
    {
        List<FreeSlot> taken = [];
        string? after = null;
        do
        {
            Page<BookingRecord> page = await slots.ListAsync(today, today.AddYears(FurthestYears), after, Page<BookingRecord>.Size, cancel);
            taken.AddRange(page.Items.Where(item => item.Status is BookingStatus.Booked).Select(item => item.Slot));
            after = page.Next;
        }
        while (after is not null);
        return taken;
    }
}
