using FitPipeline.Application.Reports;
using FitPipeline.Pathway.Decide;
using FitPipeline.Pathway.Events;
using FitPipeline.Pathway.Identity;
using FitPipeline.Pathway.Journeys;
using FitPipeline.Pathway.Policy;
using FitPipeline.Pathway.Referrals;
using FitPipeline.Pathway.Results;

namespace FitPipeline.Application.Tests;

public sealed class ToldInTimeTests
{
    private static readonly DateTimeOffset Referred = new(2026, 1, 12, 9, 0, 0, TimeSpan.Zero);
    private static readonly DateOnly Day0 = new(2026, 1, 12);

    [Theory]
    [InlineData(28, "toldInTime")]
    [InlineData(29, "toldLate")]
    public void Given_a_patient_who_was_told_when_counted_then_day_28_is_in_time_and_day_29_is_not(int day, string column)
    {
        Journey journey = Open() with { ToldAt = Referred.AddDays(day) };
        Assert.Equal("5", Figure(Enumerable.Repeat(journey, 5), Day0.AddDays(90), column));
    }

    [Theory]
    [InlineData(28, "notToldInTime")]
    [InlineData(29, "notToldLate")]
    public void Given_a_patient_not_told_when_counted_then_the_28_days_are_over_on_day_29(int today, string column) =>
        Assert.Equal("5", Figure(Enumerable.Repeat(Open(), 5), Day0.AddDays(today), column));

    [Fact]
    public void Given_a_journey_that_ended_without_an_answer_when_counted_then_it_is_neither_told_nor_waiting()
    {
        Journey ended = Open() with { State = new JourneyState.Closed(Outcome.Withdrawn, Referred.AddDays(3)) };
        Assert.Equal("5", Figure(Enumerable.Repeat(ended, 5), Day0.AddDays(3), "endedUntold"));
        Assert.Equal("0", Figure(Enumerable.Repeat(ended, 5), Day0.AddDays(3), "notToldInTime"));
    }

    [Fact]
    public void Given_fewer_than_five_patients_when_counted_then_the_figure_points_at_nobody()
    {
        Assert.Equal("*", Figure([Open()], Day0, "notToldInTime"));
        Assert.Equal("*", Figure([Open() with { ToldAt = Referred.AddDays(1) }], Day0, "toldInTimePercent"));
    }

    private static string Figure(IEnumerable<Journey> journeys, DateOnly today, string column) =>
        ToldInTime.Of([.. journeys.Select(JourneyFigures.Of)], today)[ToldInTime.Columns.ToList().IndexOf(column)];

    private static Journey Open()
    {
        JourneyId id = JourneyId.For(OdsCode.Parse("A99001"), "GP-1");
        ClinicalPicture picture = new([Symptom.ChangeInBowelHabit], [], false, false, false, 60, Sex.Female, 132m);
        Decision start = JourneyDecider.Start(new PathwayEvent.ReferralReceived(id, OdsCode.Parse("A99001"), picture, true, Referred), PathwayPolicy.Current);
        return Assert.IsType<Decision.Accepted>(start).Next;
    }
}
