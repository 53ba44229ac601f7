using System.Text.Json.Nodes;
using Azure.Core;
using Azure.Core.Pipeline;
using FitPipeline.Pathway;
using FitPipeline.PortContracts;
using FitPipeline.Service;
using Microsoft.Extensions.Logging;

namespace FitPipeline.Functions.Tests;

/// <summary>Texts handed to Communication Services' protocol, at a provider of our own on the loopback.</summary>
public sealed class CommunicationTextsTests : IAsyncLifetime, IDisposable
{
    private readonly Captured _logs = new();
    private TextProvider _provider = null!;

    public async Task InitializeAsync() => _provider = await TextProvider.StartAsync();

    public async Task DisposeAsync() => await _provider.DisposeAsync();

    public void Dispose() => _logs.Dispose();

    [Fact]
    public async Task Given_a_text_when_it_is_sent_then_it_carries_its_own_repeatability_id_first_sending_and_tag()
    {
        TextSending sending = await SendAsync();
        Assert.Equal(new TextSending(true, "Outgoing_1", false, null), sending);
        (string path, string authorization, string body) = Assert.Single(_provider.Requests);
        Assert.Equal("/sms?api-version=2021-03-07", path);
        Assert.Equal("Test", authorization);
        JsonNode expected = JsonNode.Parse(
            """
            {"from":"NHS Kit","smsRecipients":[{"to":"+447700900001","repeatabilityRequestId":"0f8fad5b-d9cb-469f-a165-70867728950e","repeatabilityFirstSent":"Mon, 12 Jan 2026 09:30:00 GMT"}],"message":"NHS Kit: hello – £0","smsSendOptions":{"enableDeliveryReport":true,"tag":"j-x.2.0"}}
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
        _provider.Answer = call => call == 0 ? (status, null, "") : (202, null, TextProvider.Accepted);
        Assert.True((await SendAsync()).Accepted);
        Assert.Equal(2, _provider.Requests.Count);
        Assert.Equal(_provider.Requests[0].Body, _provider.Requests[1].Body);
    }

    [Theory]
    [InlineData(500, "")]
    [InlineData(0, "")]
    [InlineData(202, "")]
    [InlineData(202, "{}")]
    [InlineData(202, """{"value":[]}""")]
    [InlineData(202, """{"value":[{"to":"+447700900001","httpStatusCode":202,"successful":true}]}""")]
    [InlineData(202, """{"value":[{"to":"+447700900001","httpStatusCode":500,"successful":false}]}""")]
    [InlineData(202, """{"value":[{"to":"+447700900001","httpStatusCode":409,"repeatabilityResult":"rejected","successful":false}]}""")]
    public async Task Given_a_provider_whose_answer_is_not_known_when_it_is_given_up_then_nobody_says_it_was_or_was_not_sent(int status, string body)
    {
        _provider.Answer = _ => (status, null, body);
        await Assert.ThrowsAsync<TextAnswerUnknownException>(SendAsync);
    }

    [Fact]
    public async Task Given_a_provider_that_has_too_much_to_do_when_it_says_so_then_it_is_left_alone_for_as_long_as_it_asks()
    {
        _provider.Answer = _ => (429, "37", "");
        Assert.Equal(new TextSending(false, null, false, TimeSpan.FromSeconds(37)), await SendAsync());
        Assert.Single(_provider.Requests);

        _provider.Answer = _ => (429, null, "");
        Assert.Equal(new TextSending(false, null, false, TimeSpan.FromMinutes(1)), await SendAsync());
        Assert.Equal(2, _provider.Requests.Count);
    }

    [Theory]
    [InlineData(400, true, null)]
    [InlineData(429, false, 1)]
    [InlineData(404, false, 15)]
    public async Task Given_a_request_that_was_read_when_the_number_s_own_answer_is_no_then_that_is_what_counts(int status, bool permanent, int? minutes)
    {
        _provider.Answer = _ => (202, null, $$"""{"value":[{"to":"+447700900001","httpStatusCode":{{status}},"errorMessage":"Invalid To phone number format.","successful":false}]}""");
        Assert.Equal(new TextSending(false, null, permanent, minutes is { } wait ? TimeSpan.FromMinutes(wait) : null), await SendAsync());
    }

    [Theory]
    [InlineData(400)]
    [InlineData(401)]
    [InlineData(403)]
    public async Task Given_a_request_the_provider_refuses_when_it_is_ours_to_mend_then_the_text_waits_and_is_not_blamed_on_the_number(int status)
    {
        _provider.Answer = _ => (status, null, """{"error":{"code":"BadRequest","message":"The sender +447700900001 is not provisioned."}}""");
        Assert.Equal(new TextSending(false, null, false, TimeSpan.FromMinutes(15)), await SendAsync());
        Assert.DoesNotContain(_logs.Lines, line => line.Contains("7700900001", StringComparison.Ordinal));
    }

    private async Task<TextSending> SendAsync()
    {
        TextRecord text = new(
            "j-x.2.0", JourneyId.For(Walk.Practice, "GP-1"), MessageTemplate.KitOnItsWay, MessageFacts.None, "NHS Kit: hello – £0", 1, Walk.Begins, Walk.Begins,
            Walk.Begins.AddMinutes(18), TextStatus.Sending, null, Guid.Parse("0f8fad5b-d9cb-469f-a165-70867728950e"));
        FastClient client = new();
        client.Retry.MaxRetries = 2;
        client.Retry.Mode = RetryMode.Fixed;
        client.Retry.Delay = TimeSpan.FromMilliseconds(1);
        using ILoggerFactory factory = LoggerFactory.Create(logging => logging.AddProvider(_logs));
        CommunicationTexts texts = new(
            new SmsOptions { Endpoint = _provider.Address }, client, new Authentication(), factory.CreateLogger<CommunicationTexts>());
        return await texts.SendAsync(text, UkMobile.Parse("07700900001"), default);
    }

    private sealed class FastClient : ClientOptions;

    private sealed class Authentication : HttpPipelineSynchronousPolicy
    {
        public override void OnSendingRequest(HttpMessage message) => message.Request.Headers.SetValue("Authorization", "Test");
    }
}
