using FitPipeline.Pathway.Booking;
using FitPipeline.Pathway.Calendar;

namespace FitPipeline.Pathway.Tests;

public sealed class BreachForecastTests
{
    // Referred 16 days ago: to be told by day 28, the examination is needed within five days from today.
    private static readonly WaitingPatient Pressed = Waiting.Patient(1, FhbBand.From10, waited: 2, referred: Waiting.Today.AddDays(-16));

    [Fact]
    public void Given_an_urgent_arrival_that_takes_the_slot_in_time_when_allocated_then_the_breach_names_who_is_in_front()
    {
        WaitingPatient arrival = Waiting.Patient(2, FhbBand.From150, referred: Waiting.Today);
        FreeSlot[] slots = [Waiting.SlotIn("early", 4), Waiting.SlotIn("late", 9)];

        BookingRound before = Waiting.Round([Pressed], slots);
        BookingRound after = Waiting.Round([Pressed, arrival], slots);

        Assert.Empty(before.Breaches);
        BreachForecast breach = Assert.Single(after.Breaches);
        Assert.Equal((Pressed.Id, WaitingStandard.FasterDiagnosis), (breach.Patient, breach.Standard));
        Assert.Equal(Waiting.Today.AddDays(5), breach.LastExaminationOn);
        Assert.Equal(Waiting.Today.AddDays(12), breach.BreachOn);
        Assert.Equal(Waiting.Today.AddDays(9), breach.ExaminedOn);
        Assert.False(breach.Past);
        Assert.Equal([arrival.Id], breach.InFront);
        Assert.Equal(
            "The 28-day Faster Diagnosis standard needs the examination by 17 May 2026. "
            + "The free slot that would suit went where waiting counts more: 1 to patients on the urgent cancer pathway.",
            breach.Because);
    }

    [Fact]
    public void Given_no_slot_in_time_when_allocated_then_the_breach_says_that_every_slot_is_later()
    {
        BreachForecast breach = Assert.Single(Waiting.Round([Pressed], [Waiting.SlotIn("late", 9)]).Breaches);

        Assert.EndsWith("Every free slot that suits is later.", breach.Because, StringComparison.Ordinal);
        Assert.Empty(breach.InFront);
    }

    [Fact]
    public void Given_a_patient_left_waiting_when_a_deadline_falls_before_the_next_lists_then_the_breach_is_forecast()
    {
        WaitingPatient elsewhere = Pressed with { Needs = new BookingNeeds { Sites = ["Jarrow"] } };

        BreachForecast breach = Assert.Single(Waiting.Round([elsewhere], [Waiting.SlotIn("s", 4)]).Breaches);

        Assert.Null(breach.ExaminedOn);
        Assert.EndsWith("No free slot for colonoscopy is at a site the patient can reach (Jarrow).", breach.Because, StringComparison.Ordinal);
    }

    [Fact]
    public void Given_a_slot_on_the_last_day_when_allocated_then_there_is_no_breach_and_a_day_later_there_is()
    {
        Assert.Empty(Waiting.Round([Pressed], [Waiting.SlotIn("s", 5)]).Breaches);
        Assert.Single(Waiting.Round([Pressed], [Waiting.SlotIn("s", 6)]).Breaches);
    }

    [Fact]
    public void Given_a_standard_missed_already_when_allocated_then_it_is_told_as_past_and_not_counted_as_forecast()
    {
        BookingRound round = Waiting.Round([Waiting.Patient(1, FhbBand.From2, waited: 50)], [Waiting.SlotIn("s", 5)]);

        BreachForecast breach = Assert.Single(round.Breaches);
        Assert.True(breach.Past);
        Assert.Equal(WaitingStandard.Dm01, breach.Standard);
        Assert.Equal(0, round.BreachesForecast);
    }

    [Fact]
    public void Given_a_last_day_that_is_today_when_allocated_then_the_breach_still_lies_ahead()
    {
        WaitingPatient lastDay = Waiting.Patient(1, FhbBand.From10, referred: Waiting.Today.AddDays(-21));

        Assert.False(Assert.Single(Waiting.Round([lastDay], [Waiting.SlotIn("s", 5)]).Breaches).Past);
    }

    [Fact]
    public void Given_many_in_front_when_allocated_then_all_are_counted_and_the_first_few_named()
    {
        WaitingPatient[] patients = [Pressed, .. Enumerable.Range(10, 30).Select(i => Waiting.Patient(i, FhbBand.From150, referred: Waiting.Today))];
        FreeSlot[] slots = [.. Enumerable.Range(0, 30).Select(i => Waiting.SlotIn($"e{i:D2}", 3 + (i % 2))), Waiting.SlotIn("late", 9)];

        BreachForecast breach = Waiting.Round(patients, slots).Breaches.Single(b => b.Patient == Pressed.Id);

        Assert.Equal(BreachForecast.MostNamed, breach.InFront.Count);
        Assert.Contains("30 to patients on the urgent cancer pathway", breach.Because, StringComparison.Ordinal);
    }

    [Fact]
    public void Given_rounds_of_every_kind_when_read_then_whoever_is_examined_too_late_is_forecast_and_nobody_else()
    {
        for (int seed = 0; seed < 100; seed++)
        {
            var random = new Random(seed);
            WaitingPatient[] patients = [.. Enumerable.Range(0, 40).Select(i => Waiting.Patient(i, (FhbBand)random.Next(4), random.Next(50), Waiting.Today.AddDays(-random.Next(80))))];
            FreeSlot[] slots = [.. Enumerable.Range(0, 30).Select(i => Waiting.SlotIn($"s{i:D2}", random.Next(3, 30)))];

            BookingRound round = Waiting.Round(patients, slots);

            var given = round.Given.ToDictionary(g => g.Patient, g => ServiceCalendar.DateOf(g.Slot.StartsAt));
            var late = patients
                .Where(patient => given.ContainsKey(patient.Id))
                .SelectMany(patient => ExaminationDeadline.Of(patient, Waiting.Policy)
                    .Where(deadline => deadline.LastExaminationOn < given[patient.Id])
                    .Select(deadline => (patient.Id, deadline.Standard)));
            var told = round.Breaches.Where(breach => given.ContainsKey(breach.Patient)).Select(breach => (breach.Patient, breach.Standard));
            Assert.True(late.ToHashSet().SetEquals(told), $"seed {seed}");
        }
    }
}
