using System.Reflection;
using FitPipeline.Pathway.Booking;
using FitPipeline.Pathway.Policy;

namespace FitPipeline.Pathway.Tests;

public sealed class BookingPolicyTests
{
    [Fact]
    public void Given_the_policy_in_force_when_checked_then_nothing_is_wrong_with_it() => Assert.Empty(BookingPolicy.Current.Faults());

    [Fact]
    public void Every_number_has_a_source()
    {
        IEnumerable<string> numbers = typeof(BookingPolicy).GetProperties(BindingFlags.Public | BindingFlags.Instance)
            .Select(property => property.Name)
            .Where(name => name != nameof(BookingPolicy.Version));

        Assert.Equal(numbers.Order(StringComparer.Ordinal), BookingPolicy.Sources.Select(source => source.Number).Order(StringComparer.Ordinal));
        Assert.All(BookingPolicy.Sources, source => Assert.False(string.IsNullOrWhiteSpace(source.Source)));
    }

    [Fact]
    public void Given_the_pathway_s_own_target_days_when_compared_then_they_are_the_same()
    {
        Assert.Equal(PathwayPolicy.Current.ExaminationDaysAtOrAbove, BookingPolicy.Current.From150.TargetDays);
        Assert.Equal(PathwayPolicy.Current.ExaminationDaysAtOrAbove, BookingPolicy.Current.From10.TargetDays);
        Assert.Equal(PathwayPolicy.Current.ExaminationDaysBelow, BookingPolicy.Current.From2.TargetDays);
        Assert.Equal(PathwayPolicy.Current.ExaminationDaysBelow, BookingPolicy.Current.Below2.TargetDays);
    }

    [Fact]
    public void Given_equal_waits_when_days_are_counted_then_a_higher_band_or_priority_never_counts_less()
    {
        for (int waited = 0; waited < 2_000; waited++)
        {
            long[] bands = [.. FhbBands.MostUrgentFirst.Select(band => BookingPolicy.Current.RuleOf(band).PointsOfDay(waited))];
            long[] priorities = [.. Enumerable.Range(1, 4).Select(level => BookingPolicy.Current.RuleOfPriority(level).PointsOfDay(waited))];

            Assert.Equal(bands.OrderDescending(), bands);
            Assert.Equal(priorities.OrderDescending(), priorities);
        }
    }

    [Fact]
    public void Given_ten_weeks_of_waiting_when_a_day_is_counted_then_it_counts_as_much_as_a_new_patient_s_of_the_highest_band() =>
        Assert.All(FhbBands.MostUrgentFirst, band => Assert.True(BookingPolicy.Current.RuleOf(band).PointsOfDay(70) >= BookingPolicy.Current.From150.PointsOfDay(0)));

    [Fact]
    public void Given_a_stretch_of_waiting_when_counted_at_once_then_it_is_the_sum_of_its_days()
    {
        foreach (FhbBand band in FhbBands.MostUrgentFirst)
        {
            UrgencyRule rule = BookingPolicy.Current.RuleOf(band);
            for (int from = 0; from < 90; from += 7)
            {
                for (int to = from; to < 120; to += 5)
                {
                    Assert.Equal(Enumerable.Range(from, to - from).Sum(rule.PointsOfDay), rule.PointsBetween(from, to));
                }
            }
        }
    }

    public static TheoryData<string, BookingPolicy> Senseless() => new()
    {
        { "version", BookingPolicy.Current with { Version = " " } },
        { "must count", BookingPolicy.Current with { Below2 = BookingPolicy.Current.Below2 with { PointsPerDay = 0 } } },
        { "higher f-Hb", BookingPolicy.Current with { From2 = BookingPolicy.Current.From2 with { PointsPerDay = 700 } } },
        { "higher f-Hb", BookingPolicy.Current with { Priority1 = BookingPolicy.Current.Priority1 with { AgeingPerDay = 50 } } },
        { "starves", BookingPolicy.Current with { Below2 = BookingPolicy.Current.Below2 with { AgeingPerDay = 20 } } },
        { "rewarded", BookingPolicy.Current with { Dm01BreachPoints = -1 } },
        { "Telling", BookingPolicy.Current with { DaysToTell = 29 } },
        { "Notice", BookingPolicy.Current with { TransportNoticeDays = 1 } },
        { "at least a day", BookingPolicy.Current with { DaysToNextLists = 0 } },
    };

    [Theory]
    [MemberData(nameof(Senseless))]
    public void Given_a_senseless_number_when_checked_then_the_fault_is_named(string expected, BookingPolicy policy) =>
        Assert.Contains(policy.Faults(), fault => fault.Contains(expected, StringComparison.Ordinal));
}
