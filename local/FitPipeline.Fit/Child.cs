using System.Diagnostics;
using System.Text;

namespace FitPipeline.Fit;

/// <summary>How a child is asked to end before it is killed with all it started.</summary>
internal enum Ending
{
    /// <summary>Not asked: builds and test runs have nothing to put in order.</summary>
    AtOnce,

    /// <summary>SIGTERM, 30 seconds. Ctrl-C at a terminal reaches the child as well, and SIGTERM after it does no harm.</summary>
    Terminate,

    /// <summary>SIGINT, 20 seconds: Core Tools stops on SIGINT in seconds and does not heed SIGTERM.</summary>
    Interrupt,
}

/// <summary>What a child printed (both streams, as they came) and its exit code.</summary>
internal sealed record Captured(int ExitCode, string Output);

/// <summary>A process this program started and does not outlive.</summary>
internal sealed class Child : IDisposable
{
    private readonly Process process;
    private readonly bool leadsSession;

    private Child(Process process, bool leadsSession)
    {
        this.process = process;
        this.leadsSession = leadsSession;
    }

    internal bool HasExited => process.HasExited;

    /// <summary>Starts a child on our own terminal.</summary>
    internal static Child Start(ProcessStartInfo start) => new(Process.Start(start)!, leadsSession: false);

    /// <summary>
    /// Starts a child in a session of its own where the system has <c>setsid</c> (Linux): a Ctrl-C then reaches it
    /// only through us, once and in our order, and what it leaves behind can be found by its group.
    /// </summary>
    internal static Child StartInOwnSession(ProcessStartInfo start)
    {
        string? setsid = OperatingSystem.IsLinux() ? Programs.Find("setsid") : null;
        if (setsid is not null)
        {
            start.ArgumentList.Insert(0, start.FileName);
            start.FileName = setsid;
        }

        return new Child(Process.Start(start)!, leadsSession: setsid is not null);
    }

    /// <summary>Runs a child on our own terminal to its end, or to ours, and answers its exit code.</summary>
    internal static async Task<int> RunAsync(ProcessStartInfo start, Ending ending, StopSignal stop)
    {
        using Child child = Start(start);
        return await child.WaitAsync(ending, stop);
    }

    /// <summary>Runs a child to its end and keeps what it prints.</summary>
    internal static async Task<Captured> CaptureAsync(ProcessStartInfo start, Ending ending, StopSignal stop)
    {
        start.RedirectStandardInput = true;
        start.RedirectStandardOutput = true;
        start.RedirectStandardError = true;
        using Child child = Start(start);
        child.process.StandardInput.Close();

        StringBuilder output = new();
        Task read = Task.WhenAll(
            ReadAsync(child.process.StandardOutput, output),
            ReadAsync(child.process.StandardError, output));
        int exitCode = await child.WaitAsync(ending, stop);

        // A grandchild that outlived the child may hold the pipes open for ever: what has come by now is enough.
        await Task.WhenAny(read, Task.Delay(TimeSpan.FromSeconds(2)));
        lock (output)
        {
            return new Captured(exitCode, output.ToString());
        }
    }

    /// <summary>Waits for the child's end; when we are told to stop, ends it first.</summary>
    internal async Task<int> WaitAsync(Ending ending, StopSignal stop)
    {
        await Task.WhenAny(process.WaitForExitAsync(), Cancelled(stop.Asked));
        if (!process.HasExited)
        {
            await EndAsync(ending, stop);
        }

        return process.ExitCode;
    }

    /// <summary>Ends the child: asks, waits, and kills it with everything it started.</summary>
    internal async Task EndAsync(Ending ending, StopSignal stop)
    {
        if (!process.HasExited && ending != Ending.AtOnce)
        {
            // Windows has no signal to send: there Ctrl-C has reached every process of the console already.
            PosixProcess.Signal(process.Id, ending == Ending.Interrupt ? PosixProcess.SigInt : PosixProcess.SigTerm);
            TimeSpan patience = TimeSpan.FromSeconds(ending == Ending.Interrupt ? 20 : 30);
            await Task.WhenAny(process.WaitForExitAsync(), Task.Delay(patience), Cancelled(stop.Insisted));
        }

        if (!process.HasExited)
        {
            process.Kill(entireProcessTree: true);
        }

        if (leadsSession)
        {
            // Workers whose parent died are no longer in its tree, yet still in its group.
            PosixProcess.Signal(-process.Id, PosixProcess.SigKill);
        }

        await process.WaitForExitAsync();
    }

    public void Dispose() => process.Dispose();

    private static async Task ReadAsync(StreamReader reader, StringBuilder output)
    {
        while (await reader.ReadLineAsync() is { } line)
        {
            lock (output)
            {
                output.AppendLine(line);
            }
        }
    }

    private static Task Cancelled(CancellationToken token)
    {
        TaskCompletionSource source = new();
        token.Register(source.SetResult);
        return source.Task;
    }
}
