using FitPipeline.Application.Messaging.Texts;
using FitPipeline.Application.Storage;
using FitPipeline.Pathway.Identity;
using FitPipeline.Pathway.Matching;

namespace FitPipeline.Application.People;

/// <summary>A journey whose patient has not been told, and the last day on which being told meets the 28-day standard.</summary>
/// <param name="Journey">The journey.</param>
/// <param name="BreachOn">That day.</param>
public sealed record UninformedPatient(JourneyId Journey, DateOnly BreachOn);

/// <summary>
/// What people at a desk look things up by. Each answer comes out of an index, however many journeys there are. The index
/// is kept by the stores themselves as they write, and shows what they hold.
/// </summary>
public interface IDeskIndex
{
    /// <summary>Journeys with a result under this number of the laboratory's, in any case of letters.</summary>
    Task<IReadOnlyList<JourneyId>> ByLabNumberAsync(string labNumber, CancellationToken cancel);

    /// <summary>Journeys of people whose family name, or a part of it, has these letters (<see cref="NameKeys"/>), newest first.</summary>
    Task<IReadOnlyList<JourneyId>> ByFamilyNameAsync(string key, int limit, CancellationToken cancel);

    /// <summary>Open journeys whose patient has not been told and whose breach date is on or before this day, earliest first.</summary>
    Task<Page<UninformedPatient>> UntoldAsync(DateOnly breachBy, string? after, int limit, CancellationToken cancel);

    /// <summary>Texts that did not arrive, latest first.</summary>
    Task<Page<TextRecord>> FailedTextsAsync(string? after, int limit, CancellationToken cancel);
}
