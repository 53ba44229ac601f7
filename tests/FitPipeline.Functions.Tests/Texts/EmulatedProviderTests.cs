using Azure.Core;
using Azure.Core.Pipeline;
using FitPipeline.Pathway;
using FitPipeline.PortContracts;
using FitPipeline.Service;
using FitPipeline.SmsEmulator;
using Microsoft.Extensions.Logging.Abstractions;

namespace FitPipeline.Functions.Tests;

/// <summary>The sender that Azure uses, at the same emulator that the local host and every newcomer send to.</summary>
public sealed class EmulatedProviderTests : IAsyncLifetime
{
    private const string Hello = "NHS Kit: hello";
    private static readonly UkMobile Mobile = UkMobile.Parse("07700900001");
    private Emulator _emulator = null!;

    public async Task InitializeAsync() => _emulator = await Emulator.StartAsync(unitsAMinute: 3);

    public async Task DisposeAsync() => await _emulator.DisposeAsync();

    [Fact]
    public async Task Given_a_signed_text_when_it_is_sent_then_the_telephone_has_it_and_its_tag_is_ours()
    {
        TextSending sending = await SendAsync(Text(1, Hello));
        PhoneText text = Assert.Single(_emulator.Texts);
        Assert.Equal(new TextSending(true, text.MessageId, false, null), sending);
        Assert.Equal(("+447700900001", "NHS Kit", Hello, "j-x.1.0"), (text.To, text.From, text.Message, text.Tag));
    }

    [Fact]
    public async Task Given_a_text_sent_twice_under_its_repeatability_id_then_it_arrives_once_and_both_answers_are_the_same()
    {
        Assert.Equal(await SendAsync(Text(1, Hello)), await SendAsync(Text(1, Hello)));
        Assert.Single(_emulator.Texts);
    }

    [Fact]
    public async Task Given_a_repeatability_id_used_for_other_words_then_nobody_says_it_was_or_was_not_sent()
    {
        await SendAsync(Text(1, Hello));
        await Assert.ThrowsAsync<TextAnswerUnknownException>(() => SendAsync(Text(1, "NHS Kit: other words")));
        Assert.Equal(Hello, Assert.Single(_emulator.Texts).Message);
    }

    [Theory]
    [InlineData(Fault.LostAnswer)]
    [InlineData(Fault.ServerError)]
    public async Task Given_an_answer_that_does_not_come_when_it_is_asked_for_again_then_the_text_arrives_once(Fault fault)
    {
        _emulator.Faults.Add(fault, 1);
        Assert.True((await SendAsync(Text(1, Hello))).Accepted);
        Assert.Single(_emulator.Texts);
    }

    [Fact]
    public async Task Given_more_than_the_provider_takes_in_a_minute_then_the_text_waits_for_as_long_as_it_is_told()
    {
        for (int text = 1; text <= 3; text++)
        {
            Assert.True((await SendAsync(Text(text, Hello))).Accepted);
        }

        TextSending sending = await SendAsync(Text(4, Hello));
        Assert.Equal((false, false), (sending.Accepted, sending.Permanent));
        Assert.InRange(sending.RetryAfter!.Value, TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(60));
        Assert.Equal(3, _emulator.Texts.Count);
    }

    [Fact]
    public async Task Given_a_key_that_is_not_the_provider_s_then_the_text_waits_to_be_mended_and_is_not_blamed_on_the_number()
    {
        Assert.Equal(
            new TextSending(false, null, false, TimeSpan.FromMinutes(15)), await SendAsync(Text(1, Hello), key: Convert.ToBase64String(new byte[32])));
        Assert.Empty(_emulator.Texts);
    }

    [Fact]
    public async Task Given_a_number_the_provider_knows_to_be_none_then_it_is_the_number_s_own_fault_for_good()
    {
        Assert.Equal(new TextSending(false, null, true, null), await SendAsync(Text(1, Hello), UkMobile.Parse("07700900981")));
        Assert.Empty(_emulator.Texts);
    }

    private static TextRecord Text(int number, string body) => new(
        $"j-x.{number}.0", JourneyId.For(Walk.Practice, "GP-1"), MessageTemplate.KitOnItsWay, MessageFacts.None, body, 1, Walk.Begins, Walk.Begins,
        Walk.Begins.AddMinutes(18), TextStatus.Sending, null, new Guid(number, 0, 0, new byte[8]));

    private Task<TextSending> SendAsync(TextRecord text, UkMobile? to = null, string? key = null)
    {
        Client client = new();
        client.Retry.MaxRetries = 2;
        client.Retry.Mode = RetryMode.Fixed;
        client.Retry.Delay = TimeSpan.FromMilliseconds(1);
        CommunicationTexts texts = new(
            new SmsOptions { Endpoint = _emulator.Address }, client, new Signing(key ?? Signature.KnownKey), NullLogger<CommunicationTexts>.Instance);
        return texts.SendAsync(text, to ?? Mobile, default);
    }

    private sealed class Client : ClientOptions;

    /// <summary>Signs with a key, where Azure's own resource asks for an identity.</summary>
    private sealed class Signing(string key) : HttpPipelineSynchronousPolicy
    {
        public override void OnSendingRequest(HttpMessage message)
        {
            using MemoryStream body = new();
            message.Request.Content!.WriteTo(body, message.CancellationToken);
            Uri address = message.Request.Uri.ToUri();
            (string date, string hash, string authorization) = Signature.Of(
                "POST", address.PathAndQuery, address.Authority, body.ToArray(), key, DateTimeOffset.UtcNow);
            message.Request.Headers.SetValue("x-ms-date", date);
            message.Request.Headers.SetValue("x-ms-content-sha256", hash);
            message.Request.Headers.SetValue("Authorization", authorization);
        }
    }
}
