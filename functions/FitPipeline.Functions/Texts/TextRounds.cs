using FitPipeline.Service;
using Microsoft.Extensions.Options;

namespace FitPipeline.Functions;

/// <summary>Sends texts until none is ready, and takes silence for what it is.</summary>
public sealed class TextRounds(SendReadyTexts sender, ITextOutbox texts, ITextProvider provider, IOptions<SmsOptions> options, TimeProvider time)
{
    private const int AtOnce = 100;

    // At 100 a round, more than the provider takes in five minutes.
    private const int MostRounds = 40;

    /// <summary>Sends what is ready, and gives up on what was never reported.</summary>
    public async Task RunAsync(CancellationToken cancel)
    {
        for (int round = 0; round < MostRounds; round++)
        {
            try
            {
                if (await sender.RunAsync(cancel) == 0)
                {
                    break;
                }
            }
            catch (TextAnswerUnknownException)
            {
                // That one stays marked as handed over; the next round goes on with the others.
            }
        }

        if (!provider.ReportsDelivery)
        {
            return;
        }

        DateTimeOffset now = time.GetUtcNow();
        foreach (TextRecord text in await texts.SilentSinceAsync(TextStatus.Sent, now - options.Value.DeliveryReportTimeout, AtOnce, cancel))
        {
            await sender.FailAsync(text, permanent: false, now, cancel);
        }
    }
}
