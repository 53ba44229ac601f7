using System.Diagnostics;

namespace FitPipeline.Fit;

/// <summary>One line of progress on stdout: what began, then on the same line how it ended and how long it took.</summary>
internal sealed class Progress : IAsyncDisposable
{
    private readonly Stopwatch watch = Stopwatch.StartNew();
    private bool ended;

    private Progress()
    {
    }

    internal static async Task<Progress> BeginAsync(string what)
    {
        await Console.Out.WriteAsync($"{what}: ");
        return new Progress();
    }

    internal async Task EndAsync(string how)
    {
        ended = true;
        (string first, string rest) = how.Split('\n', 2) is [var a, var b] ? (a, b + "\n") : (how, "");
        await Console.Out.WriteAsync($"{first} ({watch.Elapsed.TotalSeconds:0.0} s)\n{rest}");
    }

    public async ValueTask DisposeAsync()
    {
        if (!ended)
        {
            await Console.Out.WriteLineAsync();
        }
    }
}
