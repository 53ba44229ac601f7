using System.Globalization;
using System.Text;
using FitPipeline.Pathway.Calendar;
using FitPipeline.Pathway.Effects;
using FitPipeline.Pathway.Messages;

namespace FitPipeline.Application.Messaging.Wording;

/// <summary>The words of a message, ready to be sent.</summary>
/// <param name="Text">The text message, in plain characters.</param>
/// <param name="Subject">The heading of the letter.</param>
/// <param name="Paragraphs">The letter, with what ends every letter.</param>
/// <param name="Language">The tag of the language it is in.</param>
public sealed record ComposedMessage(string Text, string Subject, IReadOnlyList<string> Paragraphs, string Language);

/// <summary>Puts the words together. Nothing in a message names the patient.</summary>
public sealed class MessageComposer(WordingSettings settings)
{
    // What one text may cost; every language's words are tested to keep to it with the longest facts.
    internal const int MostSegments = 2;

    /// <summary>Composes a message.</summary>
    /// <param name="template">What to say.</param>
    /// <param name="facts">With which facts.</param>
    /// <param name="language">The patient's language, a BCP 47 tag; English when it is not signed off.</param>
    /// <exception cref="InvalidOperationException">The facts are not those the message carries: a gap would be read by a patient.</exception>
    public ComposedMessage Compose(MessageTemplate template, MessageFacts facts, string language)
    {
        if (!MessageRules.Fit(template, facts))
        {
            throw new InvalidOperationException($"The facts of {template} are not those that its words need.");
        }

        LanguageFile file = LanguageFor(language);
        MessageWords words = file.Messages[template];
        Dictionary<string, string> values = ValuesOf(file, facts);
        return new ComposedMessage(
            Text(file, words, values), Fill(words.Subject, values), [.. words.Paragraphs.Concat(file.Footer).Select(p => Fill(p, values))], file.Language);
    }

    /// <summary>The language in which a patient of this tag is spoken to: their own when it is signed off, otherwise English.</summary>
    public LanguageFile LanguageFor(string tag) =>
        LanguageFile.Find(tag) is { } file && settings.SignedOffLanguages.Contains(file.Language) ? file : LanguageFile.English;

    /// <summary>The language in which this patient is written to: English when letters cannot be set in the patient's own.</summary>
    public static string LetterLanguage(string tag) => LanguageFile.Find(tag) is { LettersCanBeSet: false } ? LanguageFile.English.Language : tag;

    // The name of a place is typed by people: one that says what the visit is for, or is too long, is left to the letter.
    private static string Text(LanguageFile file, MessageWords words, Dictionary<string, string> values)
    {
        string text = Typography.Normalise(Fill(words.Text, values));
        if (values.TryGetValue("site", out string? site)
            && (ForbiddenWords.Breach(Typography.Normalise(site), [.. LanguageFile.English.NeverInTexts, .. file.NeverInTexts]) is not null
                || Gsm7.Segments(text) > MostSegments))
        {
            text = Typography.Normalise(Fill(words.Text, new(values) { ["site"] = file.PlaceInLetter }));
        }

        return text;
    }

    private Dictionary<string, string> ValuesOf(LanguageFile file, MessageFacts facts)
    {
        Dictionary<string, string> values = new()
        {
            ["service"] = settings.Service,
            ["helpline"] = HelplineIn(file),
        };
        if (facts.Date is { } date)
        {
            values["date"] = DateIn(file, date);
        }

        if (facts.AppointmentAt is { } at)
        {
            values["appointment"] = MomentIn(file, at);
        }

        if (facts.Site is { } site)
        {
            values["site"] = site.Trim();
        }

        return values;
    }

    // Between groups of digits a space would let right-to-left writing show the groups in the wrong order.
    internal string HelplineIn(LanguageFile file) => file.Direction is WritingDirection.RightToLeft
        ? settings.Helpline.Replace(" ", "", StringComparison.Ordinal)
        : settings.Helpline;

    // Thursday 15 January
    internal static string DateIn(LanguageFile file, DateOnly date) => Fill(file.Date, new()
    {
        ["day"] = file.Days[(int)date.DayOfWeek],
        ["number"] = date.Day.ToString(CultureInfo.InvariantCulture),
        ["month"] = file.Months[date.Month - 1],
    });

    // Thursday 15 January at 9:30am
    private static string MomentIn(LanguageFile file, DateTimeOffset at)
    {
        TimeOnly time = ServiceCalendar.TimeOf(at);
        string pattern = time is { Hour: 12, Minute: 0 } ? file.Midday : time.Hour < 12 ? file.Morning : file.Afternoon;
        return Fill(pattern, new()
        {
            ["date"] = DateIn(file, ServiceCalendar.DateOf(at)),
            ["clock"] = time.ToString(time.Minute == 0 ? "%h" : "h:mm", CultureInfo.InvariantCulture),
            ["clock24"] = time.ToString("H:mm", CultureInfo.InvariantCulture),
        });
    }

    // Each placeholder is filled once: a value that itself holds a brace is only text.
    internal static string Fill(string words, Dictionary<string, string> values)
    {
        StringBuilder filled = new();
        int from = 0;
        for (int open; (open = words.IndexOf('{', from)) >= 0;)
        {
            int close = words.IndexOf('}', open);
            filled.Append(words, from, open - from).Append(values[words[(open + 1)..close]]);
            from = close + 1;
        }

        return filled.Append(words, from, words.Length - from).ToString();
    }
}
