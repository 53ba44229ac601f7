using FitPipeline.Application.Messaging.Texts;
using FitPipeline.Pathway.Events;
using FitPipeline.Pathway.Identity;
using FitPipeline.Pathway.Messages;

namespace FitPipeline.Application.Tests;

/// <summary>Accepted is not delivered (H23): reports early, late, twice and never.</summary>
public sealed class TextReceiptTests
{
    [Fact]
    public async Task Given_a_text_that_was_accepted_when_no_report_comes_for_a_day_then_a_letter_says_the_same()
    {
        TextWorld world = new("2026-01-12T10:00Z");
        JourneyId id = await world.KitPostedAsync(1);
        await world.UntilAsync("2026-01-13T10:00Z");
        Assert.Equal(TextStatus.Sent, world.TextTo(id).Status);
        Assert.Empty(world.LettersTo(id));

        await world.UntilAsync("2026-01-13T10:01Z");
        Assert.Equal(TextStatus.Failed, world.TextTo(id).Status);
        Assert.Equal(MessageTemplate.KitOnItsWay, Assert.Single(world.LettersTo(id)).Template);
    }

    [Fact]
    public async Task Given_a_provider_that_reports_nothing_then_its_silence_says_nothing()
    {
        TextWorld world = new("2026-01-12T10:00Z");
        world.Network.ReportsDelivery = false;
        JourneyId id = await world.KitPostedAsync(1);
        await world.UntilAsync("2026-01-15T10:00Z");

        Assert.Equal(TextStatus.Sent, world.TextTo(id).Status);
        Assert.Empty(world.LettersTo(id));
    }

    [Fact]
    public async Task Given_the_answer_was_lost_when_time_goes_on_then_the_text_is_not_sent_again_and_a_letter_says_it()
    {
        TextWorld world = new("2026-01-12T10:00Z");
        world.Network.ReportsDelivery = false;
        JourneyId id = await world.KitPostedAsync(1);
        int calls = 0;
        world.Network.Answer = _ =>
        {
            calls++;
            throw new HttpRequestException("The connection was cut.");
        };
        await Assert.ThrowsAsync<HttpRequestException>(() => world.UntilAsync("2026-01-12T10:30Z"));
        world.Restart();
        await world.UntilAsync("2026-01-13T10:01Z");

        Assert.Equal(1, calls);
        Assert.Equal(TextStatus.Failed, world.TextTo(id).Status);
        Assert.Single(world.LettersTo(id));
    }

    [Fact]
    public async Task Given_a_report_of_failure_when_it_comes_twice_and_late_then_one_letter_leaves()
    {
        TextWorld world = new("2026-01-12T10:00Z");
        JourneyId id = await world.KitPostedAsync(1);
        await world.UntilAsync("2026-01-12T10:30Z");
        string text = world.TextTo(id).TextId;

        Assert.True(await world.ReportAsync(text, "Failed", "Absent subscriber"));
        Assert.True(await world.ReportAsync(text, "Failed", "Absent subscriber"));
        Assert.True(await world.ReportAsync(text, "Delivered"));
        await world.UntilAsync("2026-01-20T07:00Z");

        Assert.Equal(TextStatus.Failed, world.TextTo(id).Status);
        Assert.Single(world.LettersTo(id));
    }

    [Fact]
    public async Task Given_a_report_before_the_provider_s_own_answer_is_written_down_then_it_counts()
    {
        TextWorld world = new("2026-01-12T10:00Z");
        JourneyId id = await world.KitPostedAsync(1);
        world.Network.Answer = async text =>
        {
            Assert.True(await world.ReportAsync(text.TextId, "Delivered"));
            return Network.Taken;
        };
        await world.UntilAsync("2026-01-14T12:00Z");

        Assert.Equal(TextStatus.Delivered, world.TextTo(id).Status);
        Assert.Empty(world.LettersTo(id));
    }

    [Fact]
    public async Task Given_a_report_for_a_text_of_nobody_s_then_nothing_happens()
    {
        TextWorld world = new("2026-01-12T10:00Z");
        JourneyId id = await world.KitPostedAsync(1);
        await world.UntilAsync("2026-01-12T10:30Z");

        Assert.False(await world.ReportAsync("unknown", "Failed"));
        Assert.Equal(TextStatus.Sent, world.TextTo(id).Status);
    }

    [Fact]
    public async Task Given_a_number_reported_as_dead_then_letters_are_sent_from_now_on()
    {
        TextWorld world = new("2026-01-12T10:00Z");
        JourneyId id = await world.KitPostedAsync(1);
        await world.UntilAsync("2026-01-12T10:30Z");
        await world.ReportAsync(world.TextTo(id).TextId, "Failed", "Unassigned number");
        await world.HappensAsync(id, "in", new PathwayEvent.KitReceived(TextWorld.KitOf(1), null, world.Clock.Now));
        await world.UntilAsync("2026-01-12T11:30Z");

        Assert.Single(world.Network.Calls);
        Assert.Equal([MessageTemplate.KitOnItsWay, MessageTemplate.KitReceived], world.LettersTo(id).Select(letter => letter.Template));
    }

    [Fact]
    public async Task Given_the_process_dies_after_the_pathway_was_told_then_the_patient_is_written_to_once()
    {
        TextWorld world = new("2026-01-12T10:00Z");
        JourneyId id = await world.KitPostedAsync(1);
        await world.UntilAsync("2026-01-12T10:30Z");
        TextRecord sent = world.TextTo(id);
        await world.HappensAsync(
            id, "text/" + sent.TextId, new PathwayEvent.TextNotDelivered(sent.Template, sent.Facts, false, world.Clock.Now));
        Assert.Equal(TextStatus.Sent, world.TextTo(id).Status);
        world.Restart();
        await world.UntilAsync("2026-01-13T12:00Z");

        Assert.Equal(TextStatus.Failed, world.TextTo(id).Status);
        Assert.Single(world.LettersTo(id));
    }
}
