using FitPipeline.Application.Messaging.Letters;
using FitPipeline.Application.Messaging.Texts;
using FitPipeline.Application.People;
using FitPipeline.Pathway.Calendar;
using FitPipeline.Pathway.Events;
using FitPipeline.Pathway.Identity;
using FitPipeline.Pathway.Journeys;
using FitPipeline.Pathway.Messages;

namespace FitPipeline.Application.Tests;

/// <summary>To whom and when: hazards H21 to H27 at the moment of sending. January 2026 in London is on UTC; the 12th is a Monday.</summary>
public sealed class SmsDispatcherTests
{
    [Theory]
    [InlineData("2026-01-12T03:00Z", "2026-01-12T08:00Z", "before hours")]
    [InlineData("2026-01-12T12:00Z", "2026-01-12T12:00Z", "within hours")]
    [InlineData("2026-01-12T18:00Z", "2026-01-13T08:00Z", "at closing")]
    [InlineData("2026-01-16T18:30Z", "2026-01-19T08:00Z", "before a weekend")]
    [InlineData("2026-04-02T20:00Z", "2026-04-07T07:00Z", "before Easter, in summer time")]
    [InlineData("2026-03-27T19:00Z", "2026-03-30T07:00Z", "before the clocks go forward")]
    [InlineData("2026-10-23T19:00Z", "2026-10-26T08:00Z", "before the clocks go back")]
    public async Task A_text_leaves_in_the_sending_hours_of_a_working_day(string queued, string leaves, string when)
    {
        TextWorld world = new(queued);
        await world.KitPostedAsync(1);
        await world.UntilAsync("2026-12-01T00:00Z");

        Assert.True(world.Network.Calls is [{ } only] && only.At == DateTimeOffset.Parse(leaves, System.Globalization.CultureInfo.InvariantCulture), when);
    }

    [Fact]
    public async Task Given_a_number_that_two_patients_gave_when_their_texts_are_due_then_each_is_written_to_instead()
    {
        TextWorld world = new("2026-01-12T10:00Z");
        JourneyId one = await world.KitPostedAsync(1, mobile: 7);
        JourneyId other = await world.KitPostedAsync(2, mobile: 7);
        JourneyId alone = await world.KitPostedAsync(3);
        await world.UntilAsync("2026-01-12T11:00Z");

        Assert.Equal([alone], world.Network.Calls.Select(call => call.Text.Journey));
        foreach (JourneyId shared in (JourneyId[])[one, other])
        {
            Assert.Equal(TextStatus.Cancelled, world.TextTo(shared).Status);
            LetterRecord letter = Assert.Single(world.LettersTo(shared));
            Assert.Equal(world.TextTo(shared).Template, letter.Template);
            Assert.Equal(world.TextTo(shared).Facts, letter.Facts);
        }

        Assert.Empty(world.LettersTo(alone));
    }

    [Fact]
    public async Task Given_the_same_patient_referred_twice_when_the_texts_are_due_then_the_number_is_not_taken_for_shared()
    {
        TextWorld world = new("2026-01-12T10:00Z");
        JourneyId first = await world.KitPostedAsync(1);
        PatientRecord patient = (await world.Patients.FindAsync(first, default))!;
        await world.Patients.AddAsync(patient with { Journey = JourneyId.For(patient.Practice.OdsCode, "GP-again") }, default);
        await world.UntilAsync("2026-01-12T11:00Z");

        Assert.Equal([first], world.Network.Calls.Select(call => call.Text.Journey));
    }

    [Fact]
    public async Task Given_a_number_that_proved_dead_when_another_text_is_due_then_a_letter_says_it()
    {
        TextWorld world = new("2026-01-12T10:00Z");
        JourneyId id = await world.KitPostedAsync(1);
        await world.QueueAsync(id, id.Value + ".9.0");
        world.Network.Answer = _ => Task.FromResult<TextSending>(new TextSending.NoSuchNumber());
        await world.UntilAsync("2026-01-12T11:00Z");

        Assert.Single(world.Network.Calls);
        Assert.Equal([TextStatus.Failed, TextStatus.Cancelled], world.Texts.All.Select(text => text.Status));
        Assert.Equal(2, world.LettersTo(id).Count());
    }

    [Fact]
    public async Task Given_the_kit_came_back_in_the_night_when_the_reminder_is_due_then_nobody_is_asked_for_it()
    {
        TextWorld world = new("2026-01-12T10:00Z");
        JourneyId id = await world.KitPostedAsync(1);
        await world.UntilAsync("2026-01-19T18:30Z");
        await world.HappensAsync(id, "due", new PathwayEvent.DeadlineElapsed(world.Clock.Now));
        await world.HappensAsync(id, "in", new PathwayEvent.KitReceived(TextWorld.KitOf(1), null, world.Clock.Now));
        await world.UntilAsync("2026-01-20T12:00Z");

        Assert.Equal(
            [MessageTemplate.KitOnItsWay, MessageTemplate.KitReceived], world.Network.Calls.Select(call => call.Text.Template));
        Assert.Equal(TextStatus.Cancelled, world.Texts.All.Single(text => text.Template is MessageTemplate.PostYourKit).Status);
        Assert.DoesNotContain(world.LettersTo(id), letter => letter.Template is MessageTemplate.PostYourKit);
    }

    [Fact]
    public async Task Given_the_kit_comes_back_while_texts_are_leaving_then_the_last_look_is_after_the_claim()
    {
        TextWorld world = new("2026-01-12T10:00Z");
        JourneyId first = await world.KitPostedAsync(1);
        JourneyId second = await world.KitPostedAsync(2);
        world.Network.Answer = async text =>
        {
            if (text.Journey == first)
            {
                await world.HappensAsync(second, "in", new PathwayEvent.KitReceived(TextWorld.KitOf(2), null, world.Clock.Now));
            }

            return Network.Taken;
        };
        await world.UntilAsync("2026-01-12T11:00Z");

        Assert.DoesNotContain(world.Network.Calls, call => call.Text.Journey == second && call.Text.Template is MessageTemplate.KitOnItsWay);
    }

    [Fact]
    public async Task Given_a_patient_who_died_when_the_text_is_due_then_neither_text_nor_letter_leaves()
    {
        TextWorld world = new("2026-01-12T03:00Z");
        JourneyId id = await world.KitPostedAsync(1);
        await world.HappensAsync(id, "died", new PathwayEvent.DecisionMade(ClinicalDecision.PatientDied, Actor.Gp, world.Clock.Now));
        await world.UntilAsync("2026-02-12T12:00Z");

        Assert.Empty(world.Network.Calls);
        Assert.Empty(world.Letters.All);
        Assert.Equal(TextStatus.Cancelled, world.TextTo(id).Status);
    }

    [Fact]
    public async Task Given_a_patient_who_had_three_texts_when_a_fourth_is_due_then_it_waits_for_the_next_working_day()
    {
        TextWorld world = new("2026-01-16T10:00Z");
        JourneyId id = await world.KitPostedAsync(1);
        for (int i = 0; i < 3; i++)
        {
            await world.QueueAsync(id, $"{id.Value}.9.{i}");
        }

        JourneyId other = await world.KitPostedAsync(2);
        await world.UntilAsync("2026-01-16T17:00Z");
        Assert.Equal(3, world.Network.Calls.Count(call => call.Text.Journey == id));
        Assert.Single(world.Network.Calls, call => call.Text.Journey == other);

        await world.UntilAsync("2026-01-19T12:00Z");
        Assert.Equal(new DateTimeOffset(2026, 1, 19, 8, 0, 0, TimeSpan.Zero), world.Network.Calls[^1].At);
        Assert.Equal(4, world.Network.Calls.Count(call => call.Text.Journey == id));
    }

    [Fact]
    public async Task Given_a_loop_that_queues_hundreds_of_texts_to_one_patient_then_the_patient_gets_three_a_day()
    {
        TextWorld world = new("2026-01-12T10:00Z");
        JourneyId id = await world.KitPostedAsync(1);
        for (int i = 0; i < 500; i++)
        {
            await world.QueueAsync(id, $"{id.Value}.9.{i}");
        }

        await world.UntilAsync("2026-01-13T17:00Z");

        Assert.Equal([3, 3], world.Network.Calls.GroupBy(call => ServiceCalendar.DateOf(call.At)).Select(day => day.Count()));
    }

    [Fact]
    public async Task Given_a_text_that_could_not_leave_for_days_then_a_letter_says_it()
    {
        TextWorld world = new("2026-01-12T10:00Z");
        JourneyId id = await world.KitPostedAsync(1);
        world.Network.Answer = _ => Task.FromResult<TextSending>(new TextSending.Busy(TimeSpan.FromMinutes(20)));
        await world.UntilAsync("2026-01-15T17:59Z");
        Assert.Empty(world.LettersTo(id));

        await world.UntilAsync("2026-01-16T08:30Z");
        Assert.Equal(MessageTemplate.KitOnItsWay, Assert.Single(world.LettersTo(id)).Template);
        Assert.Equal(TextStatus.Cancelled, world.TextTo(id).Status);
    }
}
