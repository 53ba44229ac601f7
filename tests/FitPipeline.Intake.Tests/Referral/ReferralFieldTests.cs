using System.Text;
using FitPipeline.Intake.Referrals;
using FitPipeline.Intake.Results.Hl7;
using FitPipeline.Intake.Text;

namespace FitPipeline.Intake.Tests;

public sealed class ReferralFieldTests
{
    [Theory]
    [InlineData("NE8 1AA", "NE8 1AA")]
    [InlineData("ne81aa", "NE8 1AA")]
    [InlineData("M1 1AE", "M1 1AE")]
    [InlineData("B33 8TH", "B33 8TH")]
    [InlineData("CR2 6XH", "CR2 6XH")]
    [InlineData("DN55 1PT", "DN55 1PT")]
    [InlineData("W1A 1HQ", "W1A 1HQ")]
    [InlineData("EC1A 1BB", "EC1A 1BB")]
    [InlineData("GIR 0AA", null)]
    [InlineData("NE8 1A", null)]
    [InlineData("NE8 AAA", null)]
    [InlineData("8NE 1AA", null)]
    [InlineData("NEE8 1AA", null)]
    [InlineData("NE888 1AA", null)]
    [InlineData("ΝE8 1AA", null)]
    [InlineData("", null)]
    public void Given_a_postcode_then_its_shape_is_checked_and_its_spelling_made_one(string text, string? written)
    {
        Assert.Equal(written is not null, Postcode.TryRead(text, out string? read, out bool isPseudo));
        Assert.Equal(written, read);
        Assert.False(isPseudo);
    }

    [Theory]
    [InlineData("ZZ99 3VZ")]
    [InlineData("zz993wz")]
    [InlineData("NFA")]
    [InlineData("ANK")]
    [InlineData("ZZZSECUR")]
    public void Given_a_stand_in_for_no_place_then_it_is_taken_and_flagged(string text)
    {
        Assert.True(Postcode.TryRead(text, out _, out bool isPseudo));
        Assert.True(isPseudo);
    }

    [Theory]
    [InlineData("en", true)]
    [InlineData("zh-Hant", true)]
    [InlineData("pt-BR", true)]
    [InlineData("gsw", true)]
    [InlineData("e", false)]
    [InlineData("english", false)]
    [InlineData("en-", false)]
    [InlineData("en_GB", false)]
    [InlineData("12", false)]
    public void Given_a_language_tag_then_its_shape_is_checked(string tag, bool wellFormed) =>
        Assert.Equal(wellFormed, LanguageTag.IsWellFormed(tag));

    [Theory]
    [InlineData("2026-01-05T09:12:00Z", true)]
    [InlineData("2026-01-05t09:12z", true)]
    [InlineData("2026-01-05 09:12:00.1234567+14:00", true)]
    [InlineData("2026-01-05T09:12:00,5-00:30", true)]
    [InlineData("2026-01-05T24:00:00Z", false)]
    [InlineData("2026-01-05T09:60:00Z", false)]
    [InlineData("2026-01-05T09:12:61Z", false)]
    [InlineData("2026-01-05T09:12:60Z", false)]
    [InlineData("2026-01-05T23:59:60Z", true)]
    [InlineData("2026-01-05T09:12:00+15:00", false)]
    [InlineData("2026-01-05T09:12:00.Z", false)]
    [InlineData("2026-01-05T09:12:00Zulu", false)]
    [InlineData("2026-02-30T09:12:00Z", false)]
    [InlineData("1849-01-05T09:12:00Z", false)]
    [InlineData("2026-1-5T09:12:00Z", false)]
    [InlineData("٢٠٢٦-01-05T09:12:00Z", false)]
    [InlineData("-026-01-05T09:12:00Z", false)]
    public void Given_a_time_then_only_one_that_exists_is_read(string text, bool exists) =>
        Assert.Equal(exists, Iso8601.TryTime(text, out _, out _));

    [Theory]
    [InlineData("20260102", "2026-01-02T00:00:00")]
    [InlineData("2026010207", "2026-01-02T07:00:00")]
    [InlineData("202601020730", "2026-01-02T07:30:00")]
    [InlineData("20260102073015", "2026-01-02T07:30:15")]
    [InlineData("20260102073015.25", "2026-01-02T07:30:15.2500000")]
    [InlineData("202601", null)]
    [InlineData("2026", null)]
    [InlineData("20260230", null)]
    [InlineData("202601022460", null)]
    [InlineData("20260102073", null)]
    [InlineData("202601020730.5", null)]
    [InlineData("20260102+01", null)]
    public void Given_a_packed_time_then_only_a_whole_day_or_finer_is_read(string text, string? wall)
    {
        Assert.Equal(wall is not null, Hl7Time.TryRead(text, out DateTime read, out _));
        Assert.Equal(wall, wall is null ? null : read.ToString(wall.Contains('.', StringComparison.Ordinal) ? "yyyy-MM-ddTHH:mm:ss.fffffff" : "yyyy-MM-ddTHH:mm:ss", System.Globalization.CultureInfo.InvariantCulture));
    }

    [Fact]
    public void Given_the_hour_shown_twice_then_a_time_in_it_is_the_first_and_a_skipped_one_is_none()
    {
        Assert.True(WallClock.TryToUtc(new DateTime(2026, 10, 25, 1, 30, 0), null, out DateTimeOffset first));
        Assert.Equal(new DateTimeOffset(2026, 10, 25, 0, 30, 0, TimeSpan.Zero), first);
        Assert.False(WallClock.TryToUtc(new DateTime(2026, 3, 29, 1, 30, 0), null, out _));
        Assert.True(WallClock.TryToUtc(new DateTime(2026, 3, 29, 1, 30, 0), TimeSpan.Zero, out _));
    }

    [Fact]
    public void Given_a_referral_then_what_it_prints_of_itself_names_nobody()
    {
        ReferralReading.Read read = Assert.IsType<ReferralReading.Read>(
            JsonReferralReader.Read(Corpus.Bytes("referrals/contract-example.json"), Corpus.ReceivedAt));
        string printed = read.ToString();

        Assert.DoesNotContain("Smith", printed);
        Assert.DoesNotContain("9990000018", printed);
        Assert.DoesNotContain("07700", printed);
        Assert.DoesNotContain("High Street", printed);
        Assert.DoesNotContain("1960", printed);
    }

    [Fact]
    public void Given_a_quarter_of_a_megabyte_of_nothing_much_then_it_is_refused_and_no_more_is_said_than_needed()
    {
        string body = "{\"patient\":{\"address\":{\"lines\":[" + string.Join(',', Enumerable.Repeat("5", 100_000)) + "]}}}";
        ReferralReading.Refused refused = Assert.IsType<ReferralReading.Refused>(JsonReferralReader.Read(Encoding.UTF8.GetBytes(body), Corpus.ReceivedAt));
        Assert.InRange(refused.Errors.Count, 1, 20);
    }
}
