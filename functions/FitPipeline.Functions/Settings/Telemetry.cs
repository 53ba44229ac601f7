using Azure.Identity;
using Azure.Monitor.OpenTelemetry.Exporter;
using Microsoft.Azure.Functions.Worker.OpenTelemetry;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using OpenTelemetry;

namespace FitPipeline.Functions.Settings;

/// <summary>Sends what the app measures and logs to Application Insights, in OpenTelemetry's form, as the app's identity.</summary>
public static class Telemetry
{
    /// <summary>Measures always; sends only where there is an Application Insights to send to.</summary>
    public static IServiceCollection AddTelemetry(this IServiceCollection services, IConfiguration settings)
    {
        // What these say at Information is a line for every request and every turn, and at Debug what was sent.
        services.AddLogging(logging => logging
            .AddFilter("Microsoft.AspNetCore", LogLevel.Warning)
            .AddFilter("Microsoft.DurableTask", LogLevel.Warning)
            .AddFilter("Azure", LogLevel.Warning));
        services.AddSingleton<Metrics>();
        if (settings["APPLICATIONINSIGHTS_CONNECTION_STRING"] is { Length: > 0 })
        {
            OpenTelemetryBuilder telemetry = services.AddOpenTelemetry();
            telemetry.WithMetrics(metrics => metrics.AddMeter(Metrics.MeterName));
            telemetry.UseFunctionsWorkerDefaults();
            telemetry.UseAzureMonitorExporter(monitor => monitor.Credential = new DefaultAzureCredential(new DefaultAzureCredentialOptions
            {
                ManagedIdentityClientId = settings["AZURE_CLIENT_ID"],
            }));
        }

        return services;
    }
}
