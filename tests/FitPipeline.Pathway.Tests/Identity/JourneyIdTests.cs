using FitPipeline.Pathway.Identity;
using FsCheck;
using FsCheck.Fluent;

namespace FitPipeline.Pathway.Tests.Identity;

public sealed class JourneyIdTests
{
    private static readonly OdsCode Practice = OdsCode.Parse("A99001");

    // Worked out apart from this code: SHA-256 of the UTF-16LE text, its first 130 bits in Crockford base 32.
    [Theory]
    [InlineData("A99001", "GP-000123", "j-keh995j0zt2mhrqhn70qp8d90z")]
    [InlineData("A99001", "GP-000124", "j-j798zvek38hwd0ejfheefz0n2y")]
    [InlineData("RR7", "é/ 7", "j-6z53rt6mj9mcza9acywfzrtr6d")]
    public void Given_a_practice_and_referral_when_named_then_the_journey_is_the_same_in_every_release(string practice, string referral, string id) =>
        Assert.Equal(id, JourneyId.For(OdsCode.Parse(practice), referral).Value);

    [Fact]
    public void Given_a_referral_id_longer_than_the_stack_buffer_when_named_then_it_is_hashed_whole() =>
        Assert.Equal("j-nfhb94fc7khzhfxgzh2he41y4q", JourneyId.For(Practice, new string('x', 1_000)).Value);

    [Fact]
    public void Given_any_referral_when_named_then_the_id_reads_back_and_is_stable() =>
        Prop.ForAll(ArbMap.Default.ArbFor<NonEmptyString>(), referral =>
        {
            JourneyId id = JourneyId.For(Practice, referral.Get);
            return JourneyId.TryParse(id.Value, out JourneyId? read, out _)
                && read == id
                && JourneyId.For(Practice, referral.Get) == id;
        }).QuickCheckThrowOnFailure();

    [Theory]
    [InlineData("GP-1", "gp-1")]
    [InlineData("GP-1", "GP-1 ")]
    [InlineData("GP-1", "GP-01")]
    [InlineData("\u00E9", "e\u0301")]
    public void Given_referral_ids_that_differ_at_all_when_named_then_they_are_two_journeys(string one, string other) =>
        Assert.NotEqual(JourneyId.For(Practice, one), JourneyId.For(Practice, other));

    [Fact]
    public void Given_referral_ids_of_broken_unicode_when_named_then_even_they_are_two_journeys() =>
        Assert.NotEqual(JourneyId.For(Practice, "\uD800"), JourneyId.For(Practice, "\uFFFD"));

    [Fact]
    public void Given_one_text_split_differently_between_practice_and_referral_when_named_then_they_are_two_journeys() =>
        Assert.NotEqual(JourneyId.For(OdsCode.Parse("A99001"), "23X"), JourneyId.For(OdsCode.Parse("A9900123"), "X"));

    [Fact]
    public void Given_no_referral_id_when_named_then_it_is_a_fault_of_the_caller() =>
        Assert.Throws<ArgumentException>(() => JourneyId.For(Practice, ""));

    [Theory]
    [InlineData(null, "No journey")]
    [InlineData("", "No journey")]
    [InlineData("j-0123456789abcdefghjkmnpqr", "not a journey id")]
    [InlineData("j-0123456789abcdefghjkmnpqrst", "not a journey id")]
    [InlineData("J-0123456789abcdefghjkmnpqrs", "not a journey id")]
    [InlineData("j-0123456789ABCDEFGHJKMNPQRS", "not a journey id")]
    [InlineData("j-0123456789abcdefghijkmnpqr", "not a journey id")]
    [InlineData("j-0123456789abcdefghjkmnpqru", "not a journey id")]
    [InlineData("k-0123456789abcdefghjkmnpqrs", "not a journey id")]
    [InlineData(" j-0123456789abcdefghjkmnpqr", "not a journey id")]
    public void Given_another_shape_when_read_then_it_is_refused(string? text, string reason)
    {
        Assert.False(JourneyId.TryParse(text, out JourneyId? id, out string? because));
        Assert.Null(id);
        Assert.Contains(reason, because, StringComparison.Ordinal);
    }

    [Fact]
    public void Given_the_right_shape_when_read_then_it_is_an_id() =>
        Assert.Equal("j-0123456789abcdefghjkmnpqrs", JourneyId.Parse("j-0123456789abcdefghjkmnpqrs").ToString());
}
