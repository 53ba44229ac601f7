using System.Text.Json.Nodes;
using FitPipeline.Application.Messaging.Texts;
using FitPipeline.Pathway.Effects;
using FitPipeline.Pathway.Identity;
using FitPipeline.Pathway.Messages;
using FitPipeline.SmsEmulator;

namespace FitPipeline.PortContracts;

/// <summary>
/// Texts handed to a provider outside, by whichever host: over the loopback to one that answers as it is told, and to the emulator.
/// </summary>
public abstract class TextProviderContract : IAsyncLifetime
{
    private const string Hello = "NHS Kit: hello – £0";
    private static readonly UkMobile Mobile = UkMobile.Parse("07700900001");
    private ScriptedTextProvider _scripted = null!;
    private Emulator _emulator = null!;

    /// <summary>A sender to the provider at this address, that asks again at once where it asks again at all.</summary>
    protected abstract ITextProvider SenderTo(Uri provider);

    public async Task InitializeAsync()
    {
        _scripted = await ScriptedTextProvider.StartAsync();
        _emulator = await Emulator.StartAsync(unitsAMinute: 6);
    }

    public virtual async Task DisposeAsync()
    {
        await _scripted.DisposeAsync();
        await _emulator.DisposeAsync();
    }

    [Fact]
    public async Task Given_a_text_when_it_is_sent_then_it_carries_its_own_repeatability_id_first_sending_and_tag()
    {
        Assert.Equal(new TextSending.Taken("Outgoing_1"), await ScriptedAsync());
        (string path, string body) = Assert.Single(_scripted.Requests);
        Assert.Equal("/sms?api-version=2021-03-07", path);
        JsonNode expected = JsonNode.Parse(
            """
            {"from":"NHSKit","smsRecipients":[{"to":"+447700900001","repeatabilityRequestId":"00000001-0000-0000-0000-000000000000","repeatabilityFirstSent":"Mon, 12 Jan 2026 09:30:00 GMT"}],"message":"NHS Kit: hello – £0","smsSendOptions":{"enableDeliveryReport":true,"tag":"j-x.1.0"}}
            """)!;
        Assert.True(JsonNode.DeepEquals(expected, JsonNode.Parse(body)), body);
    }

    [Theory]
    [InlineData(500)]
    [InlineData(503)]
    [InlineData(408)]
    [InlineData(0)]
    public async Task Given_an_answer_that_is_lost_or_a_fault_of_the_server_when_it_is_asked_again_then_it_is_the_same_sending(int status)
    {
        _scripted.Answer = call => call == 0 ? (status, null, "") : (202, null, ScriptedTextProvider.Accepted);
        Assert.IsType<TextSending.Taken>(await ScriptedAsync());
        Assert.Equal(2, _scripted.Requests.Count);
        Assert.Equal(_scripted.Requests[0].Body, _scripted.Requests[1].Body);
    }

    [Theory]
    [InlineData(500, "")]
    [InlineData(408, "")]
    [InlineData(0, "")]
    [InlineData(200, "<html>A proxy's own page</html>")]
    [InlineData(202, "")]
    [InlineData(202, "{}")]
    [InlineData(202, """{"value":null}""")]
    [InlineData(202, """{"value":[]}""")]
    [InlineData(202, """{"value":[{"messageId":"a","httpStatusCode":202,"successful":true},{"messageId":"b","httpStatusCode":202,"successful":true}]}""")]
    [InlineData(202, """{"value":[{"to":"+447700900001","httpStatusCode":202,"successful":true}]}""")]
    [InlineData(202, """{"value":[{"to":"+447700900001","messageId":"","httpStatusCode":202,"successful":true}]}""")]
    [InlineData(202, """{"value":[{"to":"+447700900001","httpStatusCode":500,"successful":false}]}""")]
    [InlineData(202, """{"value":[{"to":"+447700900001","httpStatusCode":408,"successful":false}]}""")]
    [InlineData(202, """{"value":[{"to":"+447700900001","httpStatusCode":409,"repeatabilityResult":"rejected","successful":false}]}""")]
    [InlineData(202, """{"value":[{"to":"+447700900001","httpStatusCode":400,"repeatabilityResult":"rejected","successful":false}]}""")]
    [InlineData(202, """{"value":[{"to":"+447700900001","httpStatusCode":412,"successful":false}]}""")]
    public async Task Given_a_provider_whose_answer_is_not_known_when_it_is_given_up_then_nobody_says_it_was_or_was_not_sent(int status, string body)
    {
        _scripted.Answer = _ => (status, null, body);
        TextSending.Unknown unknown = Assert.IsType<TextSending.Unknown>(await ScriptedAsync());
        Assert.DoesNotContain("7700900001", unknown.Why, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("37", 37)]
    [InlineData(null, 60)]
    [InlineData("0", 1)]
    [InlineData("999999", 3600)]
    [InlineData("Wed, 21 Oct 2026 07:28:00 GMT", 60)]
    public async Task Given_a_provider_that_has_too_much_to_do_when_it_says_so_then_it_is_left_alone_for_as_long_as_it_asks(string? after, int seconds)
    {
        _scripted.Answer = _ => (429, after, "");
        Assert.Equal(new TextSending.Busy(TimeSpan.FromSeconds(seconds)), await ScriptedAsync());
        Assert.Single(_scripted.Requests);
    }

    [Theory]
    [InlineData(400)]
    [InlineData(401)]
    [InlineData(403)]
    [InlineData(404)]
    [InlineData(422)]
    public async Task Given_a_request_the_provider_refuses_when_it_is_ours_to_mend_then_it_is_not_blamed_on_the_number(int status)
    {
        _scripted.Answer = _ => (status, null, """{"error":{"code":"BadRequest","message":"The sender +447700900001 is not provisioned."}}""");
        Assert.Equal(new TextSending.Refused(status, OnlyThis: false), await ScriptedAsync());
        Assert.Single(_scripted.Requests);
    }

    public static TheoryData<int, TextSending> OwnAnswers => new()
    {
        { 400, new TextSending.NoSuchNumber() },
        { 429, new TextSending.Busy(TimeSpan.FromMinutes(1)) },
        { 401, new TextSending.Refused(401, OnlyThis: true) },
        { 403, new TextSending.Refused(403, OnlyThis: true) },
        { 404, new TextSending.Refused(404, OnlyThis: true) },
    };

    [Theory]
    [MemberData(nameof(OwnAnswers))]
    public async Task Given_a_request_that_was_read_when_the_number_s_own_answer_is_no_then_that_is_what_counts(int status, TextSending expected)
    {
        _scripted.Answer = _ => (202, null, $$"""{"value":[{"to":"+447700900001","httpStatusCode":{{status}},"errorMessage":"Invalid To phone number format.","successful":false}]}""");
        Assert.Equal(expected, await ScriptedAsync());
    }

    [Fact]
    public async Task Given_a_signed_text_when_it_is_sent_then_the_telephone_has_it_and_its_tag_is_ours()
    {
        TextSending sending = await EmulatedAsync(Text(1, Hello));
        PhoneText text = Assert.Single(_emulator.Texts);
        Assert.Equal(new TextSending.Taken(text.MessageId), sending);
        Assert.Equal(("+447700900001", "NHSKit", Hello, "j-x.1.0"), (text.To, text.From, text.Message, text.Tag));
    }

    [Fact]
    public async Task Given_a_text_sent_twice_under_its_repeatability_id_then_it_arrives_once_and_both_answers_are_the_same()
    {
        Assert.Equal(await EmulatedAsync(Text(1, Hello)), await EmulatedAsync(Text(1, Hello)));
        Assert.Single(_emulator.Texts);
    }

    [Fact]
    public async Task Given_a_repeatability_id_used_for_other_words_then_nobody_says_it_was_or_was_not_sent()
    {
        await EmulatedAsync(Text(1, Hello));
        Assert.IsType<TextSending.Unknown>(await EmulatedAsync(Text(1, "NHS Kit: other words")));
        Assert.Equal(Hello, Assert.Single(_emulator.Texts).Message);
    }

    [Theory]
    [InlineData(Fault.LostAnswer)]
    [InlineData(Fault.ServerError)]
    public async Task Given_an_answer_that_does_not_come_when_it_is_asked_for_again_then_the_text_arrives_once(Fault fault)
    {
        _emulator.Faults.Add(fault, 1);
        Assert.IsType<TextSending.Taken>(await EmulatedAsync(Text(1, Hello)));
        Assert.Single(_emulator.Texts);
    }

    [Fact]
    public async Task Given_more_than_the_provider_takes_in_a_minute_then_the_text_waits_for_as_long_as_it_is_told()
    {
        // Two parts each, for the typographic dash is none of the telephone's alphabet.
        string twoParts = Hello + new string('a', 60);
        for (int text = 1; text <= 3; text++)
        {
            Assert.IsType<TextSending.Taken>(await EmulatedAsync(Text(text, twoParts)));
        }

        TextSending.Busy busy = Assert.IsType<TextSending.Busy>(await EmulatedAsync(Text(4, twoParts)));
        Assert.InRange(busy.Wait, TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(60));
        Assert.Equal(3, _emulator.Texts.Count);
    }

    [Fact]
    public async Task Given_a_key_that_is_not_the_provider_s_then_the_text_waits_to_be_mended_and_is_not_blamed_on_the_number()
    {
        await using Emulator other = await Emulator.StartAsync(key: Convert.ToBase64String(new byte[32]));
        Assert.Equal(new TextSending.Refused(401, OnlyThis: false), await SenderTo(other.Address).SendAsync(Text(1, Hello), Mobile, default));
        Assert.Empty(other.Texts);
    }

    [Fact]
    public async Task Given_a_number_the_provider_knows_to_be_none_then_it_is_the_number_s_own_fault_for_good()
    {
        Assert.Equal(
            new TextSending.NoSuchNumber(), await SenderTo(_emulator.Address).SendAsync(Text(1, Hello), UkMobile.Parse("07700900981"), default));
        Assert.Empty(_emulator.Texts);
    }

    [Fact]
    public async Task Given_nobody_at_the_provider_s_address_then_nobody_says_it_was_or_was_not_sent()
    {
        Uri gone = _scripted.Address;
        await _scripted.DisposeAsync();
        Assert.IsType<TextSending.Unknown>(await SenderTo(gone).SendAsync(Text(1, Hello), Mobile, default));
    }

    private Task<TextSending> ScriptedAsync() => SenderTo(_scripted.Address).SendAsync(Text(1, Hello), Mobile, default);

    private Task<TextSending> EmulatedAsync(TextRecord text) => SenderTo(_emulator.Address).SendAsync(text, Mobile, default);

    private static TextRecord Text(int number, string body) => new(
        $"j-x.{number}.0", JourneyId.For(Walk.Practice, "GP-1"), MessageTemplate.KitOnItsWay, MessageFacts.None, body, 1, Walk.Begins, Walk.Begins,
        Walk.Begins.AddMinutes(18), TextStatus.Sending, null, new Guid(number, 0, 0, new byte[8]));
}
