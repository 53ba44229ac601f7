using FitPipeline.Pathway.Booking;
using FitPipeline.Pathway.Calendar;
using FitPipeline.Pathway.Journeys;

namespace FitPipeline.Pathway.Tests;

public sealed class JourneyClocksTests
{
    private static readonly DateOnly Received = new(2026, 1, 5);

    [Fact]
    public void Given_a_referral_when_its_clocks_are_read_then_day_0_is_the_day_it_was_received()
    {
        var clocks = new JourneyClocks(Received, null, null);

        Assert.Equal(0, clocks.FasterDiagnosisDay(Received));
        Assert.Equal(28, clocks.FasterDiagnosisDay(new DateOnly(2026, 2, 2)));
        Assert.Equal(new DateOnly(2026, 2, 2), clocks.FasterDiagnosisBreachOn);
        Assert.Equal(new DateOnly(2026, 3, 8), clocks.SixtyTwoDayBreachOn);
        Assert.Null(clocks.Dm01BreachOn);
    }

    [Theory]
    [InlineData(28, false)]
    [InlineData(29, true)]
    public void Given_a_patient_told_on_a_day_when_asked_then_day_28_meets_the_standard_and_day_29_does_not(int day, bool breached)
    {
        DateOnly told = Received.AddDays(day);

        Assert.Equal(breached, new JourneyClocks(Received, null, told).FasterDiagnosisBreached(told.AddDays(100)));
        Assert.Equal(breached, new JourneyClocks(Received, null, null).FasterDiagnosisBreached(told));
    }

    [Fact]
    public void Given_a_patient_who_was_told_when_days_pass_then_the_clock_stands_still() =>
        Assert.Equal(20, new JourneyClocks(Received, null, Received.AddDays(20)).FasterDiagnosisDay(Received.AddDays(90)));

    [Fact]
    public void Given_a_test_was_requested_when_six_weeks_have_passed_then_the_wait_is_no_longer_less_than_six_weeks()
    {
        DateOnly requested = new(2026, 2, 10);
        WaitingPatient patient = Waiting.Patient(1, FhbBand.From2) with { Clocks = new JourneyClocks(Received, requested, null) };

        ExaminationDeadline dm01 = Assert.Single(ExaminationDeadline.Of(patient, Waiting.Policy));
        Assert.Equal(new DateOnly(2026, 3, 24), patient.Clocks.Dm01BreachOn);
        Assert.Equal(new DateOnly(2026, 3, 23), dm01.LastExaminationOn);
    }

    [Theory]
    [InlineData("2026-03-28T23:59:00Z", "2026-03-28")]
    [InlineData("2026-03-29T22:59:00Z", "2026-03-29")]
    [InlineData("2026-03-29T23:00:00Z", "2026-03-30")]
    [InlineData("2026-10-24T23:30:00Z", "2026-10-25")]
    [InlineData("2026-10-25T23:30:00Z", "2026-10-25")]
    public void Given_a_referral_near_a_change_of_the_clocks_when_received_then_london_s_date_counts(string receivedAt, string date)
    {
        DateOnly expected = DateOnly.Parse(date, System.Globalization.CultureInfo.InvariantCulture);
        var clocks = JourneyClocks.Of(DateTimeOffset.Parse(receivedAt, System.Globalization.CultureInfo.InvariantCulture), null, null);

        Assert.Equal(expected, clocks.ReferralReceivedOn);
        Assert.Equal(expected.AddDays(28), clocks.FasterDiagnosisBreachOn);
    }

    [Fact]
    public void Given_the_first_appointment_was_missed_when_another_is_agreed_then_the_clocks_run_from_there_and_the_wait_goes_on()
    {
        JourneyClocks clocks = new(Received, Received.AddDays(8), null) { RebookedAfterMissOn = Received.AddDays(20), TestMissedOn = Received.AddDays(18) };
        WaitingPatient patient = Waiting.Patient(1, FhbBand.From10, waited: 12) with { Clocks = clocks };

        Assert.Equal(Received.AddDays(48), clocks.FasterDiagnosisBreachOn);
        Assert.Equal(Received.AddDays(82), clocks.SixtyTwoDayBreachOn);
        Assert.Equal(Received.AddDays(60), clocks.Dm01BreachOn);
        Assert.Equal(12, patient.DaysWaited(Waiting.Today));
    }

    [Fact]
    public void Given_a_lived_journey_when_its_clocks_are_reckoned_then_they_are_those_of_its_events()
    {
        Journey journey = Situations.OnTheList().Journey;

        Assert.Equal(new JourneyClocks(ServiceCalendar.DateOf(journey.ReferredAt), ServiceCalendar.DateOf(journey.ListedAt!.Value), null), JourneyClocks.Of(journey));
    }

    [Fact]
    public void Given_a_patient_told_already_when_deadlines_are_read_then_faster_diagnosis_is_none_of_them()
    {
        WaitingPatient patient = Waiting.Patient(1, FhbBand.From10);

        Assert.Equal(
            [WaitingStandard.FasterDiagnosis, WaitingStandard.SixtyTwoDay, WaitingStandard.Dm01],
            ExaminationDeadline.Of(patient, Waiting.Policy).Select(deadline => deadline.Standard));
        Assert.Equal(
            [WaitingStandard.SixtyTwoDay, WaitingStandard.Dm01],
            ExaminationDeadline.Of(patient with { Clocks = patient.Clocks with { ToldOn = Waiting.Today } }, Waiting.Policy).Select(deadline => deadline.Standard));
    }
}
