using System.Globalization;
using FitPipeline.Application.Messaging.Texts;
using FitPipeline.Application.Storage;
using FitPipeline.Pathway.Identity;

namespace FitPipeline.Application.Tests;

/// <summary>The outbox of texts, kept in memory: a text moves only from where it was read.</summary>
internal sealed class TextsInMemory : ITextOutbox
{
    private readonly List<string> _order = [];
    private readonly Dictionary<string, TextRecord> _texts = [];
    private readonly Dictionary<JourneyId, List<string>> _ofJourney = [];

    public IEnumerable<TextRecord> All => _order.Select(id => _texts[id]);

    public Task QueueAsync(TextRecord text, CancellationToken cancel)
    {
        if (_texts.TryAdd(text.TextId, text))
        {
            _order.Add(text.TextId);
            (_ofJourney.TryGetValue(text.Journey, out List<string>? known) ? known : _ofJourney[text.Journey] = []).Add(text.TextId);
        }

        return Task.CompletedTask;
    }

    public Task<TextRecord?> FindAsync(string textId, CancellationToken cancel) => Task.FromResult(_texts.GetValueOrDefault(textId));

    public Task<IReadOnlyList<TextRecord>> ReadyAsync(DateTimeOffset now, int limit, CancellationToken cancel) => Listed(
        All.Where(text => text.Status is TextStatus.Queued && text.SendAfter <= now).OrderBy(text => text.SendAfter).Take(limit));

    public Task<IReadOnlyList<TextRecord>> SilentSinceAsync(TextStatus status, DateTimeOffset before, int limit, CancellationToken cancel) => Listed(
        All.Where(text => text.Status == status && text.SentAt < before).OrderBy(text => text.SentAt).Take(limit));

    public Task<SentTextTotals> TrafficAsync(DateTimeOffset after, CancellationToken cancel)
    {
        List<TextRecord> left = [.. All.Where(text => text.SentAt > after)];
        return Task.FromResult(new SentTextTotals(left.Count, left.Sum(text => text.Segments), left.Min(text => text.SentAt), All.Max(text => text.SentAt)));
    }

    public Task<TextsSent> LeftAsync(DateTimeOffset from, DateTimeOffset until, CancellationToken cancel)
    {
        List<TextRecord> left = [.. All.Where(text => text.SentAt >= from && text.SentAt < until)];
        return Task.FromResult(new TextsSent(left.Count, left.Sum(text => text.Segments)));
    }

    public Task<DateTimeOffset?> NextAsync(CancellationToken cancel) =>
        Task.FromResult(All.Where(text => text.Status is TextStatus.Queued).Select(text => (DateTimeOffset?)text.SendAfter).Min());

    public Task<bool> MoveAsync(TextRecord from, TextRecord to, CancellationToken cancel)
    {
        bool asRead = _texts.TryGetValue(from.TextId, out TextRecord? now) && now == from;
        if (asRead)
        {
            _texts[from.TextId] = to;
        }

        return Task.FromResult(asRead);
    }

    public Task<Page<TextRecord>> ListAsync(JourneyId? journey, string? after, int limit, CancellationToken cancel)
    {
        List<string> ids = journey is null ? _order : _ofJourney.GetValueOrDefault(journey, []);
        int from = after is null ? 0 : int.Parse(after, CultureInfo.InvariantCulture);
        int to = Math.Min(from + limit, ids.Count);
        return Task.FromResult(new Page<TextRecord>(
            [.. ids[from..to].Select(id => _texts[id])], to < ids.Count ? to.ToString(CultureInfo.InvariantCulture) : null));
    }

    private static Task<IReadOnlyList<TextRecord>> Listed(IEnumerable<TextRecord> texts) => Task.FromResult<IReadOnlyList<TextRecord>>([.. texts]);
}
