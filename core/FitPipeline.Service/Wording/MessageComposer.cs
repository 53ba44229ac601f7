using System.Globalization;
using FitPipeline.Pathway;

namespace FitPipeline.Service;

/// <summary>How the service names itself to patients.</summary>
public sealed record WordingSettings
{
    /// <summary>Opens every text; at most 11 letters, as the sender's name is.</summary>
    public string Service { get; init; } = "NHS Kit";

    /// <summary>The telephone number patients are asked to call.</summary>
    public string Helpline { get; init; } = "0191 498 0123";
}

/// <summary>The words of a message, ready to be sent.</summary>
/// <param name="Text">The text message.</param>
/// <param name="Subject">The heading of the letter.</param>
/// <param name="Paragraphs">The letter.</param>
/// <param name="Language">The language it is in.</param>
public sealed record ComposedMessage(string Text, string Subject, IReadOnlyList<string> Paragraphs, string Language);

/// <summary>Puts the words together. Nothing in a message names the patient.</summary>
public sealed class MessageComposer(WordingSettings settings)
{
    /// <summary>Composes a message.</summary>
    public ComposedMessage Compose(MessageTemplate template, MessageFacts facts)
    {
        LanguageFile language = LanguageFile.English;
        MessageWords words = language.Messages[template];
        string fill(string text) => text
            .Replace("{service}", settings.Service, StringComparison.Ordinal)
            .Replace("{helpline}", settings.Helpline, StringComparison.Ordinal)
            .Replace("{date}", facts.Date is { } date ? DateIn(language, date) : "", StringComparison.Ordinal)
            .Replace("{appointment}", facts.AppointmentAt is { } at ? MomentIn(language, at) : "", StringComparison.Ordinal)
            .Replace("{site}", facts.Site ?? "", StringComparison.Ordinal);
        return new ComposedMessage(fill(words.Text), fill(words.Subject), [.. words.Paragraphs.Select(fill)], language.Language);
    }

    // Thursday 15 January
    private static string DateIn(LanguageFile language, DateOnly date) =>
        $"{language.Days[(int)date.DayOfWeek]} {date.Day.ToString(CultureInfo.InvariantCulture)} {language.Months[date.Month - 1]}";

    // Thursday 15 January at 9:30am
    private static string MomentIn(LanguageFile language, DateTimeOffset at)
    {
        TimeOnly time = London.TimeOf(at);
        string clock = time.ToString("h:mm", CultureInfo.InvariantCulture) + (time.Hour < 12 ? "am" : "pm");
        return $"{DateIn(language, London.DateOf(at))} at {clock}";
    }
}
