using System.Diagnostics;

namespace FitPipeline.Fit.Tests;

/// <summary>Real children. Windows has no SIGTERM: there a child is killed, and what is proved is that it does not outlive us.</summary>
public sealed class ChildTests : IDisposable
{
    private static readonly TimeSpan Bound = TimeSpan.FromSeconds(60);

    private readonly StopSignal stop = new();

    public void Dispose() => stop.Dispose();

    /// <summary>Runs for an hour once <paramref name="trap"/> is set, which is when the file at $0 appears.</summary>
    private async Task<Task<Captured>> StartAsync(Folder folder, string trap)
    {
        if (OperatingSystem.IsWindows())
        {
            return Child.CaptureAsync(Programs.At(Programs.Find("ping")!, "-n", "3600", "127.0.0.1"), Ending.AtOnce, stop);
        }

        string isUp = Path.Combine(folder.Path, "up");
        Task<Captured> run = Child.CaptureAsync(
            Programs.At("/bin/sh", "-c", $"{trap}; : > \"$0\"; while :; do sleep 0.1; done", isUp), Ending.Terminate, stop);
        for (Stopwatch watch = Stopwatch.StartNew(); !File.Exists(isUp) && watch.Elapsed < Bound;)
        {
            await Task.Delay(20);
        }

        return run;
    }

    [Fact]
    public async Task Given_a_child_that_puts_things_in_order_when_we_are_told_to_stop_then_its_own_exit_code_is_ours()
    {
        using Folder folder = new();
        Task<Captured> run = await StartAsync(folder, "trap 'echo in order; exit 7' TERM");
        Assert.False(run.IsCompleted);

        stop.Ask(143);
        Captured ended = await run.WaitAsync(Bound);

        Assert.Equal(OperatingSystem.IsWindows() ? -1 : 7, ended.ExitCode);
        Assert.Equal(!OperatingSystem.IsWindows(), ended.Output.Contains("in order", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Given_a_child_that_will_not_hear_when_we_are_told_twice_then_it_is_killed_at_once()
    {
        using Folder folder = new();
        Task<Captured> run = await StartAsync(folder, "trap '' TERM");
        Assert.False(run.IsCompleted);

        stop.Ask(143);
        stop.Ask(143);
        Captured ended = await run.WaitAsync(TimeSpan.FromSeconds(20));

        Assert.Equal(OperatingSystem.IsWindows() ? -1 : 128 + PosixProcess.SigKill, ended.ExitCode);
    }

    [Fact]
    public async Task Given_a_grandchild_that_keeps_the_output_open_when_the_child_ends_then_we_do_not_wait_for_it()
    {
        ProcessStartInfo start = OperatingSystem.IsWindows()
            ? Programs.At(Programs.Find("cmd")!, "/c", "start /b ping -n 30 127.0.0.1 & echo done")
            : Programs.At("/bin/sh", "-c", "sleep 30 & echo done");

        Captured ended = await Child.CaptureAsync(start, Ending.AtOnce, stop).WaitAsync(TimeSpan.FromSeconds(20));

        Assert.Contains("done", ended.Output, StringComparison.Ordinal);
        Assert.Equal(0, ended.ExitCode);
    }
}
