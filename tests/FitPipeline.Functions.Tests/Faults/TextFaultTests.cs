using FitPipeline.Application.Messaging.Letters;
using FitPipeline.Application.Messaging.Texts;
using FitPipeline.Functions.Messages;
using FitPipeline.Pathway.Identity;

namespace FitPipeline.Functions.Tests;

/// <summary>A text leaves once, and the patient is told one way or another, whatever dies in between.</summary>
public sealed class TextFaultTests : IDisposable
{
    private readonly World _world = new();

    public void Dispose() => _world.Dispose();

    [Fact]
    public async Task Given_a_worker_killed_between_the_text_s_acceptance_and_its_commit_when_it_is_back_then_the_text_is_not_sent_again()
    {
        (JourneyId id, TextRecord text) = await KilledWhileSendingAsync();
        Assert.Equal(TextStatus.Sending, text.Status);
        await _world.PassAsync(TimeSpan.FromHours(12));
        Assert.Single(_world.Network.Calls);

        // The provider had taken it, and says so.
        await ReportAsync(text.TextId, "Delivered");
        Assert.Equal(TextStatus.Delivered, (await _world.TextsAsync(id))[0].Status);
        await _world.PassAsync(TimeSpan.FromDays(2));
        Assert.Single(_world.Network.Calls);
        Assert.Empty((await _world.Get<ILetterOutbox>().ListAsync(id, null, 10, default)).Items);
    }

    [Fact]
    public async Task Given_a_text_nobody_ever_hears_of_when_a_day_has_passed_then_a_letter_says_the_same()
    {
        (JourneyId id, _) = await KilledWhileSendingAsync();
        await _world.PassAsync(TimeSpan.FromDays(2));
        Assert.Single(_world.Network.Calls);
        Assert.Equal(TextStatus.Failed, (await _world.TextsAsync(id))[0].Status);
        Assert.Single((await _world.Get<ILetterOutbox>().ListAsync(id, null, 10, default)).Items);
    }

    [Fact]
    public async Task Given_texts_the_provider_accepted_and_never_reported_when_the_time_for_reports_is_over_then_letters_say_the_same()
    {
        _world.Network.ReportsDelivery = true;
        JourneyId id = await _world.ReferAsync(1);
        await _world.PostAsync(id, 1);
        await _world.PassAsync(TimeSpan.FromDays(2));
        Assert.Single(_world.Network.Calls);
        Assert.Single((await _world.Get<ILetterOutbox>().ListAsync(id, null, 10, default)).Items);
    }

    [Fact]
    public async Task Given_one_text_without_an_answer_when_others_are_ready_then_they_leave_all_the_same()
    {
        for (int patient = 1; patient <= 3; patient++)
        {
            await _world.PostAsync(await _world.ReferAsync(patient), patient);
        }

        int first = 1;
        _world.Network.Answer = _ => first-- > 0 ? new TextSending.Unknown("lost") : null;
        await _world.SweepAsync();
        Assert.Equal(3, _world.Network.Sent);
        Assert.Equal(3, _world.Network.Calls.Count);
    }

    [Theory]
    [InlineData("Delivered", TextStatus.Delivered)]
    [InlineData("Failed", TextStatus.Failed)]
    public async Task Given_a_report_that_comes_twice_and_out_of_order_when_it_is_taken_in_then_the_first_word_stands(string status, TextStatus expected)
    {
        JourneyId id = await _world.ReferAsync(1);
        await _world.PostAsync(id, 1);
        await _world.SweepAsync();
        string textId = Assert.Single(_world.Network.Calls).TextId;
        await ReportAsync(textId, status);
        await ReportAsync(textId, status);
        await ReportAsync(textId, "Delivered");
        Assert.Equal(expected, (await _world.TextsAsync(id))[0].Status);
        Assert.Equal(expected is TextStatus.Failed ? 1 : 0, (await _world.Get<ILetterOutbox>().ListAsync(id, null, 10, default)).Items.Count);
    }

    [Fact]
    public async Task Given_a_report_on_a_text_that_is_not_ours_when_it_is_taken_in_then_it_is_done_with()
    {
        Settled settled = await ReportAsync("somebody-else", "Delivered");
        Assert.Equal(1, settled.Completed);
        Assert.Empty(settled.DeadLettered);
    }

    [Theory]
    [InlineData("not json")]
    [InlineData("{}")]
    [InlineData("""{"eventType":"Microsoft.Storage.BlobCreated","data":{}}""")]
    [InlineData("""[{"eventType":"Microsoft.Communication.SMSDeliveryReportReceived"}]""")]
    public async Task Given_a_message_that_is_no_report_when_it_is_taken_in_then_it_is_dead_lettered_with_a_reason(string body)
    {
        Settled settled = new();
        await _world.Function<ReceiveDeliveryReport>().RunAsync(Settled.Message(body), settled, _world.Client, default);
        Assert.Equal(0, settled.Completed);
        Assert.Equal("NotADeliveryReport", Assert.Single(settled.DeadLettered).Reason);
    }

    private async Task<(JourneyId Id, TextRecord Text)> KilledWhileSendingAsync()
    {
        JourneyId id = await _world.ReferAsync(1);
        await _world.PostAsync(id, 1);
        _world.Network.Answer = _ => throw new InvalidProgramException("the worker dies here");
        await _world.SweepAsync();
        _world.Network.Answer = _ => null;
        return (id, Assert.Single(await _world.TextsAsync(id)));
    }

    private async Task<Settled> ReportAsync(string tag, string status)
    {
        string body = $$$"""
            {"id":"e-1","topic":"/x","subject":"/y","eventType":"Microsoft.Communication.SMSDeliveryReportReceived","eventTime":"2026-01-12T10:00:00Z",
             "data":{"messageId":"m-1","from":"NHSKit","to":"+447700900001","deliveryStatus":"{{{status}}}","deliveryStatusDetails":"No error.","tag":"{{{tag}}}"}}
            """;
        Settled settled = new();
        await _world.Function<ReceiveDeliveryReport>().RunAsync(Settled.Message(body), settled, _world.Client, default);
        await _world.Engine.RunAsync();
        return settled;
    }
}
