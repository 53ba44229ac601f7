using System.Text.Json.Nodes;

namespace FitPipeline.Local.PracticeDay;

/// <summary>What the day came to: the figures of <c>fit demo --json</c>.</summary>
internal sealed class Summary
{
    /// <summary>Referrals sent, repeats included.</summary>
    public int Referrals { get; set; }

    /// <summary>Referrals that a kit was posted for.</summary>
    public int Accepted { get; set; }

    /// <summary>Referrals that must not wait for a kit.</summary>
    public int ReferWithoutFit { get; set; }

    /// <summary>Referrals that meet no criterion.</summary>
    public int NotIndicated { get; set; }

    /// <summary>Referrals refused for a fault.</summary>
    public int Refused { get; set; }

    /// <summary>Repeats recognised as such.</summary>
    public int Duplicates { get; set; }

    /// <summary>Kits scanned out.</summary>
    public int KitsPosted { get; set; }

    /// <summary>Kits scanned in.</summary>
    public int KitsReceived { get; set; }

    /// <summary>Laboratory rows taken in.</summary>
    public int ResultsRead { get; set; }

    /// <summary>Laboratory rows that a person had to look at.</summary>
    public int Quarantined { get; set; }

    /// <summary>Journeys whose f-Hb is at or above the threshold.</summary>
    public int Positive { get; set; }

    /// <summary>Appointments given.</summary>
    public int Booked { get; set; }

    /// <summary>Appointments attended.</summary>
    public int Attended { get; set; }

    /// <summary>Journeys that ended in reassurance.</summary>
    public int Reassured { get; set; }

    /// <summary>Journeys whose kit was at some time not returned.</summary>
    public int NotReturned { get; set; }

    /// <summary>Texts handed to the provider.</summary>
    public int TextsSent { get; set; }

    /// <summary>Journeys still open at the end.</summary>
    public int OpenJourneys { get; set; }

    /// <summary>Open journeys without a next action: the promise, broken. Counted after every day.</summary>
    public int OpenWithoutNextAction { get; set; }

    /// <summary>Laboratory files handed in.</summary>
    public int FilesHandedIn { get; set; }

    /// <summary>Journeys that stood on the waiting list, some for less than a day.</summary>
    public int Listed { get; set; }

    /// <summary>Virtual days lived.</summary>
    public int Days { get; set; }

    /// <summary>Wall-clock seconds.</summary>
    public double Seconds { get; set; }

    /// <summary>How the journeys ended.</summary>
    public SortedDictionary<string, int> Outcomes { get; } = new(StringComparer.Ordinal);

    /// <summary>How many journeys were seen in each state.</summary>
    public SortedDictionary<string, int> StatesSeen { get; } = new(StringComparer.Ordinal);

    /// <summary>The figures as one JSON object.</summary>
    public JsonObject ToJson() => new()
    {
        ["referrals"] = Referrals,
        ["accepted"] = Accepted,
        ["referWithoutFit"] = ReferWithoutFit,
        ["notIndicated"] = NotIndicated,
        ["refused"] = Refused,
        ["duplicates"] = Duplicates,
        ["kitsPosted"] = KitsPosted,
        ["kitsReceived"] = KitsReceived,
        ["resultsRead"] = ResultsRead,
        ["quarantined"] = Quarantined,
        ["positive"] = Positive,
        ["booked"] = Booked,
        ["attended"] = Attended,
        ["reassured"] = Reassured,
        ["notReturned"] = NotReturned,
        ["textsSent"] = TextsSent,
        ["openJourneys"] = OpenJourneys,
        ["openWithoutNextAction"] = OpenWithoutNextAction,
        ["virtualDays"] = Days,
        ["seconds"] = Math.Round(Seconds, 1),
        ["outcomes"] = Object(Outcomes),
        ["statesSeen"] = Object(StatesSeen),
    };

    private static JsonObject Object(SortedDictionary<string, int> counts) =>
        new(counts.Select(count => KeyValuePair.Create(count.Key, (JsonNode?)count.Value)));
}
