using FitPipeline.Pathway.Decide;
using FitPipeline.Pathway.Effects;
using FitPipeline.Pathway.Events;
using FitPipeline.Pathway.Messages;

namespace FitPipeline.Pathway.Tests;

/// <summary>A message that waited for the morning is asked once more whether it is still true.</summary>
public sealed class MessageRulesTests
{
    [Fact]
    public void Every_text_the_pathway_sends_is_true_when_it_is_sent()
    {
        foreach ((string situation, Func<Story> tell) in Situations.All)
        {
            foreach ((string happening, Func<Story, PathwayEvent> of) in Happenings.All)
            {
                Story story = tell();
                if (story.Try(of(story)) is Decision.Accepted accepted)
                {
                    foreach (Effect effect in accepted.Effects)
                    {
                        (MessageTemplate Template, MessageFacts Facts)? message = effect switch
                        {
                            Effect.SendText text => (text.Template, text.Facts),
                            Effect.SendLetter letter => (letter.Template, letter.Facts),
                            _ => null,
                        };
                        Assert.True(
                            message is null || MessageRules.StillTrue(message.Value.Template, message.Value.Facts, accepted.Next),
                            $"{situation} × {happening}: {message?.Template}");
                    }
                }
            }
        }
    }

    [Fact]
    public void Given_a_reassuring_text_waiting_for_the_morning_when_the_result_is_doubted_overnight_then_it_is_not_sent()
    {
        foreach (Story story in new[]
        {
            Situations.SafetyNetted().Result("45", lab: "26B-RERUN"), Situations.ResultWithdrawn(), Situations.ConflictingReports(), Situations.LotRecalled(),
        })
        {
            Assert.False(MessageRules.StillTrue(MessageTemplate.ResultLetterFollows, MessageFacts.None, story.Journey));
        }
    }

    [Fact]
    public void Given_a_cancellation_waiting_for_the_morning_when_a_new_appointment_is_made_then_only_the_new_one_is_told()
    {
        Story story = Situations.WithAppointment();
        story.When(new PathwayEvent.AppointmentCancelled(story.Journey.Appointment!.BookingId, false, story.Now)).Booked();

        Assert.False(MessageRules.StillTrue(MessageTemplate.AppointmentCancelled, MessageFacts.None, story.Journey));
        Effect.SendText made = story.Effects.OfType<Effect.SendText>().Single();
        Assert.True(MessageRules.StillTrue(made.Template, made.Facts, story.Journey));
    }

    [Fact]
    public void Given_an_appointment_that_moved_then_the_old_time_is_not_told()
    {
        Story story = Situations.WithAppointment();
        MessageFacts old = new(AppointmentAt: story.Journey.Appointment!.StartsAt.AddDays(-1), Site: "QE Gateshead");

        Assert.False(MessageRules.StillTrue(MessageTemplate.AppointmentMade, old, story.Journey));
    }
}
