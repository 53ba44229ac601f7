using System.Diagnostics.Metrics;
using FitPipeline.Application.Messaging.Texts;
using FitPipeline.Functions.Settings;
using FitPipeline.Functions.Timers;
using FitPipeline.Pathway.Identity;

namespace FitPipeline.Functions.Tests;

/// <summary>The measures that the alerts read: they are taken when there is something to say, and name nobody.</summary>
public sealed class MeasureTests : IDisposable
{
    private readonly World _world = new();
    private readonly MeterListener _listener = new();
    private readonly List<(string Name, double Value, int Tags)> _taken = [];

    public MeasureTests()
    {
        // Made before anybody listens: what listens holds a lock that making instruments waits for.
        Meter ours = _world.Get<Metrics>().Meter;
        _listener.InstrumentPublished = (instrument, listener) =>
        {
            if (instrument.Meter == ours)
            {
                listener.EnableMeasurementEvents(instrument);
            }
        };
        _listener.SetMeasurementEventCallback<double>((instrument, value, tags, _) => _taken.Add((instrument.Name, value, tags.Length)));
        _listener.SetMeasurementEventCallback<long>((instrument, value, tags, _) => _taken.Add((instrument.Name, value, tags.Length)));
        _listener.Start();
    }

    public void Dispose()
    {
        _listener.Dispose();
        _world.Dispose();
    }

    [Fact]
    public async Task Given_a_kit_that_was_not_posted_when_the_sweep_comes_by_then_it_says_for_how_long_the_action_is_overdue()
    {
        JourneyId id = await _world.ReferAsync(1);
        await _world.SweepAsync();
        Assert.Equal(0, Last("fitpipeline.actions.oldest_overdue"));

        DateTimeOffset due = (await _world.JourneyAsync(id)).NextAction!.Value.Due;
        _world.Time.MoveTo(due.AddMinutes(90));
        await _world.SweepAsync();
        Assert.Equal(90, Last("fitpipeline.actions.oldest_overdue"), 0.001);
    }

    [Fact]
    public async Task Given_a_text_that_fails_when_it_is_given_up_then_it_is_counted_once()
    {
        _world.Network.Answer = _ => new TextSending.NoSuchNumber();
        JourneyId id = await _world.ReferAsync(1);
        await _world.PostAsync(id, 1);
        await _world.SweepAsync();
        await _world.SweepAsync();
        Assert.Equal(TextStatus.Failed, Assert.Single(await _world.TextsAsync(id)).Status);
        Assert.Equal(1, Last("fitpipeline.texts.failed"));
        Assert.Single(_taken, measure => measure.Name == "fitpipeline.texts.failed");
    }

    [Fact]
    public async Task Given_a_reconciliation_when_it_comes_to_its_end_then_it_says_so_and_no_measure_has_a_dimension()
    {
        await _world.Get<Reconciliation>().RunAsync(_world.Client, default);
        Assert.Equal(1, Last("fitpipeline.reconcile.completed"));
        Assert.All(_taken, measure => Assert.Equal(0, measure.Tags));
    }

    [Fact]
    public async Task Given_a_sweep_when_it_comes_to_its_end_then_it_says_so_once()
    {
        await _world.SweepAsync();
        Assert.Equal(1, Last("fitpipeline.sweep.completed"));
        Assert.Single(_taken, measure => measure.Name == "fitpipeline.sweep.completed");
    }

    private double Last(string name) => _taken.Last(measure => measure.Name == name).Value;
}
