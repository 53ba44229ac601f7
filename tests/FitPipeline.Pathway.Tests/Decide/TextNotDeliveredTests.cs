using FitPipeline.Pathway.Decide;
using FitPipeline.Pathway.Effects;
using FitPipeline.Pathway.Events;
using FitPipeline.Pathway.Journeys;
using FitPipeline.Pathway.Messages;

namespace FitPipeline.Pathway.Tests;

/// <summary>A text that did not arrive is replaced by a letter, while it is still true, and by nothing otherwise.</summary>
public sealed class TextNotDeliveredTests
{
    private static PathwayEvent.TextNotDelivered Failed(Story story, MessageTemplate template, bool permanent = false) =>
        new(template, story.AllEffects.OfType<Effect.SendText>().Last(text => text.Template == template).Facts, permanent, story.Now);

    public static TheoryData<string, MessageTemplate> LetterInstead() => new()
    {
        { "a kit on its way", MessageTemplate.KitOnItsWay },
        { "a reminder", MessageTemplate.PostYourKit },
        { "a kit received", MessageTemplate.KitReceived },
        { "a bad address", MessageTemplate.CallUsAboutYourAddress },
        { "unusable kits", MessageTemplate.CallUsAboutYourKit },
        { "please call", MessageTemplate.PleaseCallUs },
        { "still with us", MessageTemplate.StillWithUs },
        { "missed", MessageTemplate.AppointmentMissed },
        { "reassured", MessageTemplate.SafetyNetReview },
        { "withdrawn", MessageTemplate.CareContinuesElsewhere },
        { "attended", MessageTemplate.AppointmentAttended },
    };

    private static Story For(MessageTemplate template) => template switch
    {
        MessageTemplate.KitOnItsWay => Situations.KitWithPatient(),
        MessageTemplate.PostYourKit => Situations.KitWithPatient().Woken(),
        MessageTemplate.KitReceived => Situations.KitAtLab(),
        MessageTemplate.CallUsAboutYourAddress => Situations.BadAddress(),
        MessageTemplate.CallUsAboutYourKit => Situations.RepeatedlyUnusable(),
        MessageTemplate.PleaseCallUs => Situations.OnTheList(),
        MessageTemplate.StillWithUs => Situations.BelowWithConcern(),
        MessageTemplate.AppointmentMissed => Situations.WithAppointment().Missed(),
        MessageTemplate.SafetyNetReview => Situations.Closed(Outcome.Reassured),
        MessageTemplate.CareContinuesElsewhere => Situations.Closed(Outcome.Withdrawn),
        _ => Situations.Closed(Outcome.Investigated),
    };

    [Theory]
    [MemberData(nameof(LetterInstead))]
    public void Given_a_text_that_is_still_true_then_a_letter_says_the_same_even_after_the_end(string why, MessageTemplate template)
    {
        Story story = For(template);
        JourneyState before = story.State;
        PathwayEvent.TextNotDelivered failed = Failed(story, template);
        story.When(failed);

        Assert.True(story.Effects.SequenceEqual([new Effect.SendLetter(template, failed.Facts)]), why);
        Assert.Equal(before, story.State);
    }

    [Fact]
    public void Given_a_letter_went_with_the_text_then_no_second_letter_is_sent()
    {
        Story reassured = Situations.SafetyNetted();
        Assert.Empty(reassured.When(Failed(reassured, MessageTemplate.ResultLetterFollows)).Effects);

        Story booked = Situations.WithAppointment();
        Assert.Empty(booked.When(Failed(booked, MessageTemplate.AppointmentMade)).Effects);
    }

    [Fact]
    public void Given_the_reminder_failed_after_the_kit_came_back_then_nothing_replaces_it()
    {
        Story story = Situations.KitWithPatient().Woken();
        PathwayEvent.TextNotDelivered failed = Failed(story, MessageTemplate.PostYourKit);
        story.KitReceived();

        Assert.IsType<Decision.Ignored>(story.Try(failed));
    }

    [Fact]
    public void Given_a_dead_number_then_letters_are_sent_from_now_on()
    {
        Story story = Situations.KitWithPatient();
        story.When(Failed(story, MessageTemplate.KitOnItsWay, permanent: true));
        Assert.False(story.Journey.CanBeTexted);

        int texts = story.AllEffects.OfType<Effect.SendText>().Count();
        story.KitReceived().Result("45").Acknowledged().Booked();
        Assert.Equal(texts, story.AllEffects.OfType<Effect.SendText>().Count());
        Assert.Contains(story.AllEffects, effect => effect is Effect.SendLetter { Template: MessageTemplate.PleaseCallUs });
    }

    [Fact]
    public void Given_a_dead_number_and_a_message_no_longer_true_then_letters_are_sent_from_now_on_all_the_same()
    {
        Story story = Situations.KitWithPatient();
        PathwayEvent.TextNotDelivered failed = Failed(story, MessageTemplate.KitOnItsWay, permanent: true);
        story.KitReceived().When(failed);

        Assert.False(story.Journey.CanBeTexted);
        Assert.Empty(story.Effects);
    }

    [Fact]
    public void Given_the_patient_has_died_then_no_letter_is_sent_whatever_failed()
    {
        foreach (MessageTemplate template in Enum.GetValues<MessageTemplate>())
        {
            Story story = Situations.Closed(Outcome.Died);
            Assert.IsType<Decision.Ignored>(story.Try(new PathwayEvent.TextNotDelivered(template, MessageFacts.None, true, story.Now)));
        }
    }
}
