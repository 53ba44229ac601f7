namespace FitPipeline.Fit;

/// <summary>Quiet builds: what they print is kept, for the caller to show when they fail.</summary>
internal static class Build
{
    /// <summary>A build, publish or restore, one at a time for a checkout: two at once would write over each other.</summary>
    internal static async Task<Captured> RunAsync(Checkout checkout, IEnumerable<string> arguments, StopSignal stop)
    {
        using FileStream? turn = await TakeTurnAsync(checkout, stop);
        Captured build = await Child.CaptureAsync(
            Programs.Sdk(checkout, [.. arguments, "-v", "q", "--nologo", "-tl:off"]), Ending.AtOnce, stop);
        // The summary says every error again.
        return build with { Output = string.Join('\n', build.Output.TrimEnd().Split('\n').Distinct()) + "\n" };
    }

    private static async Task<FileStream?> TakeTurnAsync(Checkout checkout, StopSignal stop)
    {
        Directory.CreateDirectory(checkout.At("artifacts"));
        while (!stop.Asked.IsCancellationRequested)
        {
            try
            {
                return new FileStream(checkout.At("artifacts", "build.lock"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            }
            catch (IOException)
            {
                // Somebody else is building here. The lock dies with its holder, so the wait ends.
                await Task.Delay(TimeSpan.FromMilliseconds(200));
            }
        }

        return null;
    }
}
