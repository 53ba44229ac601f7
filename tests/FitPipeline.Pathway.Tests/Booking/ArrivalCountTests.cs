using FitPipeline.Pathway.Booking;
using FitPipeline.Pathway.Calendar;
using FitPipeline.Pathway.Journeys;

namespace FitPipeline.Pathway.Tests;

public sealed class ArrivalCountTests
{
    [Fact]
    public void Given_eight_weeks_of_counts_when_a_usual_week_is_asked_for_then_it_is_their_mean_rounded_down()
    {
        // Fifteen in the last eight weeks is one a week and some; another who joined long ago only shows that eight weeks are known.
        Assert.Equal([new ExpectedArrivals(Procedure.Colonoscopy, FhbBand.From10, 1)], After([.. Enumerable.Range(1, 15).Select(i => i * 3), 100]));
        Assert.Equal([new ExpectedArrivals(Procedure.Colonoscopy, FhbBand.From10, 2)], After([.. Enumerable.Range(1, 16).Select(i => i * 3), 100]));
    }

    [Theory]
    [InlineData(27, 0)]
    [InlineData(28, 1)]
    public void Given_fewer_than_four_weeks_of_counts_then_nobody_is_expected(int firstDaysAgo, int expected) =>
        Assert.Equal(expected, After([firstDaysAgo, .. Enumerable.Range(1, 20)]).Count);

    [Fact]
    public void Given_patients_who_joined_today_or_are_not_listed_then_they_count_for_nothing()
    {
        var count = new ArrivalCount(ServiceCalendar.DateOf(Story.Begins).AddDays(60), BookingPolicy.Current);
        count.Add(Situations.Positive().Journey);
        Assert.Empty(count.PerWeek());
        Assert.Empty(After([.. Enumerable.Repeat(0, 40)]));
    }

    private static IReadOnlyList<ExpectedArrivals> After(IReadOnlyList<int> daysAgo)
    {
        Journey listed = Situations.OnTheList().Journey;
        DateOnly today = ServiceCalendar.DateOf(Story.Begins).AddDays(200);
        var count = new ArrivalCount(today, BookingPolicy.Current);
        foreach (int days in daysAgo)
        {
            count.Add(listed with { ListedAt = ServiceCalendar.At(today.AddDays(-days), new TimeOnly(9, 0)) });
        }

        return count.PerWeek();
    }
}
