namespace FitPipeline.Pathway.Messages;

/// <summary>What is done with a text whose time has come.</summary>
public abstract record TextVerdict
{
    private TextVerdict()
    {
    }

    /// <summary>It leaves now.</summary>
    public sealed record Send : TextVerdict;

    /// <summary>It is no longer true: neither it nor a letter leaves.</summary>
    public sealed record Drop : TextVerdict;

    /// <summary>The patient cannot or must not be told by text: a letter says the same.</summary>
    public sealed record ByLetter : TextVerdict;

    /// <summary>It waits.</summary>
    /// <param name="Until">When to look at it again.</param>
    public sealed record Wait(DateTimeOffset Until) : TextVerdict;
}

/// <summary>What is known when a text is about to leave.</summary>
/// <param name="At">Now.</param>
/// <param name="QueuedAt">When the pathway asked for the text.</param>
/// <param name="PeopleWithMobile">How many different patients gave this mobile; 0 when the patient has none to text to.</param>
/// <param name="SentToday">How many other texts this patient was sent on this London date.</param>
public sealed record TextMoment(DateTimeOffset At, DateTimeOffset QueuedAt, int PeopleWithMobile, int SentToday);
