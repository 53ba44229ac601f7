using FitPipeline.Application.Kits;
using FitPipeline.Application.Practices;
using FitPipeline.Application.Storage;
using FitPipeline.Functions.Messages;
using FitPipeline.Pathway.Identity;

namespace FitPipeline.Functions.Tables;

/// <summary>What practices were told.</summary>
public sealed class TableNotices(DataTables tables) : IPracticeNotices
{
    private readonly Once<PracticeNotification> _notices = new(
        tables.Notices,
        "notices",
        StoredJson.Default.PracticeNotification,
        notice => new OnceKeys(IdOf(notice.Journey, notice.NoticeId), notice.Practice.Value, notice.At));

    /// <inheritdoc/>
    public Task TellAsync(PracticeNotification notice, CancellationToken cancel) => _notices.AddAsync(notice, cancel);

    /// <inheritdoc/>
    public Task<PracticeNotification?> FindAsync(JourneyId journey, string noticeId, CancellationToken cancel) =>
        _notices.FindAsync(IdOf(journey, noticeId), cancel);

    /// <inheritdoc/>
    public Task<Page<PracticeNotification>> ListAsync(OdsCode practice, string? after, int limit, CancellationToken cancel) =>
        _notices.ListAsync(practice.Value, after, limit, cancel);

    private static string IdOf(JourneyId journey, string noticeId) => journey.Value + "/" + noticeId;
}

/// <summary>Kits to be posted: kept here for the kit desk, and sent to whoever posts them.</summary>
public sealed class TableDispatches(DataTables tables, IOutgoing outgoing) : IKitDispatchList
{
    private const string List = "dispatch";

    private readonly Once<KitDispatch> _dispatches = new(
        tables.Kits,
        "dispatches",
        StoredJson.Default.KitDispatch,
        dispatch => new OnceKeys(dispatch.DispatchId, List, dispatch.RequestedAt));

    /// <inheritdoc/>
    public async Task AddAsync(KitDispatch dispatch, CancellationToken cancel)
    {
        KitDispatch kept = await _dispatches.AddAsync(dispatch, cancel);

        // Sent again when it was kept before: the crash may have come between the two, and the id makes twice be once.
        await outgoing.SendAsync(
            new OutgoingMessage(
                OutgoingMessage.KitDispatch,
                kept.DispatchId,
                "kit-dispatch",
                MessageJson.Of(new KitDispatchMessage(kept.DispatchId, kept.Journey.Value, kept.KitNumber, kept.RequestedAt))),
            cancel);
    }

    /// <inheritdoc/>
    public Task<Page<KitDispatch>> ListAsync(string? after, int limit, CancellationToken cancel) =>
        _dispatches.ListAsync(List, after, limit, cancel);
}
