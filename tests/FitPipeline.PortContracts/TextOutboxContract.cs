using FitPipeline.Application.Messaging.Texts;
using FitPipeline.Pathway.Effects;
using FitPipeline.Pathway.Identity;
using FitPipeline.Pathway.Messages;

namespace FitPipeline.PortContracts;

/// <summary>One text leaves once.</summary>
public abstract class TextOutboxContract
{
    private static readonly JourneyId Mine = JourneyId.For(Walk.Practice, "GP-1");
    private static readonly JourneyId Other = JourneyId.For(Walk.Practice, "GP-2");

    protected abstract ITextOutbox Texts { get; }

    private static CancellationToken None => CancellationToken.None;

    [Fact]
    public async Task Given_a_text_when_it_is_queued_twice_then_it_is_there_once_and_whole()
    {
        TextRecord text = Text("t-1");
        await Texts.QueueAsync(text, None);
        await Texts.QueueAsync(text with { Body = "Something else." }, None);
        Assert.Equal(text, await Texts.FindAsync("t-1", None));
        Assert.Equal([text], (await Texts.ListAsync(null, null, 10, None)).Items);
        Assert.Null(await Texts.FindAsync("t-2", None));
    }

    [Fact]
    public async Task Given_queued_texts_when_their_time_comes_then_they_are_ready_oldest_first_and_no_earlier()
    {
        Assert.Null(await Texts.NextAsync(None));
        await Texts.QueueAsync(Text("t-2", Walk.Begins.AddHours(2)), None);
        await Texts.QueueAsync(Text("t-1", Walk.Begins.AddHours(1)), None);
        await Texts.QueueAsync(Text("t-3", Walk.Begins.AddHours(3)), None);
        Assert.Equal(Walk.Begins.AddHours(1), await Texts.NextAsync(None));
        Assert.Empty(await Texts.ReadyAsync(Walk.Begins.AddHours(1).AddTicks(-1), 10, None));
        Assert.Equal(["t-1", "t-2"], (await Texts.ReadyAsync(Walk.Begins.AddHours(2), 10, None)).Select(text => text.TextId));
        Assert.Equal(["t-1"], (await Texts.ReadyAsync(Walk.Begins.AddHours(2), 1, None)).Select(text => text.TextId));
    }

    [Fact]
    public async Task Given_a_text_on_its_way_when_it_moves_then_only_the_right_step_is_taken()
    {
        TextRecord queued = Text("t-1");
        await Texts.QueueAsync(queued, None);
        TextRecord sending = queued with { Status = TextStatus.Sending, SentAt = Walk.Begins.AddHours(1) };
        Assert.True(await Texts.MoveAsync(queued, sending, None));
        Assert.False(await Texts.MoveAsync(queued, sending, None));
        Assert.Equal(sending, await Texts.FindAsync("t-1", None));
        Assert.Empty(await Texts.ReadyAsync(Walk.Begins.AddDays(9), 10, None));
        Assert.Null(await Texts.NextAsync(None));

        TextRecord sent = sending with { Status = TextStatus.Sent, ProviderId = "p-1" };
        Assert.True(await Texts.MoveAsync(sending, sent, None));
        Assert.True(await Texts.MoveAsync(sent, sent with { Status = TextStatus.Delivered }, None));
        Assert.False(await Texts.MoveAsync(sent, sent with { Status = TextStatus.Failed }, None));
        Assert.Equal(TextStatus.Delivered, (await Texts.FindAsync("t-1", None))!.Status);
        Assert.False(await Texts.MoveAsync(Text("t-9"), sending, None));
    }

    [Fact]
    public async Task Given_a_text_put_back_when_its_new_time_comes_then_it_is_ready_again()
    {
        TextRecord queued = Text("t-1");
        await Texts.QueueAsync(queued, None);
        TextRecord sending = queued with { Status = TextStatus.Sending, SentAt = Walk.Begins };
        await Texts.MoveAsync(queued, sending, None);
        TextRecord later = sending with { Status = TextStatus.Queued, SentAt = null, SendAfter = Walk.Begins.AddHours(5) };
        Assert.True(await Texts.MoveAsync(sending, later, None));
        Assert.Equal(Walk.Begins.AddHours(5), await Texts.NextAsync(None));
        Assert.Empty(await Texts.ReadyAsync(Walk.Begins.AddHours(4), 10, None));
        Assert.Equal([later], await Texts.ReadyAsync(Walk.Begins.AddHours(5), 10, None));
    }

    [Fact]
    public async Task Given_many_who_would_send_a_text_at_once_when_it_is_over_then_one_did()
    {
        TextRecord queued = Text("t-1");
        await Texts.QueueAsync(queued, None);
        TextRecord sending = queued with { Status = TextStatus.Sending, SentAt = Walk.Begins };
        bool[] moved = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => Task.Run(() => Texts.MoveAsync(queued, sending, None))));
        Assert.Single(moved, true);
    }

    [Fact]
    public async Task Given_texts_handed_over_when_nobody_is_heard_of_then_those_without_an_answer_and_those_without_a_report_are_silent()
    {
        TextRecord unanswered = await HandedOverAsync("t-1", Walk.Begins);
        await HandedOverAsync("t-2", Walk.Begins.AddHours(2));
        TextRecord unreported = (await HandedOverAsync("t-3", Walk.Begins)) with { Status = TextStatus.Sent, ProviderId = "p-3" };
        await Texts.MoveAsync(unreported with { Status = TextStatus.Sending, ProviderId = null }, unreported, None);
        TextRecord delivered = await HandedOverAsync("t-4", Walk.Begins);
        await Texts.MoveAsync(delivered, delivered with { Status = TextStatus.Delivered }, None);
        await Texts.QueueAsync(Text("t-5"), None);

        Assert.Empty(await Texts.SilentSinceAsync(TextStatus.Sending, Walk.Begins, 10, None));
        Assert.Equal([unanswered], await Texts.SilentSinceAsync(TextStatus.Sending, Walk.Begins.AddHours(1), 10, None));
        Assert.Equal([unanswered], await Texts.SilentSinceAsync(TextStatus.Sending, Walk.Begins.AddDays(1), 1, None));
        Assert.Empty(await Texts.SilentSinceAsync(TextStatus.Sent, Walk.Begins, 10, None));
        Assert.Equal([unreported], await Texts.SilentSinceAsync(TextStatus.Sent, Walk.Begins.AddDays(1), 10, None));
    }

    [Fact]
    public async Task Given_texts_that_left_when_they_are_counted_then_each_counts_from_when_it_was_handed_over()
    {
        Assert.Equal(new SentTextTotals(0, 0, null, null), await Texts.TrafficAsync(Walk.Begins, None));
        await HandedOverAsync("t-1", Walk.Begins.AddMinutes(1), segments: 2);
        TextRecord failed = await HandedOverAsync("t-2", Walk.Begins.AddMinutes(2));
        await Texts.MoveAsync(failed, failed with { Status = TextStatus.Failed }, None);
        TextRecord delivered = await HandedOverAsync("t-3", Walk.Begins.AddMinutes(3));
        await Texts.MoveAsync(delivered, delivered with { Status = TextStatus.Delivered }, None);
        TextRecord putBack = await HandedOverAsync("t-4", Walk.Begins.AddMinutes(4));
        await Texts.MoveAsync(putBack, putBack with { Status = TextStatus.Queued, SentAt = null }, None);
        await Texts.QueueAsync(Text("t-5"), None);

        Assert.Equal(
            new SentTextTotals(3, 4, Walk.Begins.AddMinutes(1), Walk.Begins.AddMinutes(3)), await Texts.TrafficAsync(Walk.Begins, None));
        Assert.Equal(
            new SentTextTotals(2, 2, Walk.Begins.AddMinutes(2), Walk.Begins.AddMinutes(3)), await Texts.TrafficAsync(Walk.Begins.AddMinutes(1), None));
        Assert.Equal(new SentTextTotals(0, 0, null, Walk.Begins.AddMinutes(3)), await Texts.TrafficAsync(Walk.Begins.AddMinutes(3), None));

        // Between two times, the first among them and the last not.
        Assert.Equal(new TextsSent(3, 4), await Texts.LeftAsync(Walk.Begins, Walk.Begins.AddDays(1), None));
        Assert.Equal(new TextsSent(2, 3), await Texts.LeftAsync(Walk.Begins.AddMinutes(1), Walk.Begins.AddMinutes(3), None));
        Assert.Equal(new TextsSent(1, 1), await Texts.LeftAsync(Walk.Begins.AddMinutes(1).AddTicks(1), Walk.Begins.AddMinutes(3), None));
        Assert.Equal(new TextsSent(0, 0), await Texts.LeftAsync(Walk.Begins.AddMinutes(3).AddTicks(1), Walk.Begins.AddDays(1), None));
    }

    [Fact]
    public async Task Given_texts_of_two_journeys_when_they_are_listed_then_each_journey_has_its_own_newest_last()
    {
        for (int i = 0; i < 12; i++)
        {
            await Texts.QueueAsync(Text($"t-{i:00}") with { Journey = i % 3 == 0 ? Other : Mine }, None);
        }

        List<TextRecord> all = await Paging.AllAsync(after => Texts.ListAsync(null, after, 5, None), 5, () => Texts.QueueAsync(Text("t-99"), None));
        Assert.Equal([.. Enumerable.Range(0, 12).Select(i => $"t-{i:00}"), "t-99"], all.Select(text => text.TextId));
        List<TextRecord> mine = await Paging.AllAsync(after => Texts.ListAsync(Other, after, 3, None), 3);
        Assert.Equal(["t-00", "t-03", "t-06", "t-09"], mine.Select(text => text.TextId));
    }

    private static TextRecord Text(string id, DateTimeOffset? after = null) => new(
        id, Mine, MessageTemplate.AppointmentMade, new MessageFacts(null, Walk.Begins.AddDays(9), "Queen Elizabeth"),
        "NHS Kit: your appointment – £0", 1, Walk.Begins, after ?? Walk.Begins, null, TextStatus.Queued, null,
        Guid.Parse("0f8fad5b-d9cb-469f-a165-70867728950e"));

    private async Task<TextRecord> HandedOverAsync(string id, DateTimeOffset at, int segments = 1)
    {
        TextRecord queued = Text(id) with { Segments = segments };
        await Texts.QueueAsync(queued, None);
        TextRecord sending = queued with { Status = TextStatus.Sending, SentAt = at };
        Assert.True(await Texts.MoveAsync(queued, sending, None));
        return sending;
    }
}
