using System.Globalization;
using FitPipeline.Application.Messaging.Wording;
using FitPipeline.Pathway.Calendar;
using FitPipeline.Pathway.Messages;

namespace FitPipeline.Application.Tests;

/// <summary>What holds of every message in every language, drafts included.</summary>
public sealed class WordingTests
{
    private const int MostSegments = 2;

    // The longest a booking desk is known to type, and the longest sender's name and number that the settings allow.
    private const string LongSite = "Royal Hospital of St Mary and St Oswalds";
    private static readonly WordingSettings Longest = Told.AllSignedOff with { Service = "NHS KitPost", Helpline = "0191 498 0123" };

    private static readonly string[] SymptomWords = ["symptom*", "objaw*", "*علامت*", "*علامات*", "*أعراض*", "*উপসর্গ*", "*লক্ষণ*"];

    [Fact]
    public void There_are_words_in_six_languages_and_English_is_the_only_one_that_is_no_draft()
    {
        Assert.Equal(["ar", "bn", "cy", "en", "pl", "ur"], Told.Languages);
        Assert.Equal(["en"], LanguageFile.All.Values.Where(file => !file.NeedsTranslatorSignOff).Select(file => file.Language));
        Assert.Equal(
            ["ar", "ur"],
            LanguageFile.All.Values.Where(file => file.Direction is WritingDirection.RightToLeft).Select(file => file.Language).Order());
    }

    [Fact]
    public void Every_language_has_seven_days_twelve_months_and_words_for_every_message()
    {
        foreach (LanguageFile file in LanguageFile.All.Values)
        {
            Assert.Equal(7, file.Days.Distinct().Count());
            Assert.Equal(12, file.Months.Distinct().Count());
            Assert.Equal(Told.Templates.Order(), file.Messages.Keys.Order());
            Assert.Equal(2, file.Footer.Count);
            Assert.True(file.NeverInTexts.Count > 25, file.Name + " has hardly any words that texts must not hold.");
        }
    }

    [Theory]
    [MemberData(nameof(Told.Everything), MemberType = typeof(Told))]
    public void No_message_has_a_gap_where_a_fact_should_be(string language, MessageTemplate template)
    {
        ComposedMessage message = Told.Message(template, language);
        Assert.Equal(language, message.Language);
        foreach (string words in (string[])[message.Text, message.Subject, .. message.Paragraphs])
        {
            Assert.Equal(words.Trim(), words);
            Assert.NotEqual("", words);
            foreach (string gap in (string[])["{", "}", "  ", " ,", " .", " ;", ",,", "..", "( ", " )"])
            {
                Assert.False(words.Contains(gap, StringComparison.Ordinal), $"«{gap}» in: {words}");
            }
        }
    }

    [Theory]
    [MemberData(nameof(Told.Everything), MemberType = typeof(Told))]
    public void A_text_takes_two_parts_at_most_with_the_longest_facts_of_any_day(string language, MessageTemplate template)
    {
        MessageComposer composer = new(Longest);
        Assert.Equal(40, LongSite.Length);

        // The 22nd to the 28th of every month: every day's name with every month's and two figures.
        foreach (DateOnly day in Enumerable.Range(1, 12).SelectMany(month => Enumerable.Range(22, 7).Select(day => new DateOnly(2026, month, day))))
        {
            foreach (TimeOnly time in (TimeOnly[])[new(10, 30), new(12, 0), new(14, 30)])
            {
                string text = composer.Compose(template, Told.Facts(template, day, ServiceCalendar.At(day, time), LongSite), language).Text;
                Assert.True(Gsm7.Segments(text) <= MostSegments, $"{Gsm7.Segments(text)} parts, {text.Length} characters: {text}");
                Assert.Equal(template is MessageTemplate.AppointmentMade, text.Contains(LongSite, StringComparison.Ordinal));
            }
        }
    }

    [Theory]
    [MemberData(nameof(Told.Everything), MemberType = typeof(Told))]
    public void A_text_says_nothing_on_a_lock_screen_that_others_may_not_know(string language, MessageTemplate template)
    {
        string text = Told.Message(template, language).Text;

        Assert.Null(ForbiddenWords.Breach(text, LanguageFile.English.NeverInTexts));
        Assert.Null(ForbiddenWords.Breach(text, LanguageFile.All[language].NeverInTexts));
    }

    [Theory]
    [MemberData(nameof(Told.Everything), MemberType = typeof(Told))]
    public void Only_the_letter_for_a_result_below_the_threshold_tells_a_result(string language, MessageTemplate template)
    {
        ComposedMessage message = Told.Message(template, language);
        IEnumerable<string> tellTale = LanguageFile.All[language].NeverInTexts.Except(SymptomWords);
        string letter = message.Subject + "\n" + string.Join('\n', message.Paragraphs);

        Assert.Equal(template is MessageTemplate.ResultLetterFollows, ForbiddenWords.Breach(letter, tellTale) is not null);
    }

    [Theory]
    [InlineData("cancer")]
    [InlineData("Cancers")]
    [InlineData("bowel")]
    [InlineData("stool")]
    [InlineData("poo")]
    [InlineData("faeces")]
    [InlineData("positive")]
    [InlineData("negative")]
    [InlineData("abnormal")]
    [InlineData("normal")]
    [InlineData("colonoscopy")]
    [InlineData("endoscopy")]
    [InlineData("FIT")]
    [InlineData("tumour")]
    [InlineData("blood")]
    [InlineData("bleeding")]
    [InlineData("result")]
    [InlineData("tests")]
    [InlineData("diagnosis")]
    [InlineData("rectal")]
    [InlineData("polyps")]
    [InlineData("your sample")]
    public void The_English_list_holds_every_word_that_gives_a_patient_away(string word)
    {
        Assert.NotNull(ForbiddenWords.Breach($"NHS Kit: {word}.", LanguageFile.English.NeverInTexts));
    }

    [Theory]
    [InlineData("Please post your kit by Friday")]
    [InlineData("Fitzwilliam Hospital, Peterborough")]
    [InlineData("This will benefit you")]
    [InlineData("Latest news")]
    public void Ordinary_words_are_not_mistaken_for_such_a_word(string text)
    {
        Assert.Null(ForbiddenWords.Breach(text, LanguageFile.English.NeverInTexts));
    }

    // The letter that may say "bowel cancer" proves that each language's list knows its own words for both.
    [Fact]
    public void Each_language_s_list_catches_that_language_s_own_result_letter()
    {
        foreach (LanguageFile file in LanguageFile.All.Values)
        {
            IReadOnlyList<string> letter = file.Messages[MessageTemplate.ResultLetterFollows].Paragraphs;
            Assert.All(letter, paragraph => Assert.NotNull(ForbiddenWords.Breach(paragraph, file.NeverInTexts)));
            Assert.NotNull(ForbiddenWords.Breach(file.Messages[MessageTemplate.ResultLetterFollows].Subject, file.NeverInTexts));
        }
    }

    [Theory]
    [MemberData(nameof(Told.Everything), MemberType = typeof(Told))]
    public void A_message_holds_no_link(string language, MessageTemplate template)
    {
        ComposedMessage message = Told.Message(template, language);
        string all = string.Join('\n', [message.Text, message.Subject, .. message.Paragraphs]);
        foreach (string link in (string[])["://", "www.", ".uk", ".com", ".ly", "@", "/"])
        {
            Assert.DoesNotContain(link, all, StringComparison.OrdinalIgnoreCase);
        }
    }

    [Fact]
    public void The_first_text_and_a_replacement_s_say_by_when_to_post_in_every_language()
    {
        foreach (string language in Told.Languages)
        {
            LanguageFile file = LanguageFile.All[language];
            string date = $"{file.Days[3]} 30 {file.Months[8]}";
            Assert.Contains(date, Told.Message(MessageTemplate.KitOnItsWay, language).Text, StringComparison.Ordinal);
            Assert.Contains(date, Told.Message(MessageTemplate.ReplacementKitOnItsWay, language).Text, StringComparison.Ordinal);
        }
    }

    [Theory]
    [MemberData(nameof(Told.Everything), MemberType = typeof(Told))]
    public void Every_text_opens_with_who_sends_it_and_every_letter_ends_with_how_to_stop_texts(string language, MessageTemplate template)
    {
        LanguageFile file = LanguageFile.All[language];
        ComposedMessage message = Told.Message(template, language);

        Assert.InRange(message.Text.IndexOf("NHS Kit:", StringComparison.Ordinal), 0, 8);
        Assert.Equal(file.Footer[^1], message.Paragraphs[^1]);
        Assert.Contains("0191", message.Paragraphs[^2], StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Told.Everything), MemberType = typeof(Told))]
    public void A_text_that_is_written_from_right_to_left_is_shown_so(string language, MessageTemplate template)
    {
        ComposedMessage message = Told.Message(template, language);
        bool rightToLeft = LanguageFile.All[language].Direction is WritingDirection.RightToLeft;

        // A telephone takes the direction from the first letter; and groups of digits with spaces between would change places.
        Assert.Equal(rightToLeft, message.Text.First(char.IsLetter) is >= '\u0590' and <= '\u08FF');
        if (message.Text.Contains("0191", StringComparison.Ordinal))
        {
            Assert.Contains(rightToLeft ? "01914980123" : "0191 498 0123", message.Text, StringComparison.Ordinal);
        }
    }

    [Theory]
    [MemberData(nameof(Told.Everything), MemberType = typeof(Told))]
    public void A_text_is_written_in_plain_characters(string language, MessageTemplate template)
    {
        string text = Told.Message(template, language).Text;

        Assert.Equal(Typography.Normalise(text), text);
        Assert.True(language is not ("en" or "cy") || Gsm7.Holds(text), "English and Welsh texts fit the telephone alphabet: " + text);
        Assert.DoesNotContain(text, c => CharUnicodeInfo.GetUnicodeCategory(c) is UnicodeCategory.Control or UnicodeCategory.PrivateUse);
    }
}
