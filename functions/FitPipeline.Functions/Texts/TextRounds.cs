using FitPipeline.Application.Messaging.Texts;

namespace FitPipeline.Functions.Texts;

/// <summary>Sends texts until none is ready, and takes silence for what it is.</summary>
public sealed class TextRounds(SmsDispatcher sender)
{
    // At 100 a round, more than the provider takes in five minutes.
    private const int MostRounds = 40;

    /// <summary>Sends what is ready, and gives up on what was never reported.</summary>
    public async Task RunAsync(CancellationToken cancel)
    {
        for (int round = 0; round < MostRounds; round++)
        {
            if (await sender.RunAsync(cancel) == 0)
            {
                break;
            }
        }
    }
}
