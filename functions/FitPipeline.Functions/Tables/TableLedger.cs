using Azure.Data.Tables;
using FitPipeline.Application.Referrals;
using FitPipeline.Pathway.Identity;

namespace FitPipeline.Functions.Tables;

/// <summary>The ids under which a practice's referrals came: both are claimed in one transaction of the practice's partition.</summary>
public sealed class TableLedger(DataTables tables) : IReferralLedger
{
    /// <inheritdoc/>
    public async Task<LedgerEntry> ClaimAsync(
        OdsCode practice, string referralId, string requestId, string content, CancellationToken cancel)
    {
        TableEntity referral = new(practice.Value, "referral-" + TableKeys.Of(referralId)) { ["Content"] = content };
        TableEntity request = new(practice.Value, "request-" + TableKeys.Of(requestId)) { ["Content"] = content };
        if (await tables.Referrals.TryTransactAsync(
            [new(TableTransactionActionType.Add, referral), new(TableTransactionActionType.Add, request)], cancel))
        {
            return LedgerEntry.New;
        }

        if (await HeldByAnotherAsync(request, content, cancel))
        {
            return LedgerEntry.RequestIdReused;
        }

        if (await HeldByAnotherAsync(referral, content, cancel))
        {
            return LedgerEntry.ReferralIdReused;
        }

        // A practice's system that sends the same referral under a new request id claims that one too.
        if (!await tables.Referrals.TryAddAsync(request, cancel) && await HeldByAnotherAsync(request, content, cancel))
        {
            return LedgerEntry.RequestIdReused;
        }

        return await tables.Referrals.TryAddAsync(referral, cancel) ? LedgerEntry.New : LedgerEntry.Same;
    }

    private async Task<bool> HeldByAnotherAsync(TableEntity id, string content, CancellationToken cancel) =>
        await tables.Referrals.FindAsync(id.PartitionKey, id.RowKey, cancel) is { } held && held.GetString("Content") != content;
}
