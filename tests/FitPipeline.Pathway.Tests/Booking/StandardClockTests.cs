using FitPipeline.Pathway.Booking;
using FitPipeline.Pathway.Calendar;
using FitPipeline.Pathway.Journeys;

namespace FitPipeline.Pathway.Tests;

public sealed class StandardClockTests
{
    [Fact]
    public void Given_a_journey_when_its_standards_are_read_then_each_stops_where_it_should_and_the_last_day_meets_it()
    {
        Story story = Situations.WithAppointment();
        DateOnly referred = ServiceCalendar.DateOf(story.Journey.ReferredAt);
        DateOnly listed = ServiceCalendar.DateOf(story.Journey.ListedAt!.Value);
        StandardClock[] running = [.. StandardClock.Of(story.Journey)];
        Assert.Equal(
            [
                new(story.Journey.Id, WaitingStandard.FasterDiagnosis, referred.AddDays(28), null),
                new(story.Journey.Id, WaitingStandard.SixtyTwoDay, referred.AddDays(62), null),
                new(story.Journey.Id, WaitingStandard.Dm01, listed.AddDays(41), null),
            ],
            running);
        Assert.All(running, clock => Assert.False(clock.Missed(clock.LastDay)));
        Assert.All(running, clock => Assert.True(clock.Missed(clock.LastDay.AddDays(1))));

        DateOnly examined = ServiceCalendar.DateOf(story.Journey.Appointment!.StartsAt);
        story.Attended();
        Assert.All(StandardClock.Of(story.Journey), clock => Assert.Equal(examined, clock.StoppedOn));
        Assert.All(StandardClock.Of(story.Journey), clock => Assert.False(clock.Missed(examined.AddDays(400))));
    }

    [Fact]
    public void Given_a_cancer_found_then_the_62_day_clock_is_the_hospital_s_and_below_the_threshold_no_cancer_standard_binds()
    {
        Assert.DoesNotContain(
            StandardClock.Of(Situations.WithAppointment().Attended(ExaminationFinding.Cancer).Journey), clock => clock.Standard is WaitingStandard.SixtyTwoDay);
        Assert.Equal([WaitingStandard.Dm01], StandardClock.Of(Situations.OnTheListBelow().Journey).Select(clock => clock.Standard));
        Assert.Empty(StandardClock.Of(Situations.SafetyNetted().Journey));
    }
}
