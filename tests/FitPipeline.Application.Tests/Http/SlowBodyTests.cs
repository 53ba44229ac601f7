using FitPipeline.Application.Http;
using FitPipeline.Pathway.Journeys;
using Microsoft.AspNetCore.Http;

namespace FitPipeline.Application.Tests;

/// <summary>A body that trickles in does not hold its connection for ever.</summary>
public sealed class SlowBodyTests
{
    private static readonly Route Route = new("ReceiveReferral", "POST", "/api/referrals", "Refer.", [Actor.Gp]);

    [Fact]
    public async Task Given_a_body_that_never_ends_when_fifteen_seconds_have_passed_then_it_is_cut_off_and_told_so()
    {
        HandWoundTime time = new();
        DefaultHttpContext http = new() { Request = { Body = new Trickle() } };
        ApiCall call = new(http, null, Route, time);
        Task<(ReadOnlyMemory<byte> Body, IResult? Problem)> reading = call.ReadBodyAsync(CancellationToken.None);

        time.Pass(TimeSpan.FromSeconds(14.9));
        Assert.False(reading.IsCompleted);

        time.Pass(TimeSpan.FromSeconds(0.1));
        (ReadOnlyMemory<byte> body, IResult? problem) = await reading;
        Assert.Equal(StatusCodes.Status408RequestTimeout, (problem as IStatusCodeHttpResult)?.StatusCode);
        Assert.True(body.IsEmpty);
    }

    [Fact]
    public async Task Given_a_body_that_ends_in_time_when_much_time_passes_afterwards_then_it_is_read_once_and_whole()
    {
        HandWoundTime time = new();
        DefaultHttpContext http = new() { Request = { Body = new MemoryStream([1, 2, 3]) } };
        ApiCall call = new(http, null, Route, time);
        Assert.Equal([1, 2, 3], (await call.ReadBodyAsync(CancellationToken.None)).Body.ToArray());

        time.Pass(TimeSpan.FromHours(1));
        Assert.Equal([1, 2, 3], (await call.ReadBodyAsync(CancellationToken.None)).Body.ToArray());
    }

    [Fact]
    public async Task Given_a_caller_who_goes_away_while_sending_then_nobody_is_answered()
    {
        using CancellationTokenSource gone = new();
        DefaultHttpContext http = new() { Request = { Body = new Trickle() } };
        Task reading = new ApiCall(http, null, Route, new HandWoundTime()).ReadBodyAsync(gone.Token);
        await gone.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => reading);
    }

    // One byte comes, and then no more.
    private sealed class Trickle : MemoryStream
    {
        private bool _sent;

        public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            if (_sent)
            {
                await Task.Delay(Timeout.InfiniteTimeSpan, cancellationToken);
            }

            _sent = true;
            return 1;
        }
    }

    // Time that passes only when it is told to.
    private sealed class HandWoundTime : TimeProvider
    {
        private readonly List<Alarm> _alarms = [];
        private TimeSpan _passed;

        public void Pass(TimeSpan by)
        {
            _passed += by;
            foreach (Alarm alarm in _alarms.Where(alarm => alarm.At <= _passed).ToArray())
            {
                _alarms.Remove(alarm);
                alarm.Ring();
            }
        }

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
        {
            Alarm alarm = new(this, () => callback(state)) { At = _passed + dueTime };
            _alarms.Add(alarm);
            return alarm;
        }

        private sealed class Alarm(HandWoundTime time, Action ring) : ITimer
        {
            public TimeSpan At { get; set; }

            public void Ring() => ring();

            public bool Change(TimeSpan dueTime, TimeSpan period)
            {
                At = time._passed + dueTime;
                return true;
            }

            public void Dispose() => time._alarms.Remove(this);

            public ValueTask DisposeAsync()
            {
                Dispose();
                return ValueTask.CompletedTask;
            }
        }
    }
}
