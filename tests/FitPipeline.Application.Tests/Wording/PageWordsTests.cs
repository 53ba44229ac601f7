using System.Text;
using System.Text.Json;
using FitPipeline.Application.Messaging;
using FitPipeline.Application.Messaging.Wording;
using FitPipeline.Application.People;
using FitPipeline.Intake.Referrals;
using FitPipeline.Pathway.Booking;
using FitPipeline.Pathway.Messages;
using FitPipeline.Pathway.Policy;
using FitPipeline.Pathway.Tests;

namespace FitPipeline.Application.Tests;

/// <summary>The sentences of the patient's page, in every language, held to the rules of texts: whoever has the address reads it.</summary>
public sealed class PageWordsTests
{
    public static TheoryData<string> Languages => [.. Told.Languages];

    private static IEnumerable<(string Name, string Words)> Sentences(LanguageFile file)
    {
        JsonElement page = JsonSerializer.SerializeToElement(file, MessagingJson.Default.LanguageFile).GetProperty("page");
        foreach (JsonProperty property in page.EnumerateObject())
        {
            switch (property.Value.ValueKind)
            {
                case JsonValueKind.Array:
                    foreach (JsonElement step in property.Value.EnumerateArray())
                    {
                        yield return (property.Name, step.GetString()!);
                    }

                    break;
                case JsonValueKind.Object:
                    foreach (JsonProperty format in property.Value.EnumerateObject())
                    {
                        yield return ($"{property.Name}.{format.Name}", format.Value.GetString()!);
                    }

                    break;
                default:
                    yield return (property.Name, property.Value.GetString()!);
                    break;
            }
        }
    }

    [Theory]
    [MemberData(nameof(Languages))]
    public void The_page_says_what_was_approved(string language)
    {
        LanguageFile file = LanguageFile.All[language];
        StringBuilder page = new($"The patient's page in {file.Name}\n");
        page.Append(file.NeedsTranslatorSignOff ? "DRAFT: not to be shown before a translator has signed it.\n" : "");
        foreach ((string name, string words) in Sentences(file))
        {
            page.Append('\n').Append(name).Append('\n').Append(words).Append('\n');
        }

        Approvals.Matches($"tests/FitPipeline.Application.Tests/Wording/ApprovedPages/{language}.txt", page.ToString());
    }

    [Theory]
    [MemberData(nameof(Languages))]
    public void The_page_tells_no_result_and_no_part_of_the_body(string language)
    {
        LanguageFile file = LanguageFile.All[language];
        Assert.All(Sentences(file), sentence =>
        {
            Assert.Null(ForbiddenWords.Breach(sentence.Words, file.NeverInTexts));
            Assert.Null(ForbiddenWords.Breach(sentence.Words, LanguageFile.English.NeverInTexts));
        });
    }

    [Theory]
    [MemberData(nameof(Languages))]
    public void Every_sentence_has_words_and_only_the_gaps_that_are_filled(string language)
    {
        LanguageFile file = LanguageFile.All[language];
        Assert.Equal(Sentences(LanguageFile.English).Select(sentence => sentence.Name), Sentences(file).Select(sentence => sentence.Name));
        foreach (((_, string english), (string name, string words)) in Sentences(LanguageFile.English).Zip(Sentences(file)))
        {
            Assert.False(string.IsNullOrWhiteSpace(words), name);
            foreach (string gap in (string[])["{date}", "{helpline}"])
            {
                Assert.True(english.Contains(gap, StringComparison.Ordinal) == words.Contains(gap, StringComparison.Ordinal), $"{language} {name}: {gap}");
            }

            Assert.DoesNotContain('{', words.Replace("{date}", "", StringComparison.Ordinal).Replace("{helpline}", "", StringComparison.Ordinal));
        }

        Assert.Equal(
            Enum.GetValues<ContactFormat>().Select(ContactEndpoint.Name).Order(StringComparer.Ordinal), file.Page.Formats.Keys.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void The_days_a_kit_may_take_to_come_are_those_of_the_policy()
    {
        string days = PathwayPolicy.Current.KitArrivesDays.ToString(System.Globalization.CultureInfo.InvariantCulture);
        Assert.All(LanguageFile.All.Values, file => Assert.Contains(days, file.Page.NotCome, StringComparison.Ordinal));
        Assert.Contains($"in {days} days", LanguageFile.English.Messages[MessageTemplate.KitOnItsWay].Text, StringComparison.Ordinal);
    }

    // The words say "a week" and not a number, so only this keeps them to what is promised by a date on the page.
    [Fact]
    public void The_week_after_which_patients_are_asked_to_call_is_the_one_of_the_policy()
    {
        Assert.Equal(7, PathwayPolicy.Current.DaysToHear);
        Assert.All(
            (MessageTemplate[])[MessageTemplate.KitReceived, MessageTemplate.AppointmentCancelled],
            told =>
            {
                MessageWords words = LanguageFile.English.Messages[told];
                Assert.Contains("hear from us in a week", words.Text, StringComparison.Ordinal);
                Assert.Contains(words.Paragraphs, paragraph => paragraph.Contains("hear from us in a week", StringComparison.Ordinal));
            });
    }

    [Fact]
    public void An_eleven_year_old_can_read_the_page()
    {
        string page = string.Join('\n', Sentences(LanguageFile.English).Select(sentence => sentence.Words));
        Assert.True(ReadingAge.Grade(page) <= 6, $"Grade {ReadingAge.Grade(page):0.0}");
        Assert.All(page.Split((char[])['.', '?', '\n']), sentence => Assert.True(sentence.Split(' ').Length <= 25, sentence));
    }
}
