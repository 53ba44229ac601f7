namespace FitPipeline.Intake.Referrals;

/// <summary>What became of a referral document: a message, every reason it cannot be one, or nothing readable at all.</summary>
public abstract record ReferralReading
{
    private ReferralReading()
    {
    }

    /// <summary>The document is a referral whose every field holds.</summary>
    /// <param name="Message">The referral.</param>
    public sealed record Read(ReferralMessage Message) : ReferralReading;

    /// <summary>The document is readable, but fields are missing or wrong (422).</summary>
    /// <param name="Errors">Field path as in the contract (<c>patient.nhsNumber</c>) to reasons; every fault at once, never the value sent.</param>
    public sealed record Refused(IReadOnlyDictionary<string, IReadOnlyList<string>> Errors) : ReferralReading;

    /// <summary>The document cannot be read at all: not JSON, not UTF-8, too deep, a name twice (400).</summary>
    /// <param name="Because">A sentence for the sender; it quotes nothing from the document.</param>
    public sealed record Unreadable(string Because) : ReferralReading;
}
