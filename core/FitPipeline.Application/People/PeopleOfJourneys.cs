using FitPipeline.Application.Http;
using FitPipeline.Application.Journeys;
using FitPipeline.Pathway.Identity;

namespace FitPipeline.Application.People;

/// <summary>Brings the people of journeys together, a few at a time, leaving out whom the caller may not see.</summary>
public sealed class PeopleOfJourneys(IJourneyStore journeys, IPatientRegister patients, TimeProvider time)
{
    // Enough to hide the wait for one answer behind the others where the store is over a network.
    private const int AtOnce = 16;

    /// <summary>The people of these journeys, in the order asked.</summary>
    public async Task<IReadOnlyList<PersonView>> OfAsync(IReadOnlyList<JourneyId> asked, Caller caller, CancellationToken cancel)
    {
        DateTimeOffset now = time.GetUtcNow();
        PersonView?[] found = new PersonView?[asked.Count];
        await Parallel.ForAsync(
            0,
            asked.Count,
            new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = cancel },
            async (i, token) =>
            {
                if ((await journeys.LoadAsync(asked[i], null, token)).Stored?.Journey is { } journey && caller.MaySee(journey.Practice))
                {
                    found[i] = PersonView.Of(journey, await patients.FindAsync(asked[i], token), now);
                }
            });
        return [.. found.OfType<PersonView>()];
    }
}
