using FitPipeline.Pathway.Identity;

namespace FitPipeline.Application.Referrals;

/// <summary>What the ledger says of a referral that arrives.</summary>
public enum LedgerEntry
{
    /// <summary>Neither the referral nor the request was seen before.</summary>
    New,

    /// <summary>The same content was taken in before.</summary>
    Same,

    /// <summary>The practice used this referral id for other content.</summary>
    ReferralIdReused,

    /// <summary>The caller used this request id for other content.</summary>
    RequestIdReused,
}

/// <summary>Recognises a referral that arrives again, by the practice's referral id and by the caller's request id.</summary>
public interface IReferralLedger
{
    /// <summary>Claims both ids for this content, or says who holds them. Safe under two callers at once.</summary>
    /// <param name="practice">The caller's practice.</param>
    /// <param name="referralId">The practice's id of the referral.</param>
    /// <param name="requestId">The caller's X-Request-ID.</param>
    /// <param name="content">SHA-256 of the content, lower-case hex.</param>
    /// <param name="cancel">Cancels.</param>
    Task<LedgerEntry> ClaimAsync(OdsCode practice, string referralId, string requestId, string content, CancellationToken cancel);
}
