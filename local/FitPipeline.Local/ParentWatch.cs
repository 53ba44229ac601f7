using System.Diagnostics;
using System.Globalization;

namespace FitPipeline.Local;

/// <summary>Stops the host when whoever started it is gone, so that none is left behind.</summary>
internal sealed class ParentWatch(IHostApplicationLifetime lifetime) : BackgroundService
{
    private static readonly TimeSpan Glance = TimeSpan.FromSeconds(2);

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (!int.TryParse(Environment.GetEnvironmentVariable("FIT_PARENT_PID"), NumberStyles.None, CultureInfo.InvariantCulture, out int parent))
        {
            return;
        }

        using PeriodicTimer timer = new(Glance);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            if (!IsThere(parent))
            {
                lifetime.StopApplication();
                return;
            }
        }
    }

    private static bool IsThere(int processId)
    {
        try
        {
            using Process process = Process.GetProcessById(processId);
            return !process.HasExited;
        }
        catch (ArgumentException)
        {
            // There is no such process.
            return false;
        }
    }
}
