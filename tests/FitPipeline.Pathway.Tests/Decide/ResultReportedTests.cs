using FitPipeline.Pathway.Calendar;
using FitPipeline.Pathway.Decide;
using FitPipeline.Pathway.Effects;
using FitPipeline.Pathway.Events;
using FitPipeline.Pathway.Haemoglobin;
using FitPipeline.Pathway.Journeys;
using FitPipeline.Pathway.Messages;
using FitPipeline.Pathway.Referrals;

namespace FitPipeline.Pathway.Tests;

/// <summary>A value from the laboratory: the threshold, the sign before the number, the second result, the same one again.</summary>
public sealed class ResultReportedTests
{
    [Theory]
    [InlineData("10.0")]
    [InlineData("10")]
    [InlineData("10.000")]
    [InlineData("10.1")]
    [InlineData("45")]
    [InlineData(">10")]
    [InlineData(">=10")]
    [InlineData(">400")]
    public void Given_a_kit_at_the_laboratory_when_the_value_is_at_or_above_ten_then_a_clinician_must_acknowledge_it(string value)
    {
        Story story = Situations.KitAtLab().Result(value);

        var state = story.Is<JourneyState.AwaitingAcknowledgement>();
        Assert.Equal(Owner.Triage, state.Owner);
        Assert.Equal(ServiceCalendar.CloseOfWorkingDay(story.Now, 1, new TimeOnly(17, 0)), state.Due);
        Assert.Contains(new Effect.NotifyPractice(PracticeNotice.ResultAtOrAboveThreshold), story.Effects);
    }

    [Theory]
    [InlineData("9.9")]
    [InlineData("9.999")]
    [InlineData("9.999999")]
    [InlineData("0")]
    [InlineData("<10")]
    [InlineData("<7")]
    [InlineData("<=9.9")]
    public void Given_a_kit_at_the_laboratory_when_the_value_is_below_ten_then_the_patient_is_safety_netted(string value)
    {
        Story story = Situations.KitAtLab().Result(value);

        Assert.Equal(story.Now.AddDays(42), story.Is<JourneyState.SafetyNet>().Due);
    }

    [Theory]
    [InlineData("<=10")]
    [InlineData("<20")]
    [InlineData(">7")]
    [InlineData(">=9.9")]
    public void Given_a_kit_at_the_laboratory_when_the_sign_leaves_the_side_open_then_a_clinician_looks(string value)
    {
        Story story = Situations.KitAtLab().Result(value);

        Assert.Equal(ReviewReason.UndecidedValue, story.Is<JourneyState.ClinicalReview>().Reason);
        Assert.Null(story.Journey.HighestResult);
    }

    [Theory]
    [InlineData("49.9", typeof(JourneyState.SafetyNet))]
    [InlineData("50", typeof(JourneyState.AwaitingAcknowledgement))]
    [InlineData(">1000", typeof(JourneyState.AwaitingAcknowledgement))]
    public void Given_an_analyser_that_reports_nanograms_then_the_threshold_is_compared_in_micrograms(string nanograms, Type state)
    {
        Story story = Situations.KitAtLab();
        FaecalHaemoglobin value = Fhb.Of(nanograms, Analysers.OcSensor, HaemoglobinUnit.NanogramsPerMillilitre);
        story.When(new PathwayEvent.ResultReported(story.LatestKit, "26B-1", value, null, null, story.Now));

        Assert.IsType(state, story.State);
    }

    [Fact]
    public void Given_a_result_below_the_threshold_then_no_word_of_it_is_negative_and_the_text_says_a_letter_follows()
    {
        Story story = Situations.KitAtLab().Result("<7");

        Assert.DoesNotContain("negative", story.Because, StringComparison.OrdinalIgnoreCase);
        Assert.Contains(story.Effects, effect => effect is Effect.SendText { Template: MessageTemplate.ResultLetterFollows });
        Assert.Contains(story.Effects, effect => effect is Effect.SendLetter { Template: MessageTemplate.ResultLetterFollows });
        Assert.Contains(new Effect.NotifyPractice(PracticeNotice.ResultBelowThreshold), story.Effects);
    }

    [Fact]
    public void Given_a_result_at_the_threshold_then_nothing_of_it_is_texted()
    {
        Story story = Situations.KitAtLab().Result("10.0");

        Assert.DoesNotContain(story.Effects, effect => effect is Effect.SendText or Effect.SendLetter);
    }

    [Fact]
    public void Given_concern_at_referral_when_the_value_is_below_then_the_practice_decides_and_the_patient_is_told_so()
    {
        Story story = Situations.BelowWithConcern();

        var state = story.Is<JourneyState.PracticeReview>();
        Assert.Equal(PracticeQuestion.BelowThresholdWithConcern, state.Question);
        Assert.Equal(ServiceCalendar.CloseOfWorkingDay(story.Now, 5, new TimeOnly(17, 0)), state.Due);
        Assert.Contains(story.Effects, effect => effect is Effect.SendText { Template: MessageTemplate.StillWithUs });
    }

    public static TheoryData<string, ClinicalPicture> NotReassuring() => new()
    {
        { "iron-deficiency anaemia", Pictures.WithIronDeficiency },
        { "an abdominal mass", Pictures.WithAbdominalMass },
        { "obstruction", Pictures.Plain with { Findings = [Finding.Obstruction] } },
        { "recorded concern", Pictures.WithConcern },
        { "anaemia", Pictures.Plain with { Anaemia = true } },
        { "a woman's low blood count", Pictures.Plain with { HaemoglobinGramsPerLitre = 119m } },
        { "a man's low blood count", Pictures.Plain with { Sex = Sex.Male, HaemoglobinGramsPerLitre = 129m } },
        { "a low blood count, sex not recorded", Pictures.Plain with { Sex = Sex.NotKnown, HaemoglobinGramsPerLitre = 129m } },
        { "nobody said whether iron-deficient", Pictures.Plain with { IronDeficiencyAnaemia = null } },
    };

    [Theory]
    [MemberData(nameof(NotReassuring))]
    public void Given_anything_against_reassurance_when_the_value_is_below_then_the_practice_decides(string because, ClinicalPicture picture)
    {
        Story story = Story.Referred(picture).KitPosted().Days(3).KitReceived().Result("<7");

        Assert.True(story.State is JourneyState.PracticeReview { Question: PracticeQuestion.BelowThresholdWithConcern }, because);
        Assert.DoesNotContain(story.Effects, effect => effect is Effect.SendText { Template: MessageTemplate.ResultLetterFollows });
    }

    [Theory]
    [InlineData(120)]
    [InlineData(150)]
    public void Given_a_woman_whose_blood_count_is_not_low_when_the_value_is_below_then_she_is_safety_netted(int haemoglobin) =>
        Story.Referred(Pictures.Plain with { HaemoglobinGramsPerLitre = haemoglobin })
            .KitPosted().Days(3).KitReceived().Result("<7").Is<JourneyState.SafetyNet>();

    [Fact]
    public void Given_a_reassured_patient_when_a_further_result_is_at_the_threshold_then_a_clinician_must_acknowledge_it() =>
        Situations.SafetyNetted().Days(10).Result("10.0", lab: "26B-RERUN").Is<JourneyState.AwaitingAcknowledgement>();

    [Theory]
    [MemberData(nameof(EveryOpenStateWithAKit))]
    public void Given_any_open_journey_when_a_high_result_comes_then_triage_or_booking_owns_it(string situation)
    {
        Story story = Situations.All.Single(one => one.Name == situation).Tell();
        story.When(story.Reported(">400", lab: "26B-NEW"));

        Assert.Equal(ThresholdSide.AtOrAbove, story.Journey.HighestResult!.Against(10m));
        Assert.True(story.Journey.NextAction!.Value.Owner is Owner.Triage or Owner.BookingDesk, story.State.Name);
    }

    public static TheoryData<string> EveryOpenStateWithAKit() =>
        new(Situations.All.Where(one => one.Tell().Journey is { State: JourneyState.Open, Kits.Count: > 0 }).Select(one => one.Name));

    [Fact]
    public void Given_a_result_above_when_a_second_is_below_then_the_higher_stays_the_patients()
    {
        Story story = Situations.Positive().Result("<7", lab: "26B-RERUN");

        story.Is<JourneyState.AwaitingAcknowledgement>();
        Assert.Equal(Fhb.Of("45"), story.Journey.HighestResult);
    }

    [Fact]
    public void Given_the_same_report_again_then_it_is_ignored_even_a_day_later()
    {
        Story story = Situations.Positive();
        PathwayEvent again = story.Reported("45");
        Assert.IsType<Decision.Ignored>(story.Try(again));
        Assert.IsType<Decision.Ignored>(story.Days(1).Try(story.Reported("45")));
    }

    [Fact]
    public void Given_the_reported_value_changed_without_a_correction_then_both_count_and_a_clinician_looks()
    {
        Story story = Situations.Positive().Hours(2);
        story.When(story.Reported("5"));

        Assert.Equal(ReviewReason.ConflictingReports, story.Is<JourneyState.ClinicalReview>().Reason);
        Assert.Equal(Fhb.Of("45"), story.Journey.HighestResult);
        Assert.IsType<Decision.Rejected>(story.Try(story.Decision(ClinicalDecision.ContinueSafetyNet)));
    }

    [Theory]
    [InlineData("<20", "12")]
    [InlineData("12", "<20")]
    public void Given_two_reports_of_one_sample_one_of_them_undecided_then_the_one_at_the_threshold_counts_whichever_came_first(string first, string second)
    {
        Story story = Situations.KitAtLab().Result(first).Hours(1);
        story.When(story.Reported(second));

        Assert.Equal(ReviewReason.ConflictingReports, story.Is<JourneyState.ClinicalReview>().Reason);
        Assert.Equal(Fhb.Of("12"), story.Journey.HighestResult);
        story.Acknowledged().Is<JourneyState.AwaitingBooking>();
    }

    [Fact]
    public void Given_an_undecided_value_beside_one_below_then_nobody_is_reassured_on_the_lower()
    {
        Story story = Situations.SafetyNetted().Hours(1).Result("<20", lab: "26B-RERUN");

        Assert.Equal(ReviewReason.UndecidedValue, story.Is<JourneyState.ClinicalReview>().Reason);
        Assert.IsType<Decision.Rejected>(story.Try(story.Decision(ClinicalDecision.ContinueSafetyNet)));
    }

    [Fact]
    public void Given_an_analyser_for_research_only_then_a_clinician_looks_and_a_high_value_counts_meanwhile()
    {
        Story below = Situations.ResearchAnalyser();
        Assert.Equal(ReviewReason.AnalyserNotRecommended, below.Is<JourneyState.ClinicalReview>().Reason);
        Assert.Null(below.Journey.HighestResult);

        Story above = Situations.KitAtLab().Result("60", analyser: Analysers.NsPrime);
        Assert.Equal(ReviewReason.AnalyserNotRecommended, above.Is<JourneyState.ClinicalReview>().Reason);
        Assert.NotNull(above.Journey.HighestResult);
        above.Acknowledged().Is<JourneyState.AwaitingBooking>();
    }

    [Fact]
    public void Given_a_kit_of_somebody_else_then_the_result_is_rejected_for_the_quarantine()
    {
        Story story = Situations.KitAtLab();

        Assert.IsType<Decision.Rejected>(story.Try(story.Reported("45", number: 99)));
    }

    [Fact]
    public void Given_a_result_before_the_scan_then_it_counts_and_the_late_scan_changes_nothing()
    {
        Story story = Situations.KitWithPatient().Result("45");
        story.Is<JourneyState.AwaitingAcknowledgement>();

        story.KitReceived().Is<JourneyState.AwaitingAcknowledgement>();
        Assert.Equal(KitState.Resulted, story.Journey.Kits[0].State);
    }
}
