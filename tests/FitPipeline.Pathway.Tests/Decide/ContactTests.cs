using FitPipeline.Pathway.Decide;
using FitPipeline.Pathway.Effects;
using FitPipeline.Pathway.Events;
using FitPipeline.Pathway.Journeys;
using FitPipeline.Pathway.Messages;
using FitPipeline.Pathway.Policy;

namespace FitPipeline.Pathway.Tests;

/// <summary>How the patient is reached, and what the patient asks for, at any time after the referral.</summary>
public sealed class ContactTests
{
    private static PathwayEvent.ContactChanged NoMoreTexts(Story story) => new(ContactChange.TextsRefused, false, Actor.Patient, story.Now);

    [Fact]
    public void Given_a_patient_who_wants_no_more_texts_then_every_later_word_goes_by_letter()
    {
        Story story = Situations.KitWithPatient();
        story.When(NoMoreTexts(story));
        Assert.Equal([new Effect.Audit(Actor.Patient, "stopped texts")], story.Effects);
        Assert.IsType<JourneyState.KitPosted>(story.State);

        int texts = story.AllEffects.OfType<Effect.SendText>().Count();
        story.KitReceived().Result("45").Acknowledged().Booked();
        Assert.Equal(texts, story.AllEffects.OfType<Effect.SendText>().Count());
        Assert.Equal(
            [MessageTemplate.KitReceived, MessageTemplate.PleaseCallUs, MessageTemplate.AppointmentMade],
            story.AllEffects.OfType<Effect.SendLetter>().Select(letter => letter.Template));
    }

    [Fact]
    public void Given_a_dead_number_when_a_new_one_is_recorded_then_texts_are_sent_again()
    {
        Story story = Situations.KitWithPatient();
        MessageFacts facts = story.AllEffects.OfType<Effect.SendText>().Single().Facts;
        story.When(new PathwayEvent.TextNotDelivered(MessageTemplate.KitOnItsWay, facts, true, story.Now));
        story.When(new PathwayEvent.ContactChanged(ContactChange.Mobile, true, Actor.KitDesk, story.Now));
        story.KitReceived();

        Assert.Contains(new Effect.SendText(MessageTemplate.KitReceived, MessageFacts.None), story.Effects);
    }

    [Fact]
    public void Given_a_text_that_waits_when_the_patient_refuses_texts_then_a_letter_says_it()
    {
        Story story = Situations.KitWithPatient();
        story.When(NoMoreTexts(story));

        Assert.IsType<TextVerdict.ByLetter>(MessageRules.Judge(
            MessageTemplate.KitOnItsWay, new(story.Today), story.Journey, new TextMoment(story.Now, story.Now, 1, 0), PathwayPolicy.Current));
    }

    [Fact]
    public void Given_a_kit_in_the_post_when_the_address_changes_then_the_desk_asks_whether_it_came()
    {
        Story story = Situations.KitWithPatient();
        story.When(new PathwayEvent.ContactChanged(ContactChange.Address, true, Actor.Gp, story.Now));
        Assert.Equal(Owner.KitDesk, Assert.Single(story.Effects.OfType<Effect.RaiseWorkItem>()).Owner);

        Story waiting = Situations.Referred();
        waiting.When(new PathwayEvent.ContactChanged(ContactChange.Address, true, Actor.Gp, waiting.Now));
        Assert.Empty(waiting.Effects.OfType<Effect.RaiseWorkItem>());
    }

    [Theory]
    [InlineData(ContactRestriction.DetailsProtected, Owner.KitDesk)]
    [InlineData(ContactRestriction.DeathReported, Owner.Practice)]
    public void Given_a_patient_to_whom_nothing_may_be_sent_then_someone_is_asked_at_once_and_care_goes_on(ContactRestriction why, Owner asked)
    {
        Story story = Situations.KitWithPatient();
        story.When(new PathwayEvent.ContactStopped(why, Actor.KitDesk, story.Now));
        Effect.RaiseWorkItem item = Assert.Single(story.Effects.OfType<Effect.RaiseWorkItem>());
        Assert.Equal(asked, item.Owner);
        Assert.IsType<JourneyState.KitPosted>(story.State);

        story.KitReceived().Result("45").Acknowledged();
        Assert.Equal(why is ContactRestriction.DetailsProtected, story.Try(new PathwayEvent.SlotBooked(story.Slot(), story.Now)) is Decision.Accepted);
        Assert.Equal(1, story.AllEffects.Count(effect => effect is Effect.SendText or Effect.SendLetter));
        Assert.Contains(story.AllEffects, effect => effect is Effect.RaiseWorkItem { Owner: Owner.Practice } told && told.What.EndsWith("what happens next, or ask them to call us.", StringComparison.Ordinal));
        Assert.IsType<Decision.Ignored>(story.Try(new PathwayEvent.ContactStopped(why, Actor.KitDesk, story.Now)));
    }

    [Theory]
    [InlineData(ContactRestriction.DetailsProtected)]
    [InlineData(ContactRestriction.DeathReported)]
    public void Given_a_message_that_waits_when_nothing_may_be_sent_any_more_then_neither_text_nor_letter_leaves_and_a_person_tells(ContactRestriction why)
    {
        Story story = Situations.KitWithPatient();
        MessageFacts facts = story.AllEffects.OfType<Effect.SendText>().Single().Facts;
        story.When(new PathwayEvent.ContactStopped(why, Actor.KitDesk, story.Now));

        Assert.IsType<TextVerdict.ByLetter>(MessageRules.Judge(
            MessageTemplate.KitOnItsWay, facts, story.Journey, new TextMoment(story.Now, story.Now, 1, 0), PathwayPolicy.Current));
        story.When(new PathwayEvent.TextNotDelivered(MessageTemplate.KitOnItsWay, facts, false, story.Now));
        Assert.Equal(Owner.Practice, Assert.IsType<Effect.RaiseWorkItem>(Assert.Single(story.Effects)).Owner);

        Assert.Equal(LetterVerdict.HoldBack, MessageRules.Judge(MessageTemplate.KitOnItsWay, facts, story.Journey));
        story.When(new PathwayEvent.LetterHeldBack(MessageTemplate.KitOnItsWay, facts, story.Now));
        Assert.Equal(Owner.Practice, Assert.IsType<Effect.RaiseWorkItem>(Assert.Single(story.Effects)).Owner);
    }

    [Fact]
    public void Given_messages_were_stopped_for_two_reasons_then_both_must_be_lifted()
    {
        Story story = Situations.KitWithPatient();
        story.When(new PathwayEvent.ContactStopped(ContactRestriction.DetailsProtected, Actor.KitDesk, story.Now));
        story.When(new PathwayEvent.ContactStopped(ContactRestriction.DeathReported, Actor.KitDesk, story.Now));
        story.When(new PathwayEvent.ContactResumed(ContactRestriction.DeathReported, Actor.Gp, story.Now));
        Assert.True(story.Journey.ContactIsStopped);
        story.When(new PathwayEvent.ContactResumed(ContactRestriction.DetailsProtected, Actor.Gp, story.Now));
        story.KitReceived();

        Assert.Contains(new Effect.SendText(MessageTemplate.KitReceived, MessageFacts.None), story.Effects);
    }

    [Fact]
    public void Given_a_letter_in_the_queue_then_it_is_printed_while_it_is_true_and_dropped_after()
    {
        Story story = Situations.KitWithPatient();
        MessageFacts facts = new(story.Today);
        Assert.Equal(LetterVerdict.Print, MessageRules.Judge(MessageTemplate.PostYourKitAgain, facts, story.Journey));
        story.KitReceived();
        Assert.Equal(LetterVerdict.Drop, MessageRules.Judge(MessageTemplate.PostYourKitAgain, facts, story.Journey));
        story.When(new PathwayEvent.DecisionMade(ClinicalDecision.PatientDied, Actor.Gp, story.Now));
        Assert.Equal(LetterVerdict.Drop, MessageRules.Judge(MessageTemplate.CareContinuesElsewhere, MessageFacts.None, story.Journey));
    }

    [Theory]
    [InlineData(KitTrouble.Lost)]
    [InlineData(KitTrouble.Spoilt)]
    public void Given_a_kit_that_is_lost_or_spoilt_when_the_patient_asks_then_another_is_posted(KitTrouble trouble)
    {
        Story story = Situations.KitWithPatient();
        story.When(new PathwayEvent.KitAskedFor(trouble, Actor.Patient, story.Now));

        Assert.Equal([new Effect.Audit(Actor.Patient, "asked for another kit"), new Effect.PostKit(2)], story.Effects);
        Assert.IsType<JourneyState.Referred>(story.State);
        Assert.IsType<Decision.Ignored>(story.Try(new PathwayEvent.KitAskedFor(trouble, Actor.Patient, story.Now)));
    }

    [Fact]
    public void Given_a_kit_that_has_not_come_then_another_is_posted_once_the_post_has_had_its_time()
    {
        Story story = Situations.Referred().KitPosted();
        Assert.IsType<Decision.Rejected>(story.Days(4).Try(new PathwayEvent.KitAskedFor(KitTrouble.NotCome, Actor.Patient, story.Now)));
        story.Days(1).When(new PathwayEvent.KitAskedFor(KitTrouble.NotCome, Actor.Patient, story.Now));

        Assert.Contains(new Effect.PostKit(2), story.Effects);
    }

    [Fact]
    public void Given_kits_were_asked_for_again_and_again_then_someone_rings_instead_of_posting_more()
    {
        Story story = Situations.KitWithPatient();
        for (int kit = 2; kit <= PathwayPolicy.Current.AutomaticReplacements + 1; kit++)
        {
            story.When(new PathwayEvent.KitAskedFor(KitTrouble.Spoilt, Actor.Patient, story.Now)).KitPosted(kit);
        }

        story.When(new PathwayEvent.KitAskedFor(KitTrouble.Spoilt, Actor.Patient, story.Now));
        Assert.Equal(AssistanceReason.RepeatedlyUnusable, story.Is<JourneyState.AssistanceNeeded>().Reason);
        Assert.IsType<Decision.Rejected>(story.Try(new PathwayEvent.KitAskedFor(KitTrouble.Spoilt, Actor.Patient, story.Now)));
    }

    [Fact]
    public void Given_the_practice_was_told_not_returned_when_the_patient_asks_then_another_is_posted()
    {
        Story story = Situations.KitWithPatient();
        while (story.State is not JourneyState.PracticeReview)
        {
            story.Woken();
        }

        story.When(new PathwayEvent.KitAskedFor(KitTrouble.Lost, Actor.Patient, story.Now));
        Assert.Contains(new Effect.PostKit(2), story.Effects);
    }

    [Fact]
    public void Given_a_kit_said_to_be_lost_when_it_comes_after_all_then_it_is_read()
    {
        Story story = Situations.KitWithPatient();
        story.When(new PathwayEvent.KitAskedFor(KitTrouble.Lost, Actor.Patient, story.Now)).KitReceived(1);

        Assert.Equal(Story.Kit(1), story.Is<JourneyState.KitReceived>().Kit);
    }
}
