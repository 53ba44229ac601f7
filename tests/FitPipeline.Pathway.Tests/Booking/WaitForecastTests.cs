using FitPipeline.Pathway.Booking;

namespace FitPipeline.Pathway.Tests;

public sealed class WaitForecastTests
{
    // Today is Tuesday 12 May; with three days of notice the first week is that of Monday 11 May.
    private static readonly DateOnly FirstWeek = new(2026, 5, 11);

    [Fact]
    public void Given_three_slots_a_week_when_forecast_then_the_list_is_examined_three_a_week_in_its_order()
    {
        WaitForecast forecast = Of(7, slots: 3);

        Assert.Equal([0, 0, 0, 7, 7, 7, 14], forecast.Patients.Select(p => p.WeekBeginning!.Value.DayNumber - FirstWeek.DayNumber));
        Assert.Equal(Enumerable.Range(1, 7), forecast.Patients.Select(p => p.Rank));
        Assert.Equal(Enumerable.Range(0, 7).Reverse().Select(Waiting.Journey), forecast.Patients.Select(p => p.Patient));
    }

    [Fact]
    public void Given_more_urgent_arrivals_when_forecast_then_only_what_they_leave_is_shared_out()
    {
        WaitForecast forecast = Of(4, slots: 3, new ExpectedArrivals(Procedure.Colonoscopy, FhbBand.From150, 2), new ExpectedArrivals(Procedure.Colonoscopy, FhbBand.Below2, 9));

        Assert.Equal([0, 7, 14, 21], forecast.Patients.Select(p => p.WeekBeginning!.Value.DayNumber - FirstWeek.DayNumber));
    }

    [Fact]
    public void Given_no_slots_left_over_when_forecast_then_no_week_is_promised_and_every_standard_still_open_is_missed()
    {
        WaitForecast forecast = Of(2, slots: 3, new ExpectedArrivals(Procedure.Colonoscopy, FhbBand.From150, 3));

        Assert.All(forecast.Patients, patient => Assert.Null(patient.WeekBeginning));
        Assert.Equal(2, forecast.PatientsMissing);
    }

    [Fact]
    public void Given_a_week_whose_friday_is_too_late_when_forecast_then_the_standard_is_missed()
    {
        // Told by day 28 needs the examination by day 21: here Thursday 14 May and Friday 15 May.
        WaitingPatient thursday = Waiting.Patient(1, FhbBand.From10, 5, referred: new DateOnly(2026, 4, 23));
        WaitingPatient friday = Waiting.Patient(2, FhbBand.From10, 5, referred: new DateOnly(2026, 4, 24));

        WaitForecast forecast = WaitForecast.Of([thursday, friday], Slots(5), [], Waiting.Today, Waiting.Policy);

        Assert.Equal([WaitingStandard.FasterDiagnosis], forecast.Patients.Single(p => p.Patient == thursday.Id).Misses);
        Assert.Empty(forecast.Patients.Single(p => p.Patient == friday.Id).Misses);
        Assert.Equal(1, forecast.PatientsMissing);
    }

    [Fact]
    public void Given_a_standard_missed_already_when_forecast_then_it_is_not_counted_again() =>
        Assert.Empty(WaitForecast.Of([Waiting.Patient(1, FhbBand.From2, waited: 60)], Slots(5), [], Waiting.Today, Waiting.Policy).Patients[0].Misses);

    [Fact]
    public void Given_slots_that_others_hold_already_when_forecast_then_they_are_examined_first()
    {
        WaitForecast forecast = WaitForecast.Of([Waiting.Patient(1, FhbBand.From10)], Slots(3, taken: 6), [], Waiting.Today, Waiting.Policy);

        Assert.Equal(FirstWeek.AddDays(14), forecast.Patients[0].WeekBeginning);
    }

    [Fact]
    public void Given_published_lists_when_a_usual_week_is_made_of_them_then_it_is_their_number_by_the_weeks_they_reach()
    {
        FreeSlot[] free = [Waiting.SlotIn("a", 0), Waiting.SlotIn("b", 6), Waiting.SlotIn("c", 13), Waiting.SlotIn("past", -1)];
        FreeSlot[] taken = [Waiting.SlotIn("d", 8), Waiting.SlotIn("past too", -2)];

        TypicalWeek usual = TypicalWeek.Of(free, taken, Waiting.Today);

        Assert.Equal(2, usual.SlotsPerWeek[Procedure.Colonoscopy]);
        Assert.Equal(1, usual.Taken[Procedure.Colonoscopy]);
        Assert.False(usual.SlotsPerWeek.ContainsKey(Procedure.CtColonography));
    }

    private static WaitForecast Of(int patients, int slots, params ExpectedArrivals[] expected) => WaitForecast.Of(
        Enumerable.Range(0, patients).Select(i => Waiting.Patient(i, FhbBand.From10, waited: i)), Slots(slots), expected, Waiting.Today, Waiting.Policy);

    private static TypicalWeek Slots(int perWeek, int taken = 0) => new(
        new Dictionary<Procedure, int> { [Procedure.Colonoscopy] = perWeek }, new Dictionary<Procedure, int> { [Procedure.Colonoscopy] = taken });
}
