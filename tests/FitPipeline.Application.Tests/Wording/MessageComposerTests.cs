using FitPipeline.Application.Messaging.Wording;
using FitPipeline.Pathway.Effects;
using FitPipeline.Pathway.Messages;

namespace FitPipeline.Application.Tests;

public sealed class MessageComposerTests
{
    private static readonly MessageComposer EnglishOnly = new(new WordingSettings());

    [Theory]
    [InlineData("pl")]
    [InlineData("ar")]
    [InlineData("zh-Hant")]
    [InlineData("fr")]
    [InlineData("EN-gb")]
    [InlineData("")]
    public void Given_a_language_that_nobody_signed_off_when_a_message_is_composed_then_it_is_English(string language)
    {
        Assert.Equal("en", EnglishOnly.Compose(MessageTemplate.PleaseCallUs, MessageFacts.None, language).Language);
    }

    [Theory]
    [InlineData("pl", "pl")]
    [InlineData("pl-PL", "pl")]
    [InlineData("PL", "pl")]
    [InlineData("cy", "en")]
    [InlineData("plx", "en")]
    public void Given_Polish_signed_off_when_a_message_is_composed_then_only_Poles_read_Polish(string tag, string language)
    {
        MessageComposer composer = new(new WordingSettings { SignedOffLanguages = ["en", "pl"] });

        Assert.Equal(language, composer.Compose(MessageTemplate.PleaseCallUs, MessageFacts.None, tag).Language);
    }

    [Theory]
    [InlineData("2026-01-15T09:30:00Z", "Thursday 15 January at 9:30am")]
    [InlineData("2026-07-15T08:30:00Z", "Wednesday 15 July at 9:30am")]
    [InlineData("2026-07-15T08:00:00Z", "Wednesday 15 July at 9am")]
    [InlineData("2026-07-15T11:00:00Z", "Wednesday 15 July at midday")]
    [InlineData("2026-07-15T11:05:00Z", "Wednesday 15 July at 12:05pm")]
    [InlineData("2026-07-15T23:30:00Z", "Thursday 16 July at 12:30am")]
    [InlineData("2026-10-25T15:00:00Z", "Sunday 25 October at 3pm")]
    public void An_appointment_is_told_in_London_s_time(string at, string told)
    {
        MessageFacts facts = new(AppointmentAt: DateTimeOffset.Parse(at, System.Globalization.CultureInfo.InvariantCulture), Site: "QE Gateshead");

        ComposedMessage message = EnglishOnly.Compose(MessageTemplate.AppointmentMade, facts, "en");

        Assert.Contains($"your visit is on {told}, QE Gateshead.", message.Text, StringComparison.Ordinal);
        Assert.Contains($"You have an appointment on {told},", message.Paragraphs[0], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Endoscopy Unit, QE Gateshead")]
    [InlineData("QE COLONOSCOPY SUITE")]
    [InlineData("Bowel\u00A0Screening Centre")]
    [InlineData("Endo\u00ADscopy Unit")]
    [InlineData("Royal Hospital of St Mary and St Cuthbert, North Wing, Third Floor, Follow The Yellow Line Past The Lifts, Then Second Door On Your Left, Then Ring The Bell And Wait For Someone To Come And Let You In Please")]
    public void Given_a_place_that_says_too_much_when_it_is_texted_then_only_the_letter_names_it(string site)
    {
        MessageFacts facts = Told.Facts(MessageTemplate.AppointmentMade) with { Site = site };

        ComposedMessage message = EnglishOnly.Compose(MessageTemplate.AppointmentMade, facts, "en");

        Assert.Contains(", the place in our letter.", message.Text, StringComparison.Ordinal);
        Assert.Null(ForbiddenWords.Breach(message.Text, LanguageFile.English.NeverInTexts));
        Assert.Contains(site, message.Paragraphs[0], StringComparison.Ordinal);
    }

    [Fact]
    public void Given_an_English_place_name_in_a_Polish_text_when_it_says_too_much_then_only_the_letter_names_it()
    {
        MessageFacts facts = Told.Facts(MessageTemplate.AppointmentMade) with { Site = "Endoscopy Unit" };

        string text = new MessageComposer(Told.AllSignedOff).Compose(MessageTemplate.AppointmentMade, facts, "pl").Text;

        Assert.Contains("miejsce podane w liście", text, StringComparison.Ordinal);
    }

    [Fact]
    public void Given_a_place_typed_with_curly_marks_when_it_is_texted_then_it_costs_no_more()
    {
        MessageFacts facts = Told.Facts(MessageTemplate.AppointmentMade) with { Site = " St Mary’s – “North” " };

        ComposedMessage message = EnglishOnly.Compose(MessageTemplate.AppointmentMade, facts, "en");

        Assert.Contains(", St Mary's - \"North\".", message.Text, StringComparison.Ordinal);
        Assert.True(Gsm7.Holds(message.Text));
    }

    [Fact]
    public void Given_a_place_that_holds_a_brace_when_it_is_composed_then_it_stays_text()
    {
        MessageFacts facts = Told.Facts(MessageTemplate.AppointmentMade) with { Site = "Ward {helpline}" };

        Assert.Contains("Ward {helpline}", EnglishOnly.Compose(MessageTemplate.AppointmentMade, facts, "en").Text, StringComparison.Ordinal);
    }

    [Fact]
    public void Given_facts_that_the_words_are_not_written_for_when_composed_then_nothing_with_a_gap_comes_out()
    {
        Assert.Throws<InvalidOperationException>(() => EnglishOnly.Compose(MessageTemplate.KitOnItsWay, MessageFacts.None, "en"));
        Assert.Throws<InvalidOperationException>(() => EnglishOnly.Compose(MessageTemplate.PleaseCallUs, new(new DateOnly(2026, 1, 5)), "en"));
    }

    [Fact]
    public void The_settings_that_ship_can_be_used() => Assert.Empty(new WordingSettings().Faults());

    [Fact]
    public void Settings_that_would_harm_are_refused_with_a_sentence_each()
    {
        Assert.Single(new WordingSettings { Service = "" }.Faults());
        Assert.Single(new WordingSettings { Service = "Twelve chars" }.Faults());
        Assert.Single(new WordingSettings { Service = "NHS Żest" }.Faults());
        Assert.Single(new WordingSettings { Service = "Bowel Care" }.Faults());
        Assert.Single(new WordingSettings { Helpline = "" }.Faults());
        Assert.Single(new WordingSettings { Helpline = "call the desk" }.Faults());
        Assert.Single(new WordingSettings { SignedOffLanguages = ["pl"] }.Faults());
        Assert.Single(new WordingSettings { SignedOffLanguages = ["en", "tlh"] }.Faults());
        Assert.All(
            new WordingSettings { Service = "", Helpline = "", SignedOffLanguages = [] }.Faults(),
            fault => Assert.EndsWith(".", fault, StringComparison.Ordinal));
    }
}
