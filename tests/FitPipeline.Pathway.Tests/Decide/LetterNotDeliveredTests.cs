using FitPipeline.Pathway.Booking;
using FitPipeline.Pathway.Calendar;
using FitPipeline.Pathway.Decide;
using FitPipeline.Pathway.Effects;
using FitPipeline.Pathway.Events;
using FitPipeline.Pathway.Journeys;
using FitPipeline.Pathway.Messages;

namespace FitPipeline.Pathway.Tests;

/// <summary>A letter is the last thing that is sent: when it reaches nobody, a person rings.</summary>
public sealed class LetterNotDeliveredTests
{
    private static PathwayEvent.LetterNotDelivered Back(Story story, MessageTemplate template, LetterTrouble trouble = LetterTrouble.CameBack) =>
        new(template, story.AllEffects.OfType<Effect.SendLetter>().Single(letter => letter.Template == template).Facts, trouble, story.Now);

    private static Story WithoutMobile() => Story.Referred(canBeTexted: false).KitPosted().Days(6);

    [Theory]
    [InlineData(LetterTrouble.NoAddress, "This patient has no address")]
    [InlineData(LetterTrouble.CameBack, "A letter to this patient came back")]
    public void Given_a_letter_that_reached_nobody_then_the_desk_rings_with_what_it_said_and_the_practice_is_told(LetterTrouble trouble, string what)
    {
        Story story = WithoutMobile();
        JourneyState before = story.State;
        story.When(Back(story, MessageTemplate.KitOnItsWay, trouble));

        Effect.RaiseWorkItem call = Assert.Single(story.Effects.OfType<Effect.RaiseWorkItem>());
        Assert.Equal(Owner.KitDesk, call.Owner);
        Assert.StartsWith(what, call.What, StringComparison.Ordinal);
        Assert.EndsWith("tell them that the kit is in the post, and by when to post it back.", call.What, StringComparison.Ordinal);
        Assert.Equal(ServiceCalendar.CloseOfWorkingDay(story.Now, story.Policy.WorkingDaysToAssist, story.Policy.CloseOfBusiness), call.Due);
        Assert.Contains(new Effect.NotifyPractice(PracticeNotice.AddressFailed), story.Effects);
        Assert.Equal(before, story.State);

        string key = Assert.Single(story.Journey.Beside).Key;
        Assert.NotNull(JourneyDecider.OutcomeAskedOf(story.Journey, key));
        Assert.Equal("Call in place of a letter made, and ticked off", SideTaskKeys.WhatWasDone(key));
        story.When(new PathwayEvent.BesideDone(key, Actor.KitDesk, story.Now));
        Assert.Contains(new Effect.FinishWorkItem(key), story.Effects);
        Assert.Empty(story.Journey.Beside);
        Assert.IsType<Decision.Ignored>(story.Try(new PathwayEvent.BesideDone(key, Actor.KitDesk, story.Now)));
    }

    [Fact]
    public void Given_a_letter_that_came_back_when_it_is_no_longer_true_then_the_address_is_asked_for_all_the_same()
    {
        Story story = WithoutMobile();
        PathwayEvent back = Back(story, MessageTemplate.KitOnItsWay);
        PathwayEvent unprinted = Back(story, MessageTemplate.KitOnItsWay, LetterTrouble.NoAddress);
        story.KitReceived();

        Assert.IsType<Decision.Ignored>(story.Try(unprinted));
        story.When(back);
        Assert.EndsWith("Ring the patient and ask where letters can go.", Assert.Single(story.Effects.OfType<Effect.RaiseWorkItem>()).What, StringComparison.Ordinal);
    }

    [Fact]
    public void Given_the_letter_with_the_result_came_back_then_the_practice_tells_it_and_until_then_the_patient_is_not_told()
    {
        Story story = Situations.ResultLetterBack();
        Assert.Null(story.Journey.ToldAt);
        Assert.NotNull(JourneyClocks.TellBy(story.Journey));
        Effect.RaiseWorkItem call = Assert.Single(story.Effects.OfType<Effect.RaiseWorkItem>());
        Assert.Equal(Owner.Practice, call.Owner);
        Assert.DoesNotContain(story.Effects, effect => effect is Effect.SendText or Effect.SendLetter);

        story.Hours(5).When(new PathwayEvent.BesideDone(call.Key!, Actor.Gp, story.Now));
        Assert.Equal(story.Now, story.Journey.ToldAt);
    }

    [Fact]
    public void Given_the_result_was_doubted_before_the_call_then_ringing_does_not_count_as_told()
    {
        Story story = Situations.ResultLetterBack();
        string key = Assert.Single(story.Journey.Beside).Key;
        story.When(story.Withdrawn()).When(new PathwayEvent.BesideDone(key, Actor.Gp, story.Now));

        Assert.Null(story.Journey.ToldAt);
        Assert.Empty(story.Journey.Beside);
    }

    [Fact]
    public void Given_several_letters_that_came_back_then_each_is_told_and_the_practice_hears_once()
    {
        Story story = WithoutMobile();
        story.When(Back(story, MessageTemplate.KitOnItsWay)).When(Back(story, MessageTemplate.KitOnItsWay));

        Assert.Equal(2, story.Journey.Beside.Count);
        Assert.Single(story.AllEffects, effect => effect is Effect.NotifyPractice { Notice: PracticeNotice.AddressFailed });
    }

    [Theory]
    [InlineData(ContactRestriction.DetailsProtected)]
    [InlineData(ContactRestriction.DeathReported)]
    public void Given_a_patient_to_whom_nothing_may_be_sent_then_nobody_rings_at_that_address_s_word_and_the_practice_is_asked(ContactRestriction why)
    {
        Story story = WithoutMobile();
        story.When(new PathwayEvent.ContactStopped(why, Actor.KitDesk, story.Now)).When(Back(story, MessageTemplate.KitOnItsWay));

        Effect.RaiseWorkItem item = Assert.IsType<Effect.RaiseWorkItem>(Assert.Single(story.Effects));
        Assert.Equal(Owner.Practice, item.Owner);
        Assert.StartsWith("Nothing may be sent to this patient.", item.What, StringComparison.Ordinal);
    }

    [Fact]
    public void Given_a_call_that_is_owed_when_the_patient_has_died_then_nobody_rings()
    {
        Story story = WithoutMobile();
        story.When(Back(story, MessageTemplate.KitOnItsWay));
        string key = Assert.Single(story.Journey.Beside).Key;
        story.Decided(ClinicalDecision.PatientDied, Actor.Gp);

        Assert.Contains(new Effect.FinishWorkItem(key), story.Effects);
        Assert.IsType<Decision.Ignored>(story.Try(new PathwayEvent.LetterNotDelivered(MessageTemplate.KitOnItsWay, new(story.Today), LetterTrouble.CameBack, story.Now)));
    }

    [Fact]
    public void Given_a_last_letter_that_came_back_after_the_end_then_the_desk_rings_and_the_journey_stays_ended()
    {
        Story story = Situations.Closed(Outcome.Withdrawn);
        story.When(new PathwayEvent.LetterNotDelivered(MessageTemplate.CareContinuesElsewhere, MessageFacts.None, LetterTrouble.CameBack, story.Now));
        string key = Assert.Single(story.Journey.Beside).Key;

        Assert.Equal(Owner.KitDesk, Assert.Single(story.Effects.OfType<Effect.RaiseWorkItem>()).Owner);
        story.When(new PathwayEvent.BesideDone(key, Actor.KitDesk, story.Now));
        Assert.IsType<JourneyState.Closed>(story.State);
        Assert.Empty(story.Journey.Beside);
    }
}
