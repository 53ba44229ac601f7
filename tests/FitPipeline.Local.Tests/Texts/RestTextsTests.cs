using FitPipeline.Application.Messaging.Texts;
using FitPipeline.Local.Dispatch;
using FitPipeline.PortContracts;

namespace FitPipeline.Local.Tests;

/// <summary>The sender of the host on one machine.</summary>
public sealed class RestTextsTests : TextProviderContract
{
    private readonly List<RestTexts> _senders = [];

    protected override ITextProvider SenderTo(Uri provider)
    {
        RestTexts sender = new(new ExternalSmsService(provider));
        _senders.Add(sender);
        return sender;
    }

    public override async Task DisposeAsync()
    {
        _senders.ForEach(sender => sender.Dispose());
        await base.DisposeAsync();
    }

    [Fact]
    public async Task Given_a_provider_that_cannot_report_yet_then_the_text_waits_a_moment()
    {
        using RestTexts sender = new(new NotYet());
        TextRecord text = new(
            "j-x.1.0", FitPipeline.Pathway.Identity.JourneyId.For(Walk.Practice, "GP-1"), FitPipeline.Pathway.Messages.MessageTemplate.KitOnItsWay, FitPipeline.Pathway.Effects.MessageFacts.None, "NHS Kit: hello", 1,
            Walk.Begins, Walk.Begins, Walk.Begins, TextStatus.Sending, null, Guid.Empty);
        Assert.Equal(new TextSending.Busy(TimeSpan.FromSeconds(1)), await sender.SendAsync(text, FitPipeline.Pathway.Identity.UkMobile.Parse("07700900001"), default));
    }

    private sealed class NotYet : ISmsService
    {
        public Uri? Address => null;
    }
}
