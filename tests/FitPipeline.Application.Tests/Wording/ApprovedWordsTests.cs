using System.Text;
using FitPipeline.Application.Messaging.Wording;
using FitPipeline.Pathway.Messages;
using FitPipeline.Pathway.Tests;

namespace FitPipeline.Application.Tests;

/// <summary>The words as a clinician and a translator read them: one plain file a message and language.</summary>
public sealed class ApprovedWordsTests
{
    private const string Folder = "tests/FitPipeline.Application.Tests/Wording/Approved";

    [Theory]
    [MemberData(nameof(Told.Everything), MemberType = typeof(Told))]
    public void Patients_are_told_what_was_approved(string language, MessageTemplate template)
    {
        LanguageFile file = LanguageFile.All[language];
        ComposedMessage message = Told.Message(template, language);
        StringBuilder page = new();
        page.Append(template).Append(" in ").Append(file.Name).Append('\n');
        page.Append(file.NeedsTranslatorSignOff ? "DRAFT: not to be sent before a translator has signed it.\n" : "");
        page.Append('\n');
        page.Append("TEXT, ").Append(message.Text.Length).Append(" characters in ").Append(Gsm7.Segments(message.Text)).Append(" part(s)\n");
        page.Append(message.Text).Append("\n\n");
        page.Append("LETTER\n").Append(message.Subject).Append('\n');
        foreach (string paragraph in message.Paragraphs)
        {
            page.Append('\n').Append(paragraph).Append('\n');
        }

        // Where the service has an address for pages, and only while the journey's page is there to be opened.
        page.Append("\nBESIDE THE SQUARE, while there is a page\n").Append(file.Page.InLetters).Append(" kits.example.nhs.uk\n");
        Directory.CreateDirectory(Path.Combine(Approvals.Root, Folder, language));
        Approvals.Matches($"{Folder}/{language}/{template}.txt", page.ToString());
    }

    [Fact]
    public void No_approved_file_is_left_over_from_a_message_that_is_no_longer_sent()
    {
        string folder = Path.Combine(Approvals.Root, Folder);
        IEnumerable<string> approved = Directory.EnumerateFiles(folder, "*.txt", SearchOption.AllDirectories)
            .Where(file => !file.EndsWith(".received.txt", StringComparison.Ordinal))
            .Select(file => Path.GetRelativePath(folder, file).Replace('\\', '/'));
        IEnumerable<string> sent = Told.Languages.SelectMany(language => Told.Templates.Select(template => $"{language}/{template}.txt"));

        Assert.Equal(sent.Order(StringComparer.Ordinal), approved.Order(StringComparer.Ordinal));
    }
}
