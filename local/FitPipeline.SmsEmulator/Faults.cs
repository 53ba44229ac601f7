using System.Collections.Concurrent;

namespace FitPipeline.SmsEmulator;

/// <summary>What can go wrong with a text.</summary>
public enum Fault
{
    /// <summary>The number is no number: an item with 400.</summary>
    BadNumber,

    /// <summary>Taken, and reported as failed for ever: the number is unassigned.</summary>
    Unassigned,

    /// <summary>Taken, and reported as failed for now: the telephone was off.</summary>
    Absent,

    /// <summary>Taken, and never reported.</summary>
    LostReport,

    /// <summary>Taken, and reported twice.</summary>
    TwoReports,

    /// <summary>Reported before the request is answered.</summary>
    EarlyReport,

    /// <summary>Taken, and reported as failed: whoever has the number has stopped texts.</summary>
    OptedOut,

    /// <summary>The request is refused: too many, try later.</summary>
    TooMany,

    /// <summary>The request fails on the provider's side; nothing is taken.</summary>
    ServerError,

    /// <summary>The text is taken and the answer lost on the way.</summary>
    LostAnswer,

    /// <summary>The answer comes late.</summary>
    Slow,

    /// <summary>The request is refused as not signed.</summary>
    Unauthorised,
}

/// <summary>
/// What is to go wrong: by the number texted, so that anyone can see it by sending a text, or for the next requests, as a test asks.
/// </summary>
public sealed class Faults
{
    // The last three digits of Ofcom's invented mobiles 07700 900 9xx.
    private static readonly Dictionary<string, Fault> ByNumber = new(StringComparer.Ordinal)
    {
        ["+447700900981"] = Fault.BadNumber,
        ["+447700900982"] = Fault.Unassigned,
        ["+447700900983"] = Fault.Absent,
        ["+447700900984"] = Fault.LostReport,
        ["+447700900985"] = Fault.TwoReports,
        ["+447700900986"] = Fault.EarlyReport,
        ["+447700900987"] = Fault.OptedOut,
        ["+447700900988"] = Fault.LostAnswer,
        ["+447700900989"] = Fault.Slow,
    };

    private readonly ConcurrentQueue<Fault> _next = new();

    /// <summary>The numbers that always go wrong, for whoever reads the page.</summary>
    public static IReadOnlyDictionary<string, Fault> Numbers => ByNumber;

    /// <summary>The next requests go wrong in this way.</summary>
    public void Add(Fault fault, int times)
    {
        for (int i = 0; i < times; i++)
        {
            _next.Enqueue(fault);
        }
    }

    /// <summary>Nothing more is to go wrong but by number.</summary>
    public void Clear() => _next.Clear();

    /// <summary>What goes wrong with this request; null when nothing does.</summary>
    public Fault? Take(string to) =>
        _next.TryDequeue(out Fault fault) ? fault : ByNumber.TryGetValue(to, out Fault numbered) ? numbered : null;
}
