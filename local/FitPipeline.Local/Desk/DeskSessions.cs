using System.Collections.Concurrent;
using FitPipeline.Application.Http;
using FitPipeline.Local.Access;

namespace FitPipeline.Local.Desk;

/// <summary>
/// Who is signed in at the desk. Kept in memory and by hash: a restart signs everybody out, and nothing that is kept
/// lets anybody in.
/// </summary>
public sealed class DeskSessions
{
    // A working day; whoever stays longer signs in again. Needs the trust's sign-off.
    private static readonly TimeSpan Longest = TimeSpan.FromHours(10);

    // A desk left alone. Needs the trust's sign-off.
    private static readonly TimeSpan LongestIdle = TimeSpan.FromHours(1);

    // Far more people than a service has; a program that signs in without end pushes out the sessions that would end first.
    private const int Most = 1000;

    private readonly ConcurrentDictionary<string, Session> _sessions = new(StringComparer.Ordinal);
    private readonly TimeProvider _clock;

    /// <summary>Nobody is signed in.</summary>
    /// <param name="clock">Real time, also where the service lives in virtual time: a day moved on is no day at the desk.</param>
    public DeskSessions(TimeProvider clock) => _clock = clock;

    /// <summary>Begins a session.</summary>
    /// <returns>The secret for the cookie; it is not kept.</returns>
    public string Begin(Caller caller)
    {
        DateTimeOffset now = _clock.GetUtcNow();
        foreach ((string hash, Session session) in _sessions)
        {
            if (session.HasEnded(now))
            {
                _sessions.TryRemove(hash, out _);
            }
        }

        while (_sessions.Count >= Most)
        {
            _sessions.TryRemove(_sessions.MinBy(session => session.Value.Began).Key, out _);
        }

        string secret = TokenFile.NewToken();
        _sessions[TokenAuthenticator.HashOf(secret)] = new Session(caller, now, now);
        return secret;
    }

    /// <summary>Whose session this is; null when there is none, or it has ended.</summary>
    public Caller? Find(string secret)
    {
        string hash = TokenAuthenticator.HashOf(secret);
        DateTimeOffset now = _clock.GetUtcNow();
        if (!_sessions.TryGetValue(hash, out Session? session))
        {
            return null;
        }

        if (session.HasEnded(now))
        {
            _sessions.TryRemove(hash, out _);
            return null;
        }

        // Lost to another call at the same moment, the seen time is the other call's: as good.
        _sessions.TryUpdate(hash, session with { Seen = now }, session);
        return session.Caller;
    }

    /// <summary>Ends a session.</summary>
    public void End(string secret) => _sessions.TryRemove(TokenAuthenticator.HashOf(secret), out _);

    private sealed record Session(Caller Caller, DateTimeOffset Began, DateTimeOffset Seen)
    {
        public bool HasEnded(DateTimeOffset now) => now - Began > Longest || now - Seen > LongestIdle;
    }
}
