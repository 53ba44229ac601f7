using Microsoft.Extensions.DependencyInjection;
using OpenTelemetry.Metrics;

namespace OpenTelemetry;

public interface IOpenTelemetryBuilder
{
    IServiceCollection Services { get; }
}

public sealed class OpenTelemetryBuilder(IServiceCollection services) : IOpenTelemetryBuilder
{
    public IServiceCollection Services => services;

    public OpenTelemetryBuilder WithMetrics(Action<MeterProviderBuilder> configure)
    {
        configure(new Nothing());
        return this;
    }

    private sealed class Nothing : MeterProviderBuilder
    {
        public override MeterProviderBuilder AddMeter(params string[] names) => this;
    }
}
