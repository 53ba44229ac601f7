using FitPipeline.Pathway.Calendar;
using FitPipeline.Pathway.Effects;
using FitPipeline.Pathway.Haemoglobin;
using FitPipeline.Pathway.Journeys;
using FitPipeline.Pathway.Results;

namespace FitPipeline.Pathway.Tests;

/// <summary>
/// Old samples are asymmetric: to 14 days valid, to 30 a value at or above the threshold stands and one below is repeated,
/// beyond 30 nothing counts. Expired, recalled and refused kits never reassure either.
/// </summary>
public sealed class SampleAgeInDecisionsTests
{
    // The kit was posted on the story's first day; receipt is that many days after a collection on the day of posting.
    private static Story After(int days, string value)
    {
        Story story = Situations.KitAtLab();
        DateOnly posted = ServiceCalendar.DateOf(story.Journey.Kits[0].PostedAt);
        return story.Hours(1).When(story.Reported(value, collectedOn: posted, receivedOn: posted.AddDays(days)));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(13)]
    [InlineData(14)]
    public void Given_a_sample_up_to_14_days_old_then_a_value_below_reassures(int days) => After(days, "<7").Is<JourneyState.SafetyNet>();

    [Theory]
    [InlineData(15)]
    [InlineData(30)]
    public void Given_a_sample_of_15_to_30_days_when_below_then_another_kit_is_posted(int days)
    {
        Story story = After(days, "<7");

        story.Is<JourneyState.Referred>();
        Assert.Contains(new Effect.PostKit(2), story.Effects);
        Assert.Contains(new Effect.NotifyPractice(PracticeNotice.SampleRejected), story.Effects);
        Assert.Null(story.Journey.HighestResult);
    }

    [Theory]
    [InlineData(15)]
    [InlineData(30)]
    public void Given_a_sample_of_15_to_30_days_when_at_the_threshold_then_it_stands(int days) =>
        After(days, "10.0").Is<JourneyState.AwaitingAcknowledgement>();

    [Theory]
    [InlineData("<7")]
    [InlineData("10.0")]
    [InlineData(">400")]
    public void Given_a_sample_beyond_30_days_then_no_value_counts_and_another_kit_is_posted(string value)
    {
        Story story = After(31, value);

        story.Is<JourneyState.Referred>();
        Assert.Null(story.Journey.HighestResult);
        Assert.Equal(ResultStanding.NotValid, Assert.Single(story.Journey.Results).Standing);
    }

    [Theory]
    [InlineData(14, typeof(JourneyState.SafetyNet))]
    [InlineData(15, typeof(JourneyState.Referred))]
    [InlineData(31, typeof(JourneyState.Referred))]
    public void Given_no_collection_date_then_the_day_of_posting_bounds_the_age(int days, Type state)
    {
        Story story = Story.Referred().KitPosted().Days(2).KitReceived(collectedDaysAgo: null);
        DateOnly posted = ServiceCalendar.DateOf(story.Journey.Kits[0].PostedAt);
        story.When(story.Reported("<7", receivedOn: posted.AddDays(days)));

        Assert.IsType(state, story.State);
    }

    [Fact]
    public void Given_no_collection_date_and_a_kit_long_out_when_at_the_threshold_then_it_stands()
    {
        Story story = Story.Referred().KitPosted().Days(40).KitReceived(collectedDaysAgo: null).Result("10.0");

        story.Is<JourneyState.AwaitingAcknowledgement>();
    }

    [Theory]
    [InlineData(-1, 5)]
    [InlineData(6, 5)]
    [InlineData(-400, 5)]
    public void Given_an_impossible_collection_date_when_below_then_a_clinician_looks(int collectedAfter, int receivedAfter)
    {
        Story story = Situations.KitAtLab();
        DateOnly posted = ServiceCalendar.DateOf(story.Journey.Kits[0].PostedAt);
        story.When(story.Reported("<7", collectedOn: posted.AddDays(collectedAfter), receivedOn: posted.AddDays(receivedAfter)));

        Assert.Equal(ReviewReason.ImpossibleCollectionDate, story.Is<JourneyState.ClinicalReview>().Reason);
        Assert.Null(story.Journey.HighestResult);
    }

    [Fact]
    public void Given_an_impossible_collection_date_when_at_the_threshold_then_it_stands()
    {
        Story story = Situations.KitAtLab();
        DateOnly posted = ServiceCalendar.DateOf(story.Journey.Kits[0].PostedAt);

        story.When(story.Reported("10.0", collectedOn: posted.AddDays(-400))).Is<JourneyState.AwaitingAcknowledgement>();
    }

    [Fact]
    public void Given_a_receipt_before_the_kit_was_posted_then_the_sample_is_not_called_fresh()
    {
        Story story = Story.Referred().KitPosted().Days(20).KitReceived(collectedDaysAgo: null);
        DateOnly posted = ServiceCalendar.DateOf(story.Journey.Kits[0].PostedAt);
        story.When(story.Reported("<7", receivedOn: posted.AddDays(-3)));

        Assert.Equal(ReviewReason.ImpossibleCollectionDate, story.Is<JourneyState.ClinicalReview>().Reason);
    }

    [Fact]
    public void Given_a_kit_that_had_expired_at_collection_then_below_is_repeated_and_above_stands()
    {
        Story expired() => Story.Referred().KitPosted(expiresInDays: 28).Days(34).KitReceived(collectedDaysAgo: 3);

        Assert.Contains(new Effect.PostKit(2), expired().Result("<7").Effects);
        expired().Result("10.0").Is<JourneyState.AwaitingAcknowledgement>();
    }

    [Fact]
    public void Given_a_kit_that_expires_on_the_day_of_collection_then_it_still_counts()
    {
        Story story = Story.Referred().KitPosted(expiresInDays: 28).Days(28).KitReceived(collectedDaysAgo: 0).Result("<7");

        story.Is<JourneyState.SafetyNet>();
    }

    [Fact]
    public void Given_an_old_sample_on_a_research_analyser_when_below_then_it_is_repeated_rather_than_left_to_a_review()
    {
        Story story = Situations.KitAtLab();
        DateOnly posted = ServiceCalendar.DateOf(story.Journey.Kits[0].PostedAt);
        story.When(story.Reported("<7", analyser: Analysers.NsPrime, collectedOn: posted, receivedOn: posted.AddDays(20)));

        Assert.Contains(new Effect.PostKit(2), story.Effects);
    }

    [Fact]
    public void Given_a_sample_the_laboratory_had_refused_when_a_value_below_follows_then_nobody_is_reassured_on_it()
    {
        Story story = Situations.ReplacementToPost().Result("<7", number: 1);
        Assert.Equal(ReviewReason.ConflictingReports, story.Is<JourneyState.ClinicalReview>().Reason);

        // Nor on a second reading of the same sample.
        story.Result("<7", number: 1, lab: "26B-RERUN");
        Assert.Null(story.Journey.HighestResult);
    }

    [Fact]
    public void Given_a_sample_the_laboratory_had_refused_when_a_value_above_follows_then_it_stands() =>
        Situations.ReplacementToPost().Result("45", number: 1).Is<JourneyState.AwaitingAcknowledgement>();

    [Fact]
    public void Given_a_kit_that_came_back_undelivered_when_a_value_below_follows_then_a_clinician_looks()
    {
        Story story = Situations.BadAddress().Result("<7");

        Assert.Equal(ReviewReason.ConflictingReports, story.Is<JourneyState.ClinicalReview>().Reason);
    }
}
