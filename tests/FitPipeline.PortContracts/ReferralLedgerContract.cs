using FitPipeline.Application.Referrals;
using FitPipeline.Pathway.Identity;

namespace FitPipeline.PortContracts;

/// <summary>A referral that comes again is recognised, and an id used for something else is refused.</summary>
public abstract class ReferralLedgerContract
{
    protected abstract IReferralLedger Ledger { get; }

    [Fact]
    public async Task Given_a_referral_taken_in_when_it_comes_again_under_any_request_id_then_it_is_the_same()
    {
        Assert.Equal(LedgerEntry.New, await ClaimAsync("GP-1", "r-1", "content-1"));
        Assert.Equal(LedgerEntry.Same, await ClaimAsync("GP-1", "r-1", "content-1"));
        Assert.Equal(LedgerEntry.Same, await ClaimAsync("GP-1", "r-2", "content-1"));
    }

    [Fact]
    public async Task Given_a_referral_id_used_when_other_content_comes_under_it_then_it_is_refused_and_claims_nothing()
    {
        await ClaimAsync("GP-1", "r-1", "content-1");
        Assert.Equal(LedgerEntry.ReferralIdReused, await ClaimAsync("GP-1", "r-2", "content-2"));
        Assert.Equal(LedgerEntry.New, await ClaimAsync("GP-2", "r-2", "content-3"));
        Assert.Equal(LedgerEntry.Same, await ClaimAsync("GP-1", "r-1", "content-1"));
    }

    [Fact]
    public async Task Given_a_request_id_used_when_other_content_comes_under_it_then_it_is_refused_and_claims_nothing()
    {
        await ClaimAsync("GP-1", "r-1", "content-1");
        Assert.Equal(LedgerEntry.RequestIdReused, await ClaimAsync("GP-2", "r-1", "content-2"));
        Assert.Equal(LedgerEntry.New, await ClaimAsync("GP-2", "r-2", "content-2"));
    }

    [Fact]
    public async Task Given_a_request_id_learnt_with_a_repeat_when_other_content_comes_under_it_then_it_is_refused()
    {
        await ClaimAsync("GP-1", "r-1", "content-1");
        await ClaimAsync("GP-1", "r-2", "content-1");
        Assert.Equal(LedgerEntry.RequestIdReused, await ClaimAsync("GP-2", "r-2", "content-2"));
    }

    [Fact]
    public async Task Given_two_practices_when_they_use_the_same_ids_then_each_has_its_own()
    {
        await ClaimAsync("GP-1", "r-1", "content-1");
        Assert.Equal(LedgerEntry.New, await ClaimAsync("GP-1", "r-1", "content-2", Walk.OtherPractice));
    }

    [Fact]
    public async Task Given_one_referral_sent_many_times_at_once_when_it_is_over_then_it_was_new_once()
    {
        LedgerEntry[] entries = await Task.WhenAll(
            Enumerable.Range(0, 20).Select(i => Task.Run(() => ClaimAsync("GP-1", $"r-{i}", "content-1"))));
        Assert.Single(entries, LedgerEntry.New);
        Assert.Equal(19, entries.Count(entry => entry is LedgerEntry.Same));
    }

    private Task<LedgerEntry> ClaimAsync(string referral, string request, string content, OdsCode? practice = null) =>
        Ledger.ClaimAsync(practice ?? Walk.Practice, referral, request, content, CancellationToken.None);
}
