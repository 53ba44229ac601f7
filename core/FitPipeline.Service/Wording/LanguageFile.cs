using System.Reflection;
using System.Text.Json;
using FitPipeline.Pathway;

namespace FitPipeline.Service;

/// <summary>The words of one message in one language.</summary>
/// <param name="Text">The text message; never a result, a diagnosis or a test's name.</param>
/// <param name="Subject">The heading of the letter.</param>
/// <param name="Paragraphs">The letter.</param>
public sealed record MessageWords(string Text, string Subject, IReadOnlyList<string> Paragraphs);

/// <summary>Everything said in one language, in one place, as a clinician reviews it.</summary>
/// <param name="Language">The language's tag, e.g. <c>en</c>.</param>
/// <param name="Name">Its name.</param>
/// <param name="Days">The names of the days, from Sunday.</param>
/// <param name="Months">The names of the months, from January.</param>
/// <param name="Messages">The words of every template.</param>
public sealed record LanguageFile(
    string Language, string Name, IReadOnlyList<string> Days, IReadOnlyList<string> Months,
    IReadOnlyDictionary<MessageTemplate, MessageWords> Messages)
{
    /// <summary>English.</summary>
    public static LanguageFile English { get; } = Read("en");

    private static LanguageFile Read(string language)
    {
        using Stream words = Assembly.GetExecutingAssembly().GetManifestResourceStream($"FitPipeline.Service.Wording.{language}.json")
            ?? throw new InvalidOperationException($"The wording in {language} was not built in.");
        return JsonSerializer.Deserialize(words, ServiceJson.Default.LanguageFile)
            ?? throw new InvalidOperationException($"The wording in {language} is empty.");
    }
}
