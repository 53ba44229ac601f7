using System.Runtime.InteropServices;

namespace FitPipeline.Fit;

/// <summary>The two calls of POSIX that .NET does not offer. On Windows they do nothing: it has no such signals.</summary>
internal static partial class PosixProcess
{
    internal const int SigInt = 2;
    internal const int SigKill = 9;
    internal const int SigTerm = 15;

    /// <summary>Sends a signal to a process, or to a whole group by its negative number.</summary>
    internal static void Signal(int process, int signal)
    {
        if (!OperatingSystem.IsWindows())
        {
            // The answer is not needed: a process that is gone has nothing left to be told.
            _ = Kill(process, signal);
        }
    }

    /// <summary>Gives an ignored signal its default meaning back.</summary>
    internal static void Heed(int signal)
    {
        if (!OperatingSystem.IsWindows())
        {
            _ = SetHandler(signal, handler: 0);
        }
    }

    [LibraryImport("libc", EntryPoint = "kill")]
    private static partial int Kill(int process, int signal);

    [LibraryImport("libc", EntryPoint = "signal")]
    private static partial nint SetHandler(int signal, nint handler);
}
