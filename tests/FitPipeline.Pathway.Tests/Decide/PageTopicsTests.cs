using System.Text;
using FitPipeline.Pathway.Calendar;
using FitPipeline.Pathway.Decide;
using FitPipeline.Pathway.Events;
using FitPipeline.Pathway.Journeys;
using FitPipeline.Pathway.Messages;
using FitPipeline.Pathway.Policy;

namespace FitPipeline.Pathway.Tests;

/// <summary>What a patient's own page may speak of, wherever the patient is.</summary>
public sealed class PageTopicsTests
{
    private static readonly PageTopic[] AboutTheKit =
        [PageTopic.GettingReady, PageTopic.InThePost, PageTopic.Arrived, PageTopic.NotReturned, PageTopic.WhenItComes, PageTopic.PostItBy, PageTopic.PostItSoon];

    [Fact]
    public void Every_situation_s_page_speaks_of_what_was_approved()
    {
        StringBuilder page = new("What a patient's own page speaks of in every situation. Written by PageTopicsTests; read it, then accept it.\n\n");
        foreach ((string situation, Func<Story> tell) in Situations.All)
        {
            Story story = tell();
            page.Append("- ").Append(situation).Append(" → ").Append(Words(Of(story))).Append('\n');
        }

        Approvals.Matches("tests/FitPipeline.Pathway.Tests/Decide/Matrix/PatientPage.approved.md", page.ToString());
    }

    [Fact]
    public void Given_a_result_nobody_has_told_then_its_page_is_that_of_any_doubt_or_decision_still_to_come()
    {
        Func<Story>[] untold =
        [
            Situations.Positive, Situations.OnTheList, Situations.UndecidedValue, Situations.ResearchAnalyser, Situations.ImpossibleDate,
            Situations.ConflictingReports, Situations.ResultWithdrawn, Situations.LotRecalled, Situations.CorrectedBeforeAcknowledgement,
            Situations.BelowWithConcern,
        ];
        Assert.All(untold, tell => Assert.Equal([new PageSentence(PageTopic.InTouch), new PageSentence(PageTopic.FeelWorse)], Of(tell())!.Next));
        Assert.All(untold, tell => Assert.Empty(Of(tell())!.Where));
        Assert.Single(untold.Select(tell => (Of(tell())!.HasKit, Of(tell())!.MayAskForKit)).Distinct());
    }

    [Fact]
    public void Given_the_date_to_post_by_is_over_then_it_is_no_longer_named()
    {
        Story story = Situations.KitWithPatient();
        DateOnly by = ServiceCalendar.DateOf(story.Journey.Kits[0].PostedAt).AddDays(PathwayPolicy.Current.PostByDays);
        DateTimeOffset lastMinute = ServiceCalendar.At(by, new TimeOnly(23, 59));

        Assert.Equal([new PageSentence(PageTopic.PostItBy, by)], PageTopics.Of(story.Journey, lastMinute, story.Policy)!.Next);
        Assert.Equal([new PageSentence(PageTopic.PostItSoon)], PageTopics.Of(story.Journey, lastMinute.AddMinutes(1), story.Policy)!.Next);
    }

    [Fact]
    public void Given_a_kit_that_is_late_in_going_out_then_no_date_of_the_past_is_named()
    {
        Story story = Situations.Referred().Days(9);

        Assert.Equal([new PageSentence(PageTopic.GettingReady, story.Today)], Of(story)!.Where);
    }

    [Fact]
    public void Given_a_kit_that_came_then_word_is_promised_by_the_policy_s_day()
    {
        Story story = Situations.KitAtLab().Under(PathwayPolicy.Current with { DaysToHear = 9 });
        DateOnly came = ServiceCalendar.DateOf(((JourneyState.KitReceived)story.State).ReceivedAt);

        Assert.Equal([new PageSentence(PageTopic.InTouchBy, came.AddDays(9))], Of(story)!.Next);
    }

    [Fact]
    public void Given_no_kit_is_out_when_the_practice_decides_then_nobody_is_told_that_theirs_can_still_be_posted()
    {
        Story story = Situations.NotReturned();
        Journey without = story.Journey with { Kits = [story.Journey.Kits[0] with { State = KitState.Lost }] };

        Assert.Equal(PageTopic.NotReturned, Assert.Single(Of(story)!.Where).Topic);
        Assert.True(Of(story)!.HasKit);
        PageTopics topics = PageTopics.Of(without, story.Now, story.Policy)!;
        Assert.Empty(topics.Where);
        Assert.False(topics.HasKit);
    }

    [Theory]
    [InlineData(ContactRestriction.DetailsProtected)]
    [InlineData(ContactRestriction.DeathReported)]
    public void Given_a_patient_to_whom_nothing_may_be_sent_then_whoever_holds_the_address_learns_nothing_and_can_ask_for_nothing(ContactRestriction why)
    {
        foreach ((string situation, Func<Story> tell) in Situations.All)
        {
            Story story = tell();
            if (story.Try(new PathwayEvent.ContactStopped(why, Actor.KitDesk, story.Now)) is Decision.Accepted { Next.State: JourneyState.Open } stopped)
            {
                PageTopics topics = PageTopics.Of(stopped.Next, story.Now, story.Policy)!;
                Assert.True(topics is { Where: [], HasKit: false, MayAskForKit: false }, situation);
                Assert.DoesNotContain(topics.Next, sentence => AboutTheKit.Contains(sentence.Topic) || sentence.On is not null);
            }
        }
    }

    [Fact]
    public void A_page_ends_with_its_journey_and_until_then_always_says_what_happens_next()
    {
        foreach ((string situation, Func<Story> tell) in Situations.All)
        {
            Story story = tell();
            PageTopics? topics = Of(story);
            Assert.True(story.State is JourneyState.Closed == topics is null, situation);
            Assert.True(topics is null || topics.Next.Count > 0, situation);
        }
    }

    private static PageTopics? Of(Story story) => PageTopics.Of(story.Journey, story.Now, story.Policy);

    private static string Words(PageTopics? topics) => topics is null ? "ended" : string.Join(", ",
    [
        .. topics.Where.Concat(topics.Next).Select(sentence => sentence.Topic + (sentence.On is { } day ? $" {day:yyyy-MM-dd}" : "")),
        .. topics.HasKit ? (string[])["(how to post)"] : [],
        .. topics.MayAskForKit ? (string[])["(may ask for a kit)"] : [],
    ]);
}
