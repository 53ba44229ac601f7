using System.Collections.Frozen;
using System.Reflection;
using System.Text.Json;
using System.Text.Json.Serialization;
using FitPipeline.Pathway.Messages;

namespace FitPipeline.Application.Messaging.Wording;

/// <summary>Which way a language is written.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<WritingDirection>))]
public enum WritingDirection
{
    /// <summary>From left to right.</summary>
    [JsonStringEnumMemberName("ltr")]
    LeftToRight,

    /// <summary>From right to left.</summary>
    [JsonStringEnumMemberName("rtl")]
    RightToLeft,
}

/// <summary>The words of one message in one language.</summary>
/// <param name="Text">The text message; never a result, a diagnosis, a test's name or a part of the body.</param>
/// <param name="Subject">The heading of the letter.</param>
/// <param name="Paragraphs">The letter.</param>
public sealed record MessageWords(string Text, string Subject, IReadOnlyList<string> Paragraphs);

/// <summary>
/// Everything said in one language, in one place, as a clinician reviews it. Words may hold {service}, {helpline} and those
/// of {date}, {appointment} and {site} that the message's facts give.
/// </summary>
public sealed record LanguageFile
{
    private const string Folder = "FitPipeline.Application.Messaging.Wording.";

    // The end of Latin Extended-B.
    private const char LastLatin = '\u024F';

    /// <summary>Every language there are words in, by its tag.</summary>
    public static IReadOnlyDictionary<string, LanguageFile> All { get; } = ReadAll();

    /// <summary>English: what everyone is sent for whom no other language is signed off.</summary>
    public static LanguageFile English => All["en"];

    /// <summary>The language's tag, e.g. <c>cy</c>.</summary>
    public required string Language { get; init; }

    /// <summary>Its own name for itself.</summary>
    public required string Name { get; init; }

    /// <summary>Which way it is written.</summary>
    public required WritingDirection Direction { get; init; }

    /// <summary>
    /// True for a draft no translator has signed. It says so to whoever reads the file; what lets a language be sent is
    /// <see cref="WordingSettings.SignedOffLanguages"/>.
    /// </summary>
    public required bool NeedsTranslatorSignOff { get; init; }

    /// <summary>The names of the days, from Sunday.</summary>
    public required IReadOnlyList<string> Days { get; init; }

    /// <summary>The names of the months, from January, as they stand after a day's number.</summary>
    public required IReadOnlyList<string> Months { get; init; }

    /// <summary>A date: {day} {number} {month}.</summary>
    public required string Date { get; init; }

    /// <summary>A time before noon: {date}, and {clock} of 12 hours or {clock24}.</summary>
    public required string Morning { get; init; }

    /// <summary>Noon: "12pm" is read both ways.</summary>
    public required string Midday { get; init; }

    /// <summary>A time after noon.</summary>
    public required string Afternoon { get; init; }

    /// <summary>In a text, stands for a place whose name is too long or says too much.</summary>
    public required string PlaceInLetter { get; init; }

    /// <summary>What must not be read on a lock screen: see <see cref="ForbiddenWords"/> for how these are written.</summary>
    public required IReadOnlyList<string> NeverInTexts { get; init; }

    /// <summary>Ends every letter: other formats, and how to stop texts.</summary>
    public required IReadOnlyList<string> Footer { get; init; }

    /// <summary>The words of every template.</summary>
    public required IReadOnlyDictionary<MessageTemplate, MessageWords> Messages { get; init; }

    /// <summary>The sentences of the patient's page.</summary>
    public required PageWords Page { get; init; }

    /// <summary>
    /// True when letters can be printed in it. Arabic, Urdu and Bengali letters take their shape from their neighbours, which
    /// the library that makes our PDFs does not do: a patient who reads these gets texts and page in them, and letters in English.
    /// </summary>
    [JsonIgnore]
    public bool LettersCanBeSet => !Name.Any(c => c > LastLatin);

    /// <summary>Finds the language of a BCP 47 tag: <c>pl-PL</c> is Polish. Null when there are no words in it.</summary>
    public static LanguageFile? Find(string tag) =>
        All.GetValueOrDefault(tag.Split('-')[0].ToLowerInvariant());

    private static FrozenDictionary<string, LanguageFile> ReadAll()
    {
        Assembly assembly = Assembly.GetExecutingAssembly();
        return assembly.GetManifestResourceNames()
            .Where(name => name.StartsWith(Folder, StringComparison.Ordinal))
            .Select(name => Read(assembly, name))
            .ToFrozenDictionary(language => language.Language, StringComparer.Ordinal);
    }

    private static LanguageFile Read(Assembly assembly, string name)
    {
        using Stream words = assembly.GetManifestResourceStream(name)!;
        return JsonSerializer.Deserialize(words, MessagingJson.Default.LanguageFile)
            ?? throw new InvalidOperationException($"The wording {name} is empty.");
    }
}
