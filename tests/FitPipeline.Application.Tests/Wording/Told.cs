using FitPipeline.Application.Messaging.Wording;
using FitPipeline.Pathway.Effects;
using FitPipeline.Pathway.Messages;

namespace FitPipeline.Application.Tests;

/// <summary>What patients are told: every template in every language, with facts as the pathway gives them.</summary>
internal static class Told
{
    /// <summary>Every language is signed off here, so that drafts are held to the same promises as English.</summary>
    public static WordingSettings AllSignedOff { get; } = new() { SignedOffLanguages = [.. LanguageFile.All.Keys] };

    public static IEnumerable<MessageTemplate> Templates => Enum.GetValues<MessageTemplate>();

    public static IEnumerable<string> Languages => LanguageFile.All.Keys.Order(StringComparer.Ordinal);

    /// <summary>Facts that fit a template, with this date, this moment and this place.</summary>
    public static MessageFacts Facts(MessageTemplate template, DateOnly date, DateTimeOffset at, string site) =>
        new[] { MessageFacts.None, new MessageFacts(date), new MessageFacts(AppointmentAt: at, Site: site) }
            .Single(facts => MessageRules.Fit(template, facts));

    /// <summary>The facts that approved files show: a long date, and a morning in summer time.</summary>
    public static MessageFacts Facts(MessageTemplate template) => Facts(
        template, new DateOnly(2026, 9, 30), new DateTimeOffset(2026, 9, 30, 8, 30, 0, TimeSpan.Zero), "Queen Elizabeth Hospital, Gateshead");

    public static ComposedMessage Message(MessageTemplate template, string language) =>
        new MessageComposer(AllSignedOff).Compose(template, Facts(template), language);

    /// <summary>Every template in every language: rows for a theory.</summary>
    public static TheoryData<string, MessageTemplate> Everything
    {
        get
        {
            TheoryData<string, MessageTemplate> rows = [];
            foreach (string language in Languages)
            {
                foreach (MessageTemplate template in Templates)
                {
                    rows.Add(language, template);
                }
            }

            return rows;
        }
    }
}
