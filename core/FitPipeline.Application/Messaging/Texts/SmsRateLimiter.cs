using System.Globalization;
using FitPipeline.Application.Worklist;
using FitPipeline.Pathway.Calendar;
using FitPipeline.Pathway.Journeys;
using FitPipeline.Pathway.Policy;

namespace FitPipeline.Application.Messaging.Texts;

/// <summary>How much may leave now.</summary>
/// <param name="Texts">How many texts.</param>
/// <param name="Segments">How many parts.</param>
/// <param name="Again">When there may be more.</param>
public sealed record TextAllowance(int Texts, int Segments, DateTimeOffset Again);

/// <summary>
/// Holds texts back: to what the provider takes in a minute, for as long as it asks us to wait, and altogether when more leave
/// in an hour than the policy allows. That stop is a work item: texting goes on when a person has marked it done.
/// </summary>
public sealed class SmsRateLimiter(ITextOutbox texts, IWorklist worklist, PathwayPolicy policy)
{
    // Azure Communication Services, service limits: an alphanumeric sender's 600 message units a minute. A part is a unit.
    private const int SegmentsAMinute = 600;

    // Each text without an answer is lost to a letter a day later: a provider that is down must not be fed the whole morning's.
    private const int UnknownInARow = 2;

    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan LookAgain = TimeSpan.FromMinutes(5);
    private long _heldUntil;
    private int _unknown;

    /// <summary>How long a text waits that was refused for a reason that somebody must mend.</summary>
    public static TimeSpan UntilMended { get; } = TimeSpan.FromMinutes(15);

    /// <summary>Nothing leaves before this time.</summary>
    public DateTimeOffset HeldUntil => new(Interlocked.Read(ref _heldUntil), TimeSpan.Zero);

    /// <summary>
    /// Takes note of what the provider made of a text. All texts wait with one that it was too busy for or would refuse from anyone,
    /// and for a minute when several in a row got no answer.
    /// </summary>
    public void Heard(TextSending answer, DateTimeOffset now)
    {
        if (answer is not TextSending.Unknown)
        {
            Interlocked.Exchange(ref _unknown, 0);
        }

        TimeSpan? wait = answer switch
        {
            TextSending.Busy busy => busy.Wait,
            TextSending.Refused { OnlyThis: false } => UntilMended,
            TextSending.Unknown when Interlocked.Increment(ref _unknown) >= UnknownInARow => Minute,
            _ => null,
        };
        if (wait is { } held)
        {
            Hold(now + held);
        }
    }

    /// <summary>Lets nothing leave until then.</summary>
    public void Hold(DateTimeOffset until) => Interlocked.Exchange(ref _heldUntil, until.UtcTicks);

    /// <summary>How much may leave now; nothing while held.</summary>
    public async Task<TextAllowance> AllowanceAsync(DateTimeOffset now, CancellationToken cancel)
    {
        if (now < HeldUntil)
        {
            return new TextAllowance(0, 0, HeldUntil);
        }

        SentTextTotals hour = await texts.TrafficAsync(now.AddHours(-1), cancel);
        if (await StoppedAsync(hour, now, cancel))
        {
            Hold(now + LookAgain);
            return new TextAllowance(0, 0, HeldUntil);
        }

        // At or above the number and not stopped: a person has looked and lets this day go on.
        int left = policy.TextsPerHour - hour.Texts;
        SentTextTotals minute = await texts.TrafficAsync(now - Minute, cancel);
        DateTimeOffset again = (minute.FirstAt ?? now) + Minute;
        return new TextAllowance(left > 0 ? left : int.MaxValue, Math.Max(0, SegmentsAMinute - minute.Segments), again);
    }

    // One stop a day, named after the day texts last left on, so that it is found again the next morning and after a restart.
    private async Task<bool> StoppedAsync(SentTextTotals hour, DateTimeOffset now, CancellationToken cancel)
    {
        string day = ServiceCalendar.DateOf(hour.LastEverAt ?? now).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        string item = "texts-stopped/" + day;
        if (hour.Texts >= policy.TextsPerHour)
        {
            await worklist.RaiseAsync(
                new WorkItem(
                    item,
                    null,
                    null,
                    "Find out why so many texts are leaving, then mark this done: texting has stopped and goes on only then.",
                    Owner.Admin,
                    now,
                    $"{hour.Texts.ToString("N0", CultureInfo.InvariantCulture)} texts left within an hour, as many as the policy allows."),
                cancel);
        }

        return await worklist.FindAsync(item, cancel) is not null;
    }
}
