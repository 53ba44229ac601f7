using System.Runtime.InteropServices;

namespace FitPipeline.Fit;

/// <summary>
/// Ctrl-C and SIGTERM, held back from ending this program so that it can end its children first. The first asks,
/// the second insists.
/// </summary>
internal sealed class StopSignal : IDisposable
{
    private readonly CancellationTokenSource asked = new();
    private readonly CancellationTokenSource insisted = new();
    private readonly PosixSignalRegistration[] registrations;

    internal StopSignal()
    {
        // A script's `fit run &` starts with SIGINT ignored, and .NET leaves an ignored signal so: `kill -INT` would
        // then do nothing. Stopping is promised, so it is heeded there too.
        PosixProcess.Heed(PosixProcess.SigInt);
        registrations =
        [
            PosixSignalRegistration.Create(PosixSignal.SIGINT, context => Ask(130, context)),
            PosixSignalRegistration.Create(PosixSignal.SIGTERM, context => Ask(143, context)),
        ];
    }

    internal CancellationToken Asked => asked.Token;

    internal CancellationToken Insisted => insisted.Token;

    /// <summary>What a shell reports for a command ended by the signal: 128 and its number.</summary>
    internal int ExitCode { get; private set; } = 130;

    public void Dispose()
    {
        foreach (PosixSignalRegistration registration in registrations)
        {
            registration.Dispose();
        }

        asked.Dispose();
        insisted.Dispose();
    }

    /// <summary>What a signal does here, also without one.</summary>
    internal void Ask(int exitCode, PosixSignalContext? context = null)
    {
        context?.Cancel = true;
        if (asked.IsCancellationRequested)
        {
            insisted.Cancel();
            return;
        }

        ExitCode = exitCode;
        asked.Cancel();
    }
}
