using System.Text.Json.Serialization;
using FitPipeline.Application.Storage;
using FitPipeline.Pathway.Effects;
using FitPipeline.Pathway.Identity;
using FitPipeline.Pathway.Messages;

namespace FitPipeline.Application.Messaging.Texts;

/// <summary>Where a text is on its way.</summary>
[JsonConverter(typeof(CamelCaseEnumConverter<TextStatus>))]
public enum TextStatus
{
    /// <summary>Waits for the sending hours or the provider.</summary>
    Queued,

    /// <summary>Handed to the provider, whose answer is not known: never sent again blindly.</summary>
    Sending,

    /// <summary>The provider accepted it. Accepted is not delivered.</summary>
    Sent,

    /// <summary>The provider says it arrived.</summary>
    Delivered,

    /// <summary>It did not arrive, or nobody can say that it did.</summary>
    Failed,

    /// <summary>No longer true when its time came, or the patient may not be texted: not sent.</summary>
    Cancelled,
}

/// <summary>A text to a patient.</summary>
/// <param name="TextId">The effect's id.</param>
/// <param name="Journey">Whose.</param>
/// <param name="Template">What it says.</param>
/// <param name="Facts">With which facts.</param>
/// <param name="Body">The words as sent.</param>
/// <param name="Segments">How many parts the network counts.</param>
/// <param name="QueuedAt">When it was queued.</param>
/// <param name="SendAfter">The earliest time it may leave.</param>
/// <param name="SentAt">When the provider accepted it; null before.</param>
/// <param name="Status">Where it is.</param>
/// <param name="ProviderId">The provider's id; null before it accepted.</param>
/// <param name="RepeatabilityId">The id under which the provider knows a repeat of the same sending.</param>
public sealed record TextRecord(
    string TextId,
    JourneyId Journey,
    MessageTemplate Template,
    MessageFacts Facts,
    string Body,
    int Segments,
    DateTimeOffset QueuedAt,
    DateTimeOffset SendAfter,
    DateTimeOffset? SentAt,
    TextStatus Status,
    string? ProviderId,
    Guid RepeatabilityId);

/// <summary>How much has left; a text counts from when it was handed to the provider, whatever became of it.</summary>
/// <param name="Texts">How many texts.</param>
/// <param name="Segments">How many parts they took.</param>
/// <param name="FirstAt">When the first of them left; null when none did.</param>
/// <param name="LastEverAt">When the last text of all left, counted or not; null when none ever did.</param>
public sealed record SentTextTotals(int Texts, int Segments, DateTimeOffset? FirstAt, DateTimeOffset? LastEverAt);

/// <summary>How many texts left, and in how many parts.</summary>
/// <param name="Texts">How many texts.</param>
/// <param name="Segments">How many parts they took.</param>
public sealed record TextsSent(int Texts, int Segments);

/// <summary>The outbox of texts: leased, so that one text leaves once.</summary>
public interface ITextOutbox
{
    /// <summary>Queues a text. Queueing the same id again changes nothing.</summary>
    Task QueueAsync(TextRecord text, CancellationToken cancel);

    /// <summary>One text; null when there is none.</summary>
    Task<TextRecord?> FindAsync(string textId, CancellationToken cancel);

    /// <summary>Queued texts whose time has come, oldest first.</summary>
    Task<IReadOnlyList<TextRecord>> ReadyAsync(DateTimeOffset now, int limit, CancellationToken cancel);

    /// <summary>Texts handed to the provider before this time that nobody has heard of since, oldest first.</summary>
    /// <param name="status"><see cref="TextStatus.Sending"/> or <see cref="TextStatus.Sent"/>.</param>
    /// <param name="before">The time.</param>
    /// <param name="limit">At most this many.</param>
    /// <param name="cancel">Cancels.</param>
    Task<IReadOnlyList<TextRecord>> SilentSinceAsync(TextStatus status, DateTimeOffset before, int limit, CancellationToken cancel);

    /// <summary>What has left after this time.</summary>
    Task<SentTextTotals> TrafficAsync(DateTimeOffset after, CancellationToken cancel);

    /// <summary>What left from one time until before another; counted as <see cref="SentTextTotals"/> is.</summary>
    Task<TextsSent> LeftAsync(DateTimeOffset from, DateTimeOffset until, CancellationToken cancel);

    /// <summary>The earliest time a queued text may leave; null when none is queued.</summary>
    Task<DateTimeOffset?> NextAsync(CancellationToken cancel);

    /// <summary>Moves a text on, if it still is as it was read. False when somebody else moved it first.</summary>
    Task<bool> MoveAsync(TextRecord from, TextRecord to, CancellationToken cancel);

    /// <summary>Texts of a journey, or of all, newest last.</summary>
    Task<Page<TextRecord>> ListAsync(JourneyId? journey, string? after, int limit, CancellationToken cancel);
}

/// <summary>What the provider made of a text.</summary>
public abstract record TextSending
{
    private TextSending()
    {
    }

    /// <summary>It took it, which is not to say that it arrived.</summary>
    /// <param name="ProviderId">Its id for it.</param>
    public sealed record Taken(string ProviderId) : TextSending;

    /// <summary>Trying again cannot help: the number is no good.</summary>
    public sealed record NoSuchNumber : TextSending;

    /// <summary>It has too much to do and took nothing; asked again at once, that counts against us.</summary>
    /// <param name="Wait">For how long it is left alone.</param>
    public sealed record Busy(TimeSpan Wait) : TextSending;

    /// <summary>It did not take it, for a reason that somebody must mend.</summary>
    /// <param name="Status">The HTTP status it said so with.</param>
    /// <param name="OnlyThis">True when it was this number's own answer, false when any text would be refused.</param>
    public sealed record Refused(int Status, bool OnlyThis) : TextSending;

    /// <summary>Nobody can say whether it was taken: it is not sent again blindly. Its report tells, or silence.</summary>
    /// <param name="Why">What was seen, without anything of the text or the patient.</param>
    public sealed record Unknown(string Why) : TextSending;
}

/// <summary>Hands a text to a provider.</summary>
public interface ITextProvider
{
    /// <summary>
    /// True when the provider reports what became of a text, so that its silence means that the text did not arrive.
    /// </summary>
    bool ReportsDelivery => true;

    /// <summary>Sends one text; a repeat under the same repeatability id is not sent twice.</summary>
    Task<TextSending> SendAsync(TextRecord text, UkMobile to, CancellationToken cancel);
}
