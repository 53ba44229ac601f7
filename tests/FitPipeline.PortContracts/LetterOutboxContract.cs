using FitPipeline.Pathway;
using FitPipeline.Service;

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

    private static LetterRecord Letter(string id, JourneyId journey) => new(
        id, journey, MessageTemplate.PostYourKitAgain, new MessageFacts(new DateOnly(2026, 2, 9)), "Your kit", ["One.", "", "Twö."], "en", Walk.Begins);
}
