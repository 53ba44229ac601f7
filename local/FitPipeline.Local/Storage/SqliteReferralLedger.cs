using FitPipeline.Application.Referrals;
using FitPipeline.Pathway.Identity;

namespace FitPipeline.Local.Storage;

/// <summary>The ledger of referral ids and request ids.</summary>
public sealed class SqliteReferralLedger(Database database) : IReferralLedger
{
    /// <inheritdoc/>
    public Task<LedgerEntry> ClaimAsync(OdsCode practice, string referralId, string requestId, string content, CancellationToken cancel) =>
        database.WriteAsync(session => Claim(session, practice.Value, referralId, requestId, content), cancel);

    private static LedgerEntry Claim(Session session, string practice, string referralId, string requestId, string content)
    {
        string? byRequest = Held(session, "SELECT content FROM requests WHERE practice = ?1 AND request = ?2", practice, requestId);
        if (byRequest is not null && byRequest != content)
        {
            return LedgerEntry.RequestIdReused;
        }

        string? byReferral = Held(session, "SELECT content FROM referrals WHERE practice = ?1 AND referral = ?2", practice, referralId);
        if (byReferral is not null && byReferral != content)
        {
            return LedgerEntry.ReferralIdReused;
        }

        if (byRequest is null)
        {
            session.Run("INSERT INTO requests VALUES (?1, ?2, ?3)", practice, requestId, content);
        }

        if (byReferral is not null)
        {
            return LedgerEntry.Same;
        }

        session.Run("INSERT INTO referrals VALUES (?1, ?2, ?3)", practice, referralId, content);
        return LedgerEntry.New;
    }

    private static string? Held(Session session, string sql, string practice, string id)
    {
        using Rows rows = session.Query(sql, practice, id);
        return rows.Read() ? rows.Text(0) : null;
    }
}
