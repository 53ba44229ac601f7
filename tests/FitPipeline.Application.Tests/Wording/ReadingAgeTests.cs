using FitPipeline.Application.Messaging.Wording;
using FitPipeline.Pathway.Messages;

namespace FitPipeline.Application.Tests;

/// <summary>Plain English at a reading age of 9 to 11: Flesch-Kincaid grade 6 at most.</summary>
public sealed class ReadingAgeTests
{
    private const double HighestGrade = 6;

    public static TheoryData<MessageTemplate> Templates => [.. Told.Templates];

    [Theory]
    [MemberData(nameof(Templates))]
    public void An_eleven_year_old_can_read_every_text(MessageTemplate template)
    {
        string text = Told.Message(template, "en").Text;

        Assert.True(ReadingAge.Grade(text) <= HighestGrade, $"Grade {ReadingAge.Grade(text):0.0}: {text}");
    }

    [Theory]
    [MemberData(nameof(Templates))]
    public void An_eleven_year_old_can_read_every_letter(MessageTemplate template)
    {
        ComposedMessage message = Told.Message(template, "en");
        string letter = string.Join('\n', message.Paragraphs);

        Assert.True(ReadingAge.Grade(letter) <= HighestGrade, $"Grade {ReadingAge.Grade(letter):0.0}: {letter}");
    }

    [Theory]
    [MemberData(nameof(Templates))]
    public void Every_sentence_is_short(MessageTemplate template)
    {
        ComposedMessage message = Told.Message(template, "en");
        foreach (string sentence in string.Join('\n', [message.Text, .. message.Paragraphs]).Split((char[])['.', '?', '\n']))
        {
            int words = sentence.Split(' ', StringSplitOptions.RemoveEmptyEntries).Length;
            Assert.True(words <= 25, $"{words} words: {sentence}");
        }
    }

    [Theory]
    [MemberData(nameof(Templates))]
    public void A_text_asks_for_one_thing(MessageTemplate template)
    {
        string text = Told.Message(template, "en").Text;

        Assert.InRange(text.Split("lease ").Length - 1, 0, 1);
        Assert.InRange(text.Split("0191").Length - 1, 0, 1);
    }

    [Theory]
    [InlineData("cat", 1)]
    [InlineData("letter", 2)]
    [InlineData("please", 1)]
    [InlineData("hospital", 3)]
    [InlineData("appointment", 3)]
    [InlineData("missed", 1)]
    [InlineData("posted", 2)]
    [InlineData("practice", 2)]
    [InlineData("GP", 2)]
    public void Syllables_are_counted_well_enough(string word, int syllables) => Assert.Equal(syllables, ReadingAge.Syllables(word));

    [Fact]
    public void The_measure_tells_hard_words_from_easy_ones()
    {
        Assert.InRange(ReadingAge.Grade("The cat sat on the mat. It was warm."), -3, 2);
        Assert.True(ReadingAge.Grade(
            "Quantitative immunochemical determination of haemoglobin concentration necessitates gastroenterological investigation.") > 16);
    }
}
