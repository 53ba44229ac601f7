using FitPipeline.Application.Messaging.Wording;

namespace FitPipeline.Application.Tests;

/// <summary>
/// 3GPP TS 23.038: the alphabet is written out here again, in the order of its septets, so that a slip in one is seen by the
/// other.
/// </summary>
public sealed class Gsm7Tests
{
    // Septet 0x00 to 0x7F, 16 a line; 0x1B is the escape to the extension table and no character.
    private static readonly string[] Table =
    [
        "@£$¥èéùìòÇ\nØø\rÅå",
        "Δ_ΦΓΛΩΠΨΣΘΞ\u001BÆæßÉ",
        " !\"#¤%&'()*+,-./",
        "0123456789:;<=>?",
        "¡ABCDEFGHIJKLMNO",
        "PQRSTUVWXYZÄÖÑÜ§",
        "¿abcdefghijklmno",
        "pqrstuvwxyzäöñüà",
    ];

    private const string Extension = "\f^{}\\[~]|€";

    [Fact]
    public void Every_character_of_the_alphabet_and_its_extension_is_held_and_no_other()
    {
        HashSet<char> held = [.. string.Concat(Table).Replace("\u001B", "", StringComparison.Ordinal), .. Extension];
        Assert.Equal(127 + 10, held.Count);

        for (int code = 0; code <= char.MaxValue; code++)
        {
            char c = (char)code;
            Assert.True(Gsm7.Holds([c]) == held.Contains(c), $"U+{code:X4} is {(held.Contains(c) ? "" : "not ")}in the alphabet.");
        }
    }

    [Theory]
    [InlineData(0, 0)]
    [InlineData(1, 1)]
    [InlineData(160, 1)]
    [InlineData(161, 2)]
    [InlineData(306, 2)]
    [InlineData(307, 3)]
    [InlineData(459, 3)]
    [InlineData(460, 4)]
    [InlineData(918, 6)]
    public void Plain_letters_take_160_in_one_part_and_153_in_each_of_several(int letters, int parts) =>
        Assert.Equal(parts, Gsm7.Segments(new string('a', letters)));

    [Theory]
    [InlineData(1, 1)]
    [InlineData(70, 1)]
    [InlineData(71, 2)]
    [InlineData(134, 2)]
    [InlineData(135, 3)]
    [InlineData(201, 3)]
    [InlineData(202, 4)]
    public void Letters_outside_the_alphabet_take_70_in_one_part_and_67_in_each_of_several(int letters, int parts) =>
        Assert.Equal(parts, Gsm7.Segments(new string('ż', letters)));

    [Fact]
    public void One_letter_outside_the_alphabet_makes_the_whole_text_wide()
    {
        Assert.Equal(1, Gsm7.Segments(new string('a', 71)));
        Assert.Equal(2, Gsm7.Segments(new string('a', 70) + "ŵ"));
    }

    [Theory]
    [InlineData(158, 1)]
    [InlineData(159, 2)]
    public void A_character_of_the_extension_takes_two_places(int letters, int parts) =>
        Assert.Equal(parts, Gsm7.Segments(new string('a', letters) + "€"));

    [Fact]
    public void An_escape_is_not_torn_from_its_character()
    {
        // 152 letters leave one place in the first part: the euro moves whole to the second, and one place stays empty.
        string text = new string('a', 152) + "€" + new string('a', 151);
        Assert.Equal(2, Gsm7.Segments(text));

        // By mere counting this is 306 places, two full parts.
        Assert.Equal(3, Gsm7.Segments(text + "a"));
    }

    [Fact]
    public void A_pair_of_surrogates_is_not_torn()
    {
        string text = new string('a', 66) + "😀" + new string('a', 65);
        Assert.Equal(2, Gsm7.Segments(text));
        Assert.Equal(3, Gsm7.Segments(text + "a"));
        Assert.Equal(134, (text + "a").Length);
    }

    [Fact]
    public void A_lone_surrogate_counts_as_one_unit() => Assert.Equal(1, Gsm7.Segments("\uD83D" + new string('a', 69)));
}
