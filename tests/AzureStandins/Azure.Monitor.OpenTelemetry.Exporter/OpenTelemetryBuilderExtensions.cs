using OpenTelemetry;

namespace Azure.Monitor.OpenTelemetry.Exporter;

public static class OpenTelemetryBuilderExtensions
{
    /// <summary>The official one sends traces, logs and measures; there is nowhere to send them from here.</summary>
    public static IOpenTelemetryBuilder UseAzureMonitorExporter(this IOpenTelemetryBuilder builder, Action<AzureMonitorExporterOptions> configureAzureMonitor)
    {
        configureAzureMonitor(new AzureMonitorExporterOptions());
        return builder;
    }
}
