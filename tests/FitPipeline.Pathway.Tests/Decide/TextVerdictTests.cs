using FitPipeline.Pathway.Calendar;
using FitPipeline.Pathway.Effects;
using FitPipeline.Pathway.Events;
using FitPipeline.Pathway.Journeys;
using FitPipeline.Pathway.Messages;
using FitPipeline.Pathway.Policy;

namespace FitPipeline.Pathway.Tests;

/// <summary>What is done with a text at the moment of sending.</summary>
public sealed class TextVerdictTests
{
    // Monday 12 January 2026, 10:00 in London.
    private static readonly DateTimeOffset Queued = new(2026, 1, 12, 10, 0, 0, TimeSpan.Zero);
    private static readonly TextMoment Moment = new(Queued, Queued, PeopleWithMobile: 1, SentToday: 0);

    private static TextVerdict Judge(Story story, TextMoment moment, MessageTemplate template = MessageTemplate.KitOnItsWay) =>
        MessageRules.Judge(template, new MessageFacts(new DateOnly(2026, 1, 22)), story.Journey, moment, PathwayPolicy.Current);

    [Fact]
    public void A_true_text_to_a_number_of_one_patient_leaves() =>
        Assert.IsType<TextVerdict.Send>(Judge(Situations.KitWithPatient(), Moment));

    [Fact]
    public void A_text_that_is_no_longer_true_is_dropped_whatever_else_holds()
    {
        Assert.IsType<TextVerdict.Drop>(Judge(Situations.KitAtLab(), Moment));
        Assert.IsType<TextVerdict.Drop>(Judge(Situations.KitAtLab(), Moment with { PeopleWithMobile = 2, SentToday = 9 }));
        Assert.IsType<TextVerdict.Drop>(Judge(Situations.Closed(Outcome.Died), Moment, MessageTemplate.CareContinuesElsewhere));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(2)]
    [InlineData(40)]
    public void A_number_of_nobody_or_of_several_patients_is_written_to(int people) =>
        Assert.IsType<TextVerdict.ByLetter>(Judge(Situations.KitWithPatient(), Moment with { PeopleWithMobile = people }));

    [Fact]
    public void Whoever_wants_no_texts_any_more_is_written_to()
    {
        Story story = Situations.KitWithPatient();
        story.When(new PathwayEvent.TextNotDelivered(MessageTemplate.KitOnItsWay, new(new DateOnly(2026, 1, 22)), true, story.Now));

        Assert.IsType<TextVerdict.ByLetter>(Judge(story, Moment));
    }

    [Fact]
    public void A_fourth_text_of_a_day_waits_for_the_next_working_day_s_opening()
    {
        Assert.IsType<TextVerdict.Send>(Judge(Situations.KitWithPatient(), Moment with { SentToday = 2 }));
        Assert.Equal(
            new TextVerdict.Wait(new DateTimeOffset(2026, 1, 13, 8, 0, 0, TimeSpan.Zero)),
            Judge(Situations.KitWithPatient(), Moment with { SentToday = 3 }));

        // Maundy Thursday, in summer time: the next is the Tuesday after Easter.
        DateTimeOffset thursday = new(2026, 4, 2, 16, 0, 0, TimeSpan.Zero);
        Assert.Equal(
            new TextVerdict.Wait(new DateTimeOffset(2026, 4, 7, 7, 0, 0, TimeSpan.Zero)),
            Judge(Situations.KitWithPatient(), new TextMoment(thursday, thursday, 1, 3)));
    }

    [Fact]
    public void The_text_of_an_appointment_waits_for_the_clinician_to_ring_first()
    {
        Story story = Situations.WithAppointment();
        DateTimeOffset until = ServiceCalendar.CloseOfWorkingDay(story.Journey.AcknowledgedAt!.Value, 1, PathwayPolicy.Current.CloseOfBusiness);
        Assert.Equal(new TextVerdict.Wait(until), OfAppointment(story, story.Now));
        Assert.Equal(new TextVerdict.Wait(until), OfAppointment(story, until.AddSeconds(-1)));
        Assert.IsType<TextVerdict.Send>(OfAppointment(story, until));
        Assert.Equal([PageTopic.InTouch, PageTopic.FeelWorse], PageTopics.Of(story.Journey, until.AddSeconds(-1), story.Policy)!.Next.Select(next => next.Topic));
        Assert.Equal([PageTopic.VisitInLetter, PageTopic.CannotCome], PageTopics.Of(story.Journey, until, story.Policy)!.Next.Select(next => next.Topic));
    }

    [Fact]
    public void The_text_of_an_appointment_does_not_wait_once_the_patient_has_accepted_it_nor_when_it_is_near_nor_for_another_one()
    {
        Story accepted = Situations.Accepted();
        Assert.IsType<TextVerdict.Send>(OfAppointment(accepted, accepted.Now));

        Story near = Situations.OnTheList().Booked(inDays: 3);
        Assert.IsType<TextVerdict.Send>(OfAppointment(near, near.Now));

        Story another = Situations.OnceMissed();
        Assert.IsType<TextVerdict.Send>(OfAppointment(another, another.Now));

        // Everything else that is said meanwhile leaves.
        Story story = Situations.WithAppointment();
        Assert.IsType<TextVerdict.Send>(MessageRules.Judge(
            MessageTemplate.PleaseCallUs, MessageFacts.None, story.Journey, Moment with { At = story.Now, QueuedAt = story.Now }, story.Policy));
    }

    private static TextVerdict OfAppointment(Story story, DateTimeOffset at) => MessageRules.Judge(
        MessageTemplate.AppointmentMade,
        new MessageFacts(AppointmentAt: story.Journey.Appointment!.StartsAt, Site: story.Journey.Appointment.Site),
        story.Journey,
        Moment with { At = at, QueuedAt = story.Now },
        story.Policy);

    [Theory]
    [InlineData("2026-01-15T17:59Z", true)]
    [InlineData("2026-01-16T08:00Z", false)]
    public void A_text_held_up_for_more_than_three_working_days_is_a_letter(string at, bool leaves)
    {
        TextVerdict verdict = Judge(
            Situations.KitWithPatient(), Moment with { At = DateTimeOffset.Parse(at, System.Globalization.CultureInfo.InvariantCulture) });

        Assert.Equal(leaves, verdict is TextVerdict.Send);
        Assert.Equal(!leaves, verdict is TextVerdict.ByLetter);
    }
}
