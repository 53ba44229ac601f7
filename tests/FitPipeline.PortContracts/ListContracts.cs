using FitPipeline.Application.Kits;
using FitPipeline.Application.Practices;
using FitPipeline.Pathway.Effects;
using FitPipeline.Pathway.Identity;

namespace FitPipeline.PortContracts;

/// <summary>A kit is on the list to be posted once, however often it is put there.</summary>
public abstract class KitDispatchListContract
{
    protected abstract IKitDispatchList Kits { get; }

    private static CancellationToken None => CancellationToken.None;

    [Fact]
    public async Task Given_kits_to_post_when_some_are_added_twice_then_each_is_there_once_oldest_first()
    {
        KitDispatch[] kits =
        [
            .. Enumerable.Range(1, 9).Select(i => new KitDispatch($"d-{i}", JourneyId.For(Walk.Practice, $"GP-{i}"), i % 3, Walk.Begins.AddMinutes(i))),
        ];
        foreach (KitDispatch kit in kits)
        {
            await Kits.AddAsync(kit, None);
            await Kits.AddAsync(kit with { KitNumber = 99 }, None);
        }

        Assert.Equal(kits, await Paging.AllAsync(after => Kits.ListAsync(after, 4, None), 4));
    }
}

/// <summary>A practice is told once, and only of its own patients.</summary>
public abstract class PracticeNoticesContract
{
    protected abstract IPracticeNotices Notices { get; }

    private static CancellationToken None => CancellationToken.None;

    [Fact]
    public async Task Given_notices_to_two_practices_when_some_are_told_twice_then_each_has_its_own_once_newest_last()
    {
        PracticeNotification[] notices =
        [
            .. Enumerable.Range(1, 12).Select(i => new PracticeNotification(
                $"n-{i}",
                JourneyId.For(Walk.Practice, $"GP-{i}"),
                i % 4 == 0 ? Walk.OtherPractice : Walk.Practice,
                PracticeNotice.ResultAtOrAboveThreshold,
                Walk.Begins.AddMinutes(i))),
        ];
        foreach (PracticeNotification notice in notices)
        {
            await Notices.TellAsync(notice, None);
            await Notices.TellAsync(notice with { Notice = PracticeNotice.Closed }, None);
        }

        Assert.Equal(
            notices.Where(notice => notice.Practice == Walk.Practice),
            await Paging.AllAsync(after => Notices.ListAsync(Walk.Practice, after, 4, None), 4));
        Assert.Equal(notices[2], await Notices.FindAsync(notices[2].Journey, "n-3", None));
        Assert.Null(await Notices.FindAsync(notices[2].Journey, "n-4", None));
        Assert.Equal(
            notices.Where(notice => notice.Practice == Walk.OtherPractice),
            await Paging.AllAsync(after => Notices.ListAsync(Walk.OtherPractice, after, 4, None), 4));
    }
}
