using FitPipeline.Pathway.Booking;
using FitPipeline.Pathway.Journeys;

namespace FitPipeline.Pathway.Tests;

public sealed class BookingPriorityTests
{
    [Fact]
    public void Given_equal_waits_when_ranked_then_the_higher_band_comes_first()
    {
        IEnumerable<WaitingPatient> patients = FhbBands.MostUrgentFirst.Reverse().Select((band, i) => Waiting.Patient(i, band, waited: 5));

        Assert.Equal(FhbBands.MostUrgentFirst, Ranked(patients).Select(place => place.Patient.Band));
    }

    [Fact]
    public void Given_one_band_when_ranked_then_the_longer_wait_comes_first()
    {
        WaitingPatient[] patients = [Waiting.Patient(1, FhbBand.From10, 3), Waiting.Patient(2, FhbBand.From10, 4), Waiting.Patient(3, FhbBand.From10, 0)];

        Assert.Equal([Waiting.Journey(2), Waiting.Journey(1), Waiting.Journey(3)], Ranked(patients).Select(place => place.Patient.Id));
    }

    [Theory]
    [InlineData(FhbBand.From10)]
    [InlineData(FhbBand.From2)]
    [InlineData(FhbBand.Below2)]
    public void Given_ten_weeks_of_waiting_when_ranked_then_the_patient_comes_before_a_new_one_of_the_highest_band(FhbBand band)
    {
        WaitingPatient old = Waiting.Patient(1, band, waited: 70);
        WaitingPatient fresh = Waiting.Patient(2, FhbBand.From150);

        Assert.Equal(old.Id, Ranked([fresh, old])[0].Patient.Id);
    }

    [Fact]
    public void Given_any_two_of_many_patients_when_compared_then_the_order_is_total_and_independent_of_how_they_came()
    {
        for (int seed = 0; seed < 20; seed++)
        {
            var random = new Random(seed);
            WaitingPatient[] patients = [.. Enumerable.Range(0, 60).Select(i => Any(random, i))];
            IReadOnlyList<BookingPriority> ranked = Ranked(patients);

            for (int i = 0; i < ranked.Count; i++)
            {
                for (int j = 0; j < ranked.Count; j++)
                {
                    Assert.True(Math.Sign(ranked[i].CompareTo(ranked[j])) == Math.Sign(i - j), $"seed {seed}: {i} and {j}");
                }
            }

            Assert.True(ranked.Select(place => place.Patient.Id).SequenceEqual(Ranked(Waiting.Shuffled(patients, random)).Select(place => place.Patient.Id)), $"seed {seed}");
        }
    }

    [Fact]
    public void Given_any_patient_when_explained_then_the_lines_add_up_to_the_score_and_each_is_a_sentence()
    {
        for (int seed = 0; seed < 500; seed++)
        {
            BookingPriority place = BookingPriority.Of(Any(new Random(seed), seed), Waiting.Today, Waiting.Policy);

            Assert.True(place.Lines.Sum(line => line.Points) == place.Score, $"seed {seed}");
            Assert.True(place.Because.All(line => line.EndsWith('.') && !line.EndsWith("..", StringComparison.Ordinal)), $"seed {seed}: {string.Join('\n', place.Because)}");
        }
    }

    [Fact]
    public void Given_a_patient_when_explained_then_band_wait_and_clocks_are_there_in_words()
    {
        WaitingPatient patient = Waiting.Patient(1, FhbBand.From10, waited: 9, referred: new DateOnly(2026, 4, 23));

        Assert.Equal(
            [
                "f-Hb 10 to below 150 µg/g: 6.1 % of such patients had bowel cancer (NICE FIT study, Gut 2021, derived).",
                "Waiting 9 days, since 3 May 2026; the target is 14. The wait adds 9 points to today, and more each day.",
                "The 28-day Faster Diagnosis standard needs the examination by 14 May 2026, 2 days from today. Missing it would count 3,110 points.",
                "The 62-day treatment standard needs the examination by 24 May 2026, 12 days from today.",
                "The six-week diagnostic (DM01) standard needs the examination by 13 June 2026, 32 days from today.",
                "Together: another 7 days of waiting would count 7,569 points.",
            ],
            BookingPriority.Of(patient, Waiting.Today, Waiting.Policy).Because);
    }

    [Fact]
    public void Given_a_clinician_s_priority_when_ranked_then_it_stands_for_the_band_with_who_why_and_how_long()
    {
        WaitingPatient patient = Waiting.Patient(1, FhbBand.Below2) with { Override = Set(1, "Obstructing mass on CT", daysAgo: 2) };

        Assert.Equal(patient.Id, Ranked([Waiting.Patient(2, FhbBand.From150), patient])[0].Patient.Id);
        Assert.Equal(
            "Priority 1, set by triage on 10 May 2026, holds to 7 June 2026 in place of the f-Hb band: Obstructing mass on CT. 4,000 points a day.",
            BookingPriority.Of(patient, Waiting.Today, Waiting.Policy).Because[0]);
    }

    [Theory]
    [InlineData(28, true)]
    [InlineData(29, false)]
    public void Given_a_clinician_s_priority_when_its_last_day_has_passed_then_the_band_counts_again_and_that_is_said(int daysAgo, bool holds)
    {
        WaitingPatient plain = Waiting.Patient(1, FhbBand.From2, waited: 30);
        BookingPriority place = BookingPriority.Of(plain with { Override = Set(1, "Was unwell.", daysAgo) }, Waiting.Today, Waiting.Policy);

        Assert.Equal(holds, place.Score > BookingPriority.Of(plain, Waiting.Today, Waiting.Policy).Score);
        Assert.Contains(holds ? "holds to 12 May 2026" : "ended on 11 May 2026; the f-Hb band counts again", place.Because[0], StringComparison.Ordinal);
    }

    [Fact]
    public void Given_a_clinician_who_lowers_a_patient_when_weeks_pass_then_ageing_still_brings_the_patient_to_the_front()
    {
        WaitingPatient lowered = Waiting.Patient(1, FhbBand.From10, waited: 71) with { Override = Set(4, "Away, then frail; agreed with the patient.", daysAgo: 1) };

        Assert.Equal(lowered.Id, Ranked([Waiting.Patient(2, FhbBand.From150), lowered])[0].Patient.Id);
    }

    [Fact]
    public void Given_iron_deficiency_below_2_when_ranked_then_it_counts_as_the_next_band_and_nothing_ever_lowers()
    {
        WaitingPatient plain = Waiting.Patient(1, FhbBand.Below2);
        WaitingPatient deficient = plain with { IronDeficiencyAnaemia = true, Anaemic = true };

        Assert.Equal(Score(Waiting.Patient(1, FhbBand.From2)), Score(deficient));
        Assert.Contains(BookingPriority.Of(deficient, Waiting.Today, Waiting.Policy).Because, line => line.Contains("1.2 %", StringComparison.Ordinal));
        Assert.All(FhbBands.MostUrgentFirst, band => Assert.True(
            Score(Waiting.Patient(1, band) with { IronDeficiencyAnaemia = true, Anaemic = true }) >= Score(Waiting.Patient(1, band))));
    }

    [Theory]
    [InlineData(39, "1.45 %")]
    [InlineData(70, "5.26 %")]
    [InlineData(85, "5.26 %")]
    public void Given_an_age_with_published_exceptions_when_explained_then_they_are_told_and_move_nobody(int age, string figure)
    {
        WaitingPatient plain = Waiting.Patient(1, FhbBand.From10);
        WaitingPatient aged = plain with { AgeAtReferral = age };

        Assert.Contains(BookingPriority.Of(aged, Waiting.Today, Waiting.Policy).Because, line => line.Contains(figure, StringComparison.Ordinal));
        Assert.Equal(Score(plain), Score(aged));
    }

    [Theory]
    [InlineData(40)]
    [InlineData(69)]
    [InlineData(86)]
    public void Given_another_age_when_explained_then_nothing_is_said_of_it(int age) =>
        Assert.DoesNotContain(
            BookingPriority.Of(Waiting.Patient(1, FhbBand.From10) with { AgeAtReferral = age }, Waiting.Today, Waiting.Policy).Because,
            line => line.StartsWith("Age", StringComparison.Ordinal));

    [Fact]
    public void Given_a_patient_not_on_the_cancer_pathway_when_explained_then_only_the_six_week_clock_is_named()
    {
        WaitingPatient below = Waiting.Patient(1, FhbBand.From2, waited: 50);
        BookingPriority place = BookingPriority.Of(below, Waiting.Today, Waiting.Policy);

        Assert.DoesNotContain(place.Because, line => line.Contains("Faster Diagnosis", StringComparison.Ordinal));
        Assert.Contains(place.Because, line => line.Contains("needed the examination by 3 May 2026, 9 days ago", StringComparison.Ordinal));
        Assert.Contains(
            BookingPriority.Of(below with { SuspectedCancerReferral = true }, Waiting.Today, Waiting.Policy).Because,
            line => line.Contains("Faster Diagnosis", StringComparison.Ordinal));
    }

    private static IReadOnlyList<BookingPriority> Ranked(IEnumerable<WaitingPatient> patients) =>
        BookingPriority.Ranked(patients, Waiting.Today, Waiting.Policy);

    private static long Score(WaitingPatient patient) => BookingPriority.Of(patient, Waiting.Today, Waiting.Policy).Score;

    private static PriorityOverride Set(int level, string reason, int daysAgo) => new(level, reason, Actor.Triage, Waiting.At.AddDays(-daysAgo), Waiting.Today.AddDays(28 - daysAgo));

    private static WaitingPatient Any(Random random, int number) =>
        Waiting.Patient(number, (FhbBand)random.Next(4), random.Next(120), Waiting.Today.AddDays(-random.Next(200))) with
        {
            AgeAtReferral = random.Next(18, 100),
            Anaemic = random.Next(2) == 0,
            IronDeficiencyAnaemia = random.Next(3) == 0,
            SuspectedCancerReferral = random.Next(5) == 0,
            Override = random.Next(4) == 0 ? Set(random.Next(1, 5), "Seen in clinic", random.Next(60)) : null,
        };
}
