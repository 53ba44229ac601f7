using System.Text.Json.Serialization;
using FitPipeline.Application.Storage;
using FitPipeline.Pathway.Effects;
using FitPipeline.Pathway.Identity;
using FitPipeline.Pathway.Messages;

namespace FitPipeline.Application.Messaging.Letters;

/// <summary>Where a letter is on its way.</summary>
[JsonConverter(typeof(CamelCaseEnumConverter<LetterStatus>))]
public enum LetterStatus
{
    /// <summary>Waits for the mail room.</summary>
    Queued,

    /// <summary>In a batch of the mail room's.</summary>
    Printed,

    /// <summary>No longer true when its time came, or nothing may be sent to the patient: not printed.</summary>
    Cancelled,
}

/// <summary>A letter to be printed.</summary>
/// <param name="LetterId">The effect's id.</param>
/// <param name="Journey">Whose.</param>
/// <param name="Template">What it says.</param>
/// <param name="Facts">With which facts.</param>
/// <param name="Subject">Its heading.</param>
/// <param name="Paragraphs">Its words.</param>
/// <param name="Language">The language it is in, e.g. <c>en</c>.</param>
/// <param name="QueuedAt">When.</param>
/// <param name="Status">Where it is.</param>
/// <param name="BatchId">The batch it was printed in; null before.</param>
/// <param name="PrintedAt">When it was put into that batch: the date on the letter; null before.</param>
public sealed record LetterRecord(
    string LetterId, JourneyId Journey, MessageTemplate Template, MessageFacts Facts, string Subject,
    IReadOnlyList<string> Paragraphs, string Language, DateTimeOffset QueuedAt,
    LetterStatus Status = LetterStatus.Queued, string? BatchId = null, DateTimeOffset? PrintedAt = null);

/// <summary>The outbox of letters: each is in one batch of the mail room's, once.</summary>
public interface ILetterOutbox
{
    /// <summary>Queues a letter. Queueing the same id again changes nothing.</summary>
    Task QueueAsync(LetterRecord letter, CancellationToken cancel);

    /// <summary>Letters that wait for the mail room, oldest first.</summary>
    Task<IReadOnlyList<LetterRecord>> WaitingAsync(int limit, CancellationToken cancel);

    /// <summary>Moves a letter on, if its status still is as it was read. False when somebody else moved it first.</summary>
    Task<bool> MoveAsync(LetterRecord from, LetterRecord to, CancellationToken cancel);

    /// <summary>The letters of a batch, oldest first; none when there is no such batch.</summary>
    Task<IReadOnlyList<LetterRecord>> OfBatchAsync(string batchId, CancellationToken cancel);

    /// <summary>Letters of a journey, or of all, newest last.</summary>
    Task<Page<LetterRecord>> ListAsync(JourneyId? journey, string? after, int limit, CancellationToken cancel);
}
