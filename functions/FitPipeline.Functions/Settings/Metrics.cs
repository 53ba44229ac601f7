using System.Diagnostics.Metrics;

namespace FitPipeline.Functions.Settings;

/// <summary>What the alerts in infra/modules/alerts.bicep read, under the names they read it by. No measure has a dimension.</summary>
public sealed class Metrics : IDisposable
{
    /// <summary>The meter they belong to.</summary>
    public const string MeterName = "FitPipeline";

    private readonly Meter _meter = new(MeterName);
    private readonly Gauge<double> _oldestOverdue;
    private readonly Counter<long> _textsFailed;
    private readonly Counter<long> _reconciled;
    private readonly Counter<long> _swept;

    /// <summary>Makes the instruments.</summary>
    public Metrics()
    {
        _oldestOverdue = _meter.CreateGauge<double>("fitpipeline.actions.oldest_overdue", "min", "How long the oldest next action has been overdue.");
        _textsFailed = _meter.CreateCounter<long>("fitpipeline.texts.failed", "{text}", "Texts that did not reach the patient.");
        _reconciled = _meter.CreateCounter<long>("fitpipeline.reconcile.completed", "{run}", "Reconciliations that came to their end.");
        _swept = _meter.CreateCounter<long>("fitpipeline.sweep.completed", "{run}", "Sweeps that came to their end.");
    }

    /// <summary>The meter; for whoever listens to this one and no other.</summary>
    internal Meter Meter => _meter;

    /// <inheritdoc/>
    public void Dispose() => _meter.Dispose();

    internal void OldestOverdue(TimeSpan overdue) => _oldestOverdue.Record(overdue.TotalMinutes);

    internal void TextFailed() => _textsFailed.Add(1);

    internal void Reconciled() => _reconciled.Add(1);

    internal void Swept() => _swept.Add(1);
}
