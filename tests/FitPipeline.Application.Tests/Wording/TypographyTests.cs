using FitPipeline.Application.Messaging.Wording;

namespace FitPipeline.Application.Tests;

/// <summary>What reads the same must cost the same.</summary>
public sealed class TypographyTests
{
    [Theory]
    [InlineData("St Mary’s ‘Unit’ 5′ o`clock", "St Mary's 'Unit' 5' o'clock")]
    [InlineData("“quoted” „quoted‟ «quoted»", "\"quoted\" \"quoted\" \"quoted\"")]
    [InlineData("a\u2010b\u2011c\u2012d–e—f―g−h", "a-b-c-d-e-f-g-h")]
    [InlineData("0191\u00A0498\u202F0123\u2009x\u3000y\tz", "0191 498 0123 x y z")]
    [InlineData("wait…", "wait...")]
    [InlineData("oﬃce ﬁt ﬂat eﬀort baﬄe \uFB05ep \uFB06ep", "office fit flat effort baffle step step")]
    [InlineData("in\u00ADvis\u200Bi\u2060b\uFEFFl\u180Ee", "invisible")]
    [InlineData("ab\u200Cc\u200Dd", "abcd")]
    [InlineData("left\u200E right\u202Eturn\u202C\u2066", "left rightturn")]
    [InlineData("one\r\ntwo\u2028three\rfour", "one\ntwo\nthree\nfour")]
    [InlineData("Caf\u0065\u0301, u\u0308ber", "Café, über")]
    public void Typographic_characters_become_plain_ones_that_every_telephone_has(string typed, string plain)
    {
        Assert.Equal(plain, Typography.Normalise(typed));
        Assert.True(Gsm7.Holds(plain), "The plain form is not in the telephone alphabet.");
    }

    // Precomposed forms from the Unicode Character Database.
    [Theory]
    [InlineData("w\u0302 y\u0302 a\u0302 W\u0302", "\u0175 \u0177 \u00E2 \u0174")]
    [InlineData("z\u0307 z\u0301 a\u0328 e\u0328 c\u0301 s\u0301 n\u0301 o\u0301", "\u017C \u017A \u0105 \u0119 \u0107 \u015B \u0144 \u00F3")]
    [InlineData("s\u0326 t\u0326 s\u030C A\u030A\u0301 u\u0308\u0301", "\u0219 \u021B \u0161 \u01FA \u01D8")]
    [InlineData("q\u0301", "q\u0301")]
    public void An_accent_that_stands_apart_joins_its_letter_where_there_is_such_a_letter(string apart, string joined) =>
        Assert.Equal(joined, Typography.Normalise(apart));

    [Theory]
    [InlineData("آپ کی کِٹ ڈاک میں ہے۔")]
    [InlineData("می\u200Cخواهم")]
    [InlineData("আপনার কিট ডাকে আছে। র\u200D্যাব ড় ঢ় য়")]
    [InlineData("طقمك في البريد، يُرجى إعادته.")]
    [InlineData("Zażółć gęślą jaźń")]
    [InlineData("Mae eich pecyn yn y post, tŷ dŵr")]
    [InlineData("中文，家庭")]
    public void Words_of_other_languages_stay_letter_for_letter(string words) => Assert.Equal(words, Typography.Normalise(words));

    [Fact]
    public void No_letter_of_any_script_is_ever_changed()
    {
        for (int code = 0; code <= char.MaxValue; code++)
        {
            char c = (char)code;
            if (char.IsLetter(c) && c is not (>= '\uFB00' and <= '\uFB06'))
            {
                Assert.True(Typography.Normalise("a" + c) == "a" + c, $"U+{code:X4} was changed.");
            }
        }
    }

    [Fact]
    public void Normalising_twice_is_normalising_once()
    {
        const int seed = 20260105;
        Random random = new(seed);
        string alphabet = "aezw’“–…\u00A0\u200B\u200C\u200D\u200F\u202E\u0301\u0302\u0308\uFB03 \r\nکট্র9";
        for (int i = 0; i < 2000; i++)
        {
            string text = string.Concat(Enumerable.Range(0, 12).Select(_ => alphabet[random.Next(alphabet.Length)]));
            string once = Typography.Normalise(text);
            Assert.True(
                once == Typography.Normalise(once),
                $"Seed {seed}, text {i}: {string.Join(' ', text.Select(c => ((int)c).ToString("X4", System.Globalization.CultureInfo.InvariantCulture)))}");
        }
    }

    [Fact]
    public void A_curly_apostrophe_costs_nothing_once_it_is_plain()
    {
        string typed = "St Mary’s " + new string('a', 150);

        Assert.Equal(3, Gsm7.Segments(typed));
        Assert.Equal(1, Gsm7.Segments(Typography.Normalise(typed)));
    }
}
