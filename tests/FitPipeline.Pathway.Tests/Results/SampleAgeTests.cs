using FitPipeline.Pathway.Policy;
using FitPipeline.Pathway.Results;
using FsCheck;
using FsCheck.Fluent;

namespace FitPipeline.Pathway.Tests;

/// <summary>The age of a sample against the published table, over every combination of dates.</summary>
public sealed class SampleAgeTests
{
    private static readonly DateOnly Posted = new(2026, 3, 2);

    // LifeLabs: to 14 days valid, 15 to 30 asymmetric, beyond 30 rejected. Written out, not reckoned as the rules do.
    private static SampleAge Table(int? collectedAfter, int receivedAfter)
    {
        if (receivedAfter < 0 || collectedAfter < 0 || collectedAfter > receivedAfter)
        {
            return SampleAge.Impossible;
        }

        return (receivedAfter - (collectedAfter ?? 0)) switch
        {
            <= 14 => SampleAge.Valid,
            <= 30 => SampleAge.Old,
            _ => collectedAfter is null ? SampleAge.Old : SampleAge.TooOld,
        };
    }

    [Fact]
    public void Every_combination_of_dates_within_two_months_reads_as_the_table_says()
    {
        for (int received = -5; received <= 65; received++)
        {
            Assert.Equal(Table(null, received), Age(null, received));
            for (int collected = -5; collected <= 70; collected++)
            {
                Assert.Equal(Table(collected, received), Age(collected, received));
            }
        }
    }

    [Fact]
    public void For_all_dates_a_sample_never_gets_younger_by_arriving_later() =>
        Check.QuickThrowOnFailure(Prop.ForAll(
            ArbMap.Default.ArbFor<(PositiveInt Collected, PositiveInt Days, PositiveInt Later)>(),
            sample =>
            {
                int collected = sample.Collected.Get;
                int received = collected + sample.Days.Get;
                return Age(collected, received + sample.Later.Get) >= Age(collected, received);
            }));

    [Fact]
    public void For_all_dates_a_missing_collection_date_never_makes_a_sample_look_fresher_than_a_known_one() =>
        Check.QuickThrowOnFailure(Prop.ForAll(
            ArbMap.Default.ArbFor<(PositiveInt Collected, PositiveInt Days)>(),
            sample =>
            {
                int received = sample.Collected.Get + sample.Days.Get;
                return Age(null, received) is not SampleAge.Valid || Age(sample.Collected.Get, received) is SampleAge.Valid;
            }));

    private static SampleAge Age(int? collectedAfter, int receivedAfter) => SampleAge.Of(
        collectedAfter is { } days ? Posted.AddDays(days) : null, Posted, Posted.AddDays(receivedAfter), PathwayPolicy.Current);
}
