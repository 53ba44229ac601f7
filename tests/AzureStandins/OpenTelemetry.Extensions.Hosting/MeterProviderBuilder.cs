namespace OpenTelemetry.Metrics;

public abstract class MeterProviderBuilder
{
    public abstract MeterProviderBuilder AddMeter(params string[] names);
}
