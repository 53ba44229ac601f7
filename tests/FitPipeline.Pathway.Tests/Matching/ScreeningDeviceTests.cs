using FitPipeline.Pathway.Identity;
using FitPipeline.Pathway.Matching;

namespace FitPipeline.Pathway.Tests.Matching;

public sealed class ScreeningDeviceTests
{
    [Theory]
    [InlineData("7301234567-K122798765/KD00001")]
    [InlineData("7301234567-k122798765/kd00001")]
    [InlineData("ABC-/012812345/KD99999")]
    public void Given_a_barcode_of_the_screening_programme_then_it_is_known_as_one(string barcode) => Assert.True(ScreeningDevice.Is(barcode));

    [Theory]
    [InlineData("")]
    [InlineData("FIT-7K2M9Q")]
    [InlineData("7301234567-K132798765/KD00001")]
    [InlineData("7301234567-K122798765/KD0001")]
    [InlineData("7301234567-K122798765")]
    [InlineData(" 7301234567-K122798765/KD00001")]
    public void Given_any_other_barcode_then_it_is_not_taken_for_one(string barcode) => Assert.False(ScreeningDevice.Is(barcode));

    [Fact]
    public void Given_any_barcode_that_can_be_one_of_ours_then_it_is_never_taken_for_a_screening_kit()
    {
        const int tries = 20_000;
        const string ours = "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-";
        const int seed = 20260122;
        Random random = new(seed);
        for (int i = 0; i < tries; i++)
        {
            string barcode = new([.. Enumerable.Range(0, random.Next(6, 41)).Select(_ => ours[random.Next(ours.Length)])]);
            Assert.True(KitId.TryParse(barcode, out _, out _) && !ScreeningDevice.Is(barcode), $"{barcode}, seed {seed}");
        }
    }

    [Fact]
    public void Given_a_long_barcode_then_telling_takes_no_longer_than_reading_it() =>
        Assert.False(ScreeningDevice.Is(new string('A', 1_000_000) + "-"));
}
