using System.Diagnostics;

namespace FitPipeline.Fit.Tests;

public sealed class ChildTests
{
    private static ProcessStartInfo ForAnHour(string unix) => OperatingSystem.IsWindows()
        ? Tools.Program(Tools.Find("ping")!, "-n", "3600", "127.0.0.1")
        : Tools.Program("/bin/sh", "-c", unix);

    [Fact]
    public async Task Given_a_child_that_puts_things_in_order_when_we_are_told_to_stop_then_its_own_exit_code_is_ours()
    {
        using StopSignal stop = new();
        // Windows has no SIGTERM: there the child is killed, and what is proved is that it does not outlive us.
        Ending ending = OperatingSystem.IsWindows() ? Ending.AtOnce : Ending.Terminate;
        Task<Captured> run = Child.CaptureAsync(
            ForAnHour("trap 'echo in order; exit 7' TERM; echo up; while :; do sleep 0.1; done"), ending, stop);

        await Task.Delay(TimeSpan.FromSeconds(1));
        Assert.False(run.IsCompleted);
        stop.Ask(143);
        Captured ended = await run.WaitAsync(TimeSpan.FromSeconds(60));

        Assert.Equal(OperatingSystem.IsWindows() ? -1 : 7, ended.ExitCode);
        Assert.Contains(OperatingSystem.IsWindows() ? "127.0.0.1" : "up\nin order", ended.Output.ReplaceLineEndings("\n"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Given_a_child_that_will_not_hear_when_we_are_told_twice_then_it_is_killed_at_once()
    {
        using StopSignal stop = new();
        Task<Captured> run = Child.CaptureAsync(ForAnHour("trap '' TERM; while :; do sleep 0.1; done"), Ending.Terminate, stop);

        await Task.Delay(TimeSpan.FromSeconds(1));
        stop.Ask(143);
        stop.Ask(143);
        Captured ended = await run.WaitAsync(TimeSpan.FromSeconds(20));

        Assert.NotEqual(0, ended.ExitCode);
    }

    [Fact]
    public async Task Given_a_grandchild_that_keeps_the_output_open_when_the_child_ends_then_we_do_not_wait_for_it()
    {
        using StopSignal stop = new();
        ProcessStartInfo start = OperatingSystem.IsWindows()
            ? Tools.Program(Tools.Find("cmd")!, "/c", "start /b ping -n 20 127.0.0.1 & echo done")
            : Tools.Program("/bin/sh", "-c", "sleep 20 & echo done");

        Captured ended = await Child.CaptureAsync(start, Ending.AtOnce, stop).WaitAsync(TimeSpan.FromSeconds(15));

        Assert.Contains("done", ended.Output, StringComparison.Ordinal);
        Assert.Equal(0, ended.ExitCode);
    }
}
