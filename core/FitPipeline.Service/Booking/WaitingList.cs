using FitPipeline.Pathway;

namespace FitPipeline.Service;

/// <summary>The waiting list in its order.</summary>
public sealed class WaitingList(IJourneyStore journeys, IBookingRound round, TimeProvider time)
{
    /// <summary>Every waiting journey with its place, first first.</summary>
    public async Task<IReadOnlyList<(Journey Journey, WaitingPlace Place)>> InOrderAsync(CancellationToken cancel)
    {
        IReadOnlyList<Journey> waiting = await journeys.WaitingForSlotAsync(cancel);
        Dictionary<JourneyId, Journey> byId = waiting.ToDictionary(journey => journey.Id);
        return
        [
            .. round.Places([.. waiting.Select(WaitingPatient.Of)], time.GetUtcNow()).Select(place => (byId[place.Journey], place)),
        ];
    }

    /// <summary>One journey's place; null when it does not wait.</summary>
    public async Task<PriorityView?> PlaceOfAsync(JourneyId journey, CancellationToken cancel)
    {
        foreach ((Journey waiting, WaitingPlace place) in await InOrderAsync(cancel))
        {
            if (waiting.Id == journey)
            {
                return new PriorityView(place.Rank, place.Because);
            }
        }

        return null;
    }
}
