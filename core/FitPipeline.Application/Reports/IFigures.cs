using FitPipeline.Application.Http;

namespace FitPipeline.Application.Reports;

/// <summary>What a report counts people by that only the register of patients knows.</summary>
/// <param name="EthnicCategory">The ethnic category's code; null when not recorded.</param>
/// <param name="Language">The language.</param>
/// <param name="Lsoa21">The neighbourhood; null when not recorded.</param>
public sealed record PersonFigures(string? EthnicCategory, string? Language, string? Lsoa21);

/// <summary>A journey as reports count it.</summary>
/// <param name="Journey">Its figures.</param>
/// <param name="Person">The patient's, where they were asked for; null otherwise, and without a record.</param>
public sealed record FigureRow(JourneyFigures Journey, PersonFigures? Person);

/// <summary>The figures of many journeys, as they were at one time.</summary>
/// <param name="Rows">One a journey.</param>
/// <param name="CountedAt">When they were read; null when that is now.</param>
public sealed record CountedFigures(IReadOnlyList<FigureRow> Rows, DateTimeOffset? CountedAt);

/// <summary>
/// The few figures of each journey that reports are made of, kept by the store as the journeys move: a report over a hundred
/// thousand of them must not read them all. What they say is what <see cref="JourneyFigures.Of"/> says of the journeys.
/// </summary>
public interface IFigures
{
    /// <summary>The journeys whose referral was received between two London dates.</summary>
    /// <param name="range">The dates.</param>
    /// <param name="withPeople">Whether the patients' own figures are wanted too.</param>
    /// <param name="cancel">Cancels.</param>
    Task<CountedFigures> ReceivedAsync(DateRange range, bool withPeople, CancellationToken cancel);
}
