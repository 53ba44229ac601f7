using FitPipeline.Application.Messaging.Letters;
using FitPipeline.Pathway.Effects;
using FitPipeline.Pathway.Identity;
using FitPipeline.Pathway.Messages;

namespace FitPipeline.PortContracts;

/// <summary>Letters are printed once.</summary>
public abstract class LetterOutboxContract
{
    private static readonly JourneyId Mine = JourneyId.For(Walk.Practice, "GP-1");
    private static readonly JourneyId Other = JourneyId.For(Walk.Practice, "GP-2");

    protected abstract ILetterOutbox Letters { get; }

    private static CancellationToken None => CancellationToken.None;

    [Fact]
    public async Task Given_a_letter_when_it_is_queued_twice_then_it_is_there_once_and_whole()
    {
        LetterRecord letter = Letter("l-1", Mine);
        await Letters.QueueAsync(letter, None);
        await Letters.QueueAsync(letter with { Subject = "Something else" }, None);
        LetterRecord found = Assert.Single((await Letters.ListAsync(Mine, null, 10, None)).Items);
        Assert.Equal(letter.Paragraphs, found.Paragraphs);
        Assert.Equal(letter, found with { Paragraphs = letter.Paragraphs });
    }

    [Fact]
    public async Task Given_letters_of_two_journeys_when_they_are_listed_then_each_journey_has_its_own_newest_last()
    {
        for (int i = 0; i < 9; i++)
        {
            await Letters.QueueAsync(Letter($"l-{i}", i % 3 == 0 ? Other : Mine), None);
        }

        Assert.Equal(
            Enumerable.Range(0, 9).Select(i => $"l-{i}"),
            (await Paging.AllAsync(after => Letters.ListAsync(null, after, 4, None), 4)).Select(letter => letter.LetterId));
        Assert.Equal(
            ["l-0", "l-3", "l-6"],
            (await Paging.AllAsync(after => Letters.ListAsync(Other, after, 2, None), 2)).Select(letter => letter.LetterId));
    }

    [Fact]
    public async Task Given_letters_that_wait_when_they_are_moved_into_a_batch_then_each_waits_no_longer_and_is_in_that_batch_only()
    {
        for (int i = 0; i < 5; i++)
        {
            await Letters.QueueAsync(Letter($"l-{i}", i % 2 == 0 ? Mine : Other) with { QueuedAt = Walk.Begins.AddMinutes(i) }, None);
        }

        IReadOnlyList<LetterRecord> waiting = await Letters.WaitingAsync(3, None);
        Assert.Equal(["l-0", "l-1", "l-2"], waiting.Select(letter => letter.LetterId));
        foreach (LetterRecord letter in waiting)
        {
            Assert.True(await Letters.MoveAsync(letter, Printed(letter, "b-1"), None));
            Assert.False(await Letters.MoveAsync(letter, Printed(letter, "b-2"), None));
        }

        Assert.Equal(["l-3", "l-4"], (await Letters.WaitingAsync(9, None)).Select(letter => letter.LetterId));
        IReadOnlyList<LetterRecord> batch = await Letters.OfBatchAsync("b-1", None);
        Assert.Equal(["l-0", "l-1", "l-2"], batch.Select(letter => letter.LetterId));
        Assert.All(batch, letter => Assert.Equal((LetterStatus.Printed, "b-1", Walk.Begins.AddDays(1)), (letter.Status, letter.BatchId, letter.PrintedAt)));
        Assert.Empty(await Letters.OfBatchAsync("b-2", None));
        Assert.Equal(
            [LetterStatus.Printed, LetterStatus.Printed, LetterStatus.Queued],
            (await Letters.ListAsync(Mine, null, 9, None)).Items.Select(letter => letter.Status));
        Assert.Equal(3, (await Letters.ListAsync(null, null, 9, None)).Items.Count(letter => letter.Status is LetterStatus.Printed));
    }

    [Fact]
    public async Task Given_a_letter_that_was_printed_or_cancelled_when_it_is_queued_again_then_it_stays_so()
    {
        LetterRecord letter = Letter("l-1", Mine);
        await Letters.QueueAsync(letter, None);
        Assert.True(await Letters.MoveAsync(letter, letter with { Status = LetterStatus.Cancelled }, None));
        await Letters.QueueAsync(letter, None);
        Assert.Empty(await Letters.WaitingAsync(9, None));
        Assert.False(await Letters.MoveAsync(letter, Printed(letter, "b-1"), None));
        Assert.False(await Letters.MoveAsync(Letter("l-9", Mine), Printed(Letter("l-9", Mine), "b-1"), None));
    }

    private static LetterRecord Printed(LetterRecord letter, string batch) =>
        letter with { Status = LetterStatus.Printed, BatchId = batch, PrintedAt = Walk.Begins.AddDays(1) };

    private static LetterRecord Letter(string id, JourneyId journey) => new(
        id, journey, MessageTemplate.PostYourKitAgain, new MessageFacts(new DateOnly(2026, 2, 9)), "Your kit", ["One.", "", "Twö."], "en", Walk.Begins);
}
