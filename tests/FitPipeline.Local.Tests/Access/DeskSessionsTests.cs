using FitPipeline.Application.Http;
using FitPipeline.Local.Desk;
using FitPipeline.Local.Time;
using FitPipeline.Pathway.Journeys;

namespace FitPipeline.Local.Tests;

public sealed class DeskSessionsTests
{
    private static readonly Caller Triage = new(Actor.Triage, null);
    private readonly VirtualClock _clock = new(new DateTimeOffset(2026, 1, 12, 9, 0, 0, TimeSpan.Zero));

    [Fact]
    public void Given_a_session_when_it_is_left_alone_for_an_hour_then_it_has_ended()
    {
        DeskSessions sessions = new(_clock);
        string secret = sessions.Begin(Triage);
        Wait(TimeSpan.FromMinutes(60));
        Assert.Equal(Triage, sessions.Find(secret));
        Wait(TimeSpan.FromMinutes(61));
        Assert.Null(sessions.Find(secret));
    }

    [Fact]
    public void Given_a_session_in_use_when_ten_hours_are_over_then_it_has_ended_all_the_same()
    {
        DeskSessions sessions = new(_clock);
        string secret = sessions.Begin(Triage);
        for (int half = 0; half < 20; half++)
        {
            Wait(TimeSpan.FromMinutes(30));
            Assert.Equal(Triage, sessions.Find(secret));
        }

        Wait(TimeSpan.FromMinutes(30));
        Assert.Null(sessions.Find(secret));
    }

    [Fact]
    public void Given_somebody_who_signs_out_when_the_cookie_is_shown_again_then_it_opens_nothing()
    {
        DeskSessions sessions = new(_clock);
        string secret = sessions.Begin(Triage);
        string other = sessions.Begin(Triage);
        sessions.End(secret);
        Assert.Null(sessions.Find(secret));
        Assert.Equal(Triage, sessions.Find(other));
    }

    [Fact]
    public void Given_a_program_that_signs_in_without_end_when_a_thousand_are_in_then_the_oldest_make_room()
    {
        DeskSessions sessions = new(_clock);
        string first = sessions.Begin(Triage);
        string last = first;
        for (int i = 0; i < 1000; i++)
        {
            Wait(TimeSpan.FromMilliseconds(1));
            last = sessions.Begin(Triage);
        }

        Assert.Null(sessions.Find(first));
        Assert.Equal(Triage, sessions.Find(last));
    }

    private void Wait(TimeSpan time) => _clock.MoveTo(_clock.GetUtcNow() + time);
}
