namespace FitPipeline.Pathway.Journeys;

/// <summary>
/// What work beside the next action is called within its journey: a name of its kind, and a number. The kind comes first, so that the
/// record of work done long ago still says what it was.
/// </summary>
public static class SideTaskKeys
{
    internal const string Advice = "advice-";
    internal const string Priority = "priority-";
    internal const string PriorityEnds = "priority-ends-";
    internal const string Breach = "breach-";
    internal const string Outcome = "outcome-";
    internal const string Death = "death-";
    internal const string Letter = "letter-";
    internal const string Agree = "agree-";
    internal const string Confirm = "confirm-";

    private static readonly (string Kind, string Words)[] Done =
    [
        (Advice, "Message on the advice thread read, and ticked off"),
        (PriorityEnds, "End of the priority seen to, and ticked off"),
        (Breach, "Earlier examination looked for, and ticked off"),
        (Letter, "Call in place of a letter made, and ticked off"),
        (Agree, "Call to agree a date made, and ticked off"),
        (Confirm, "Call about the appointment made, and ticked off"),
    ];

    /// <summary>What somebody did who ticked this work off, as a heading of the journey's story.</summary>
    /// <param name="key">The work's name within the journey.</param>
    public static string WhatWasDone(string key)
    {
        ArgumentNullException.ThrowIfNull(key);
        foreach ((string kind, string words) in Done)
        {
            if (key.StartsWith(kind, StringComparison.Ordinal))
            {
                return words;
            }
        }

        return "Other work seen to, and ticked off";
    }
}
