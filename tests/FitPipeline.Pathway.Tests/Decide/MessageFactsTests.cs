using FitPipeline.Pathway.Decide;
using FitPipeline.Pathway.Effects;
using FitPipeline.Pathway.Events;
using FitPipeline.Pathway.Messages;

namespace FitPipeline.Pathway.Tests;

/// <summary>Words are written for the facts a message carries: a missing one would be a gap in what a patient reads.</summary>
public sealed class MessageFactsTests
{
    [Fact]
    public void Every_message_of_every_situation_carries_the_facts_that_its_words_need()
    {
        HashSet<MessageTemplate> seen = [];
        foreach ((string situation, Func<Story> tell) in Situations.All)
        {
            // What was said on the way to the situation, and what is said when anything happens in it.
            Check(seen, situation, tell().AllEffects);
            foreach ((string happening, Func<Story, PathwayEvent> of) in Happenings.All)
            {
                Story story = tell();
                PathwayEvent @event = of(story);
                if (@event is not PathwayEvent.TextNotDelivered && story.Try(@event) is Decision.Accepted accepted)
                {
                    Check(seen, $"{situation} × {happening}", accepted.Effects);
                }
            }
        }

        // Proof that the tables reach them all; a template nobody is ever sent is one nobody should keep.
        Assert.Equal(Enum.GetValues<MessageTemplate>().Order(), seen.Order());
    }

    [Fact]
    public void A_message_with_a_missing_or_a_foreign_fact_does_not_fit()
    {
        DateOnly date = new(2026, 1, 15);
        DateTimeOffset at = new(2026, 1, 20, 9, 30, 0, TimeSpan.Zero);

        Assert.False(MessageRules.Fit(MessageTemplate.KitOnItsWay, MessageFacts.None));
        Assert.False(MessageRules.Fit(MessageTemplate.KitOnItsWay, new(date, at, "QE Gateshead")));
        Assert.False(MessageRules.Fit(MessageTemplate.AppointmentMade, new(AppointmentAt: at)));
        Assert.False(MessageRules.Fit(MessageTemplate.AppointmentMade, new(AppointmentAt: at, Site: " ")));
        Assert.False(MessageRules.Fit(MessageTemplate.AppointmentMade, new(Site: "QE Gateshead")));
        Assert.False(MessageRules.Fit(MessageTemplate.PleaseCallUs, new(date)));
        Assert.True(MessageRules.Fit(MessageTemplate.PleaseCallUs, MessageFacts.None));
    }

    private static void Check(HashSet<MessageTemplate> seen, string where, IEnumerable<Effect> effects)
    {
        foreach (Effect effect in effects)
        {
            if (Message(effect) is ({ } template, { } facts))
            {
                seen.Add(template);
                Assert.True(MessageRules.Fit(template, facts), $"{where}: {template} carries {facts}.");
            }
        }
    }

    private static (MessageTemplate? Template, MessageFacts? Facts) Message(Effect effect) => effect switch
    {
        Effect.SendText text => (text.Template, text.Facts),
        Effect.SendLetter letter => (letter.Template, letter.Facts),
        _ => (null, null),
    };
}
