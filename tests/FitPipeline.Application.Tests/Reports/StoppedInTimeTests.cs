using FitPipeline.Application.Reports;
using FitPipeline.Pathway.Booking;
using FitPipeline.Pathway.Identity;
using FitPipeline.Pathway.Referrals;

namespace FitPipeline.Application.Tests;

public sealed class StoppedInTimeTests
{
    private static readonly DateTimeOffset Referred = new(2026, 1, 12, 9, 0, 0, TimeSpan.Zero);
    private static readonly DateOnly Day0 = new(2026, 1, 12);

    [Theory]
    [InlineData(62, "stoppedInTime")]
    [InlineData(63, "stoppedLate")]
    public void Given_a_cancer_referral_that_ended_when_counted_then_day_62_is_in_time_and_day_63_is_not(int day, string column)
    {
        JourneyFigures ended = Open(JourneyMarks.OnCancerPathway | JourneyMarks.Ended) with { EndedAt = Referred.AddDays(day) };
        Assert.Equal("5", Figure(ended, 5, WaitingStandard.SixtyTwoDay, Day0.AddDays(200), column));
    }

    [Theory]
    [InlineData(62, "runningInTime")]
    [InlineData(63, "runningLate")]
    public void Given_a_cancer_referral_still_open_when_counted_then_its_62_days_are_over_on_day_63(int today, string column) =>
        Assert.Equal("5", Figure(Open(JourneyMarks.OnCancerPathway), 5, WaitingStandard.SixtyTwoDay, Day0.AddDays(today), column));

    [Theory]
    [InlineData(41, "stoppedInTime")]
    [InlineData(42, "stoppedLate")]
    public void Given_an_examination_when_counted_then_day_41_is_less_than_six_weeks_and_day_42_is_not(int day, string column)
    {
        JourneyFigures examined = Open(JourneyMarks.Ended) with
        {
            ListedAt = Referred.AddDays(5),
            ExaminedAt = Referred.AddDays(5 + day),
            EndedAt = Referred.AddDays(5 + day + 30),
        };
        Assert.Equal("5", Figure(examined, 5, WaitingStandard.Dm01, Day0.AddDays(200), column));
    }

    [Fact]
    public void Given_a_test_the_patient_missed_when_counted_then_the_six_weeks_run_from_it()
    {
        JourneyFigures missed = Open(JourneyMarks.None) with { ListedAt = Referred, TestMissedOn = Day0.AddDays(20) };
        Assert.Equal("5", Figure(missed, 5, WaitingStandard.Dm01, Day0.AddDays(61), "runningInTime"));
        Assert.Equal("5", Figure(missed, 5, WaitingStandard.Dm01, Day0.AddDays(62), "runningLate"));
    }

    [Fact]
    public void Given_journeys_a_standard_does_not_bind_when_counted_then_they_are_not_in_it()
    {
        JourneyFigures cancer = Open(JourneyMarks.OnCancerPathway | JourneyMarks.CancerFound | JourneyMarks.Ended) with { EndedAt = Referred.AddDays(30) };
        Assert.Equal("0", Figure(cancer, 5, WaitingStandard.SixtyTwoDay, Day0.AddDays(90), "clocks"));
        Assert.Equal("0", Figure(Open(JourneyMarks.None), 5, WaitingStandard.SixtyTwoDay, Day0.AddDays(90), "clocks"));
        Assert.Equal("0", Figure(Open(JourneyMarks.None), 5, WaitingStandard.Dm01, Day0.AddDays(90), "clocks"));
        Assert.Equal("", Figure(Open(JourneyMarks.None), 5, WaitingStandard.Dm01, Day0.AddDays(90), "stoppedInTimePercent"));
    }

    [Fact]
    public void Given_fewer_than_five_clocks_when_counted_then_the_figure_points_at_nobody()
    {
        JourneyFigures ended = Open(JourneyMarks.OnCancerPathway | JourneyMarks.Ended) with { EndedAt = Referred.AddDays(3) };
        foreach (string column in (string[])["clocks", "stoppedInTime", "stoppedInTimePercent"])
        {
            Assert.Equal("*", Figure(ended, 4, WaitingStandard.SixtyTwoDay, Day0.AddDays(3), column));
        }
    }

    private static string Figure(JourneyFigures journey, int times, WaitingStandard standard, DateOnly today, string column) =>
        StoppedInTime.Of([.. Enumerable.Repeat(journey, times)], standard, today)[StoppedInTime.Columns.ToList().IndexOf(column)];

    private static JourneyFigures Open(JourneyMarks marks) => new()
    {
        Id = JourneyId.For(OdsCode.Parse("A99001"), "GP-1"),
        Practice = OdsCode.Parse("A99001"),
        Sex = Sex.Female,
        AgeInYears = 60,
        Marks = marks,
        ReferredAt = Referred,
    };
}
