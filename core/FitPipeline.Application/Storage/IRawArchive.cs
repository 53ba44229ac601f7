using FitPipeline.Pathway.Identity;
using FitPipeline.Pathway.Journeys;

namespace FitPipeline.Application.Storage;

/// <summary>Something that arrived and can move a journey: what was asked, by whom and when. Its bytes are kept beside it.</summary>
/// <param name="Kind">The name of the path or function that took it, e.g. <c>ReceiveReferral</c>.</param>
/// <param name="Of">What the path names: a journey, a slot, a file; null when it names nothing.</param>
/// <param name="By">The caller's role.</param>
/// <param name="Practice">The practice the caller speaks for; null for everyone but practices.</param>
/// <param name="RequestId">The caller's own X-Request-ID, or the message's id; null when it came without a sound one.</param>
/// <param name="ContentType">As sent; null when it was not said.</param>
/// <param name="At">When it arrived.</param>
public sealed record Arrival(
    string Kind, string? Of, Actor By, OdsCode? Practice, string? RequestId, string? ContentType, DateTimeOffset At);

/// <summary>An arrival as the archive keeps it.</summary>
/// <param name="Arrival">What arrived.</param>
/// <param name="Raw">By which the archive opens its bytes.</param>
public sealed record KeptArrival(Arrival Arrival, string Raw);

/// <summary>
/// What arrived, in the order in which it arrived: enough to live every journey again. Rules never read it.
/// </summary>
public interface IArrivals
{
    /// <summary>Everything that arrived, oldest first; memory does not grow with its number.</summary>
    IAsyncEnumerable<KeptArrival> ArrivalsAsync(CancellationToken cancel);

    /// <summary>Opens the bytes of one by <see cref="KeptArrival.Raw"/>, or by their hash, which may take long; null when there are none.</summary>
    Task<Stream?> OpenAsync(string id, CancellationToken cancel);
}

/// <summary>
/// Keeps what arrived, byte for byte, before it is handled: also what is then refused. Every keeping is an arrival of its
/// own, in order; the same file is stored once.
/// </summary>
public interface IRawArchive : IArrivals
{
    /// <summary>Keeps a request.</summary>
    /// <param name="arrival">What it is.</param>
    /// <param name="body">As sent; may be empty.</param>
    /// <param name="cancel">Cancels.</param>
    /// <returns>The id of its bytes: SHA-256, lower-case hex.</returns>
    Task<string> KeepAsync(Arrival arrival, ReadOnlyMemory<byte> body, CancellationToken cancel);

    /// <summary>Keeps a laboratory file; one that breaks off is not kept and has not arrived.</summary>
    /// <returns>The id of its bytes: SHA-256, lower-case hex.</returns>
    Task<string> KeepFileAsync(Arrival arrival, Stream content, CancellationToken cancel);

    /// <summary>
    /// Keeps our answer to a laboratory file beside it, under the file's id and <c>.ack</c>: whole or not at all, and once. An
    /// answer that is there already stays as it is.
    /// </summary>
    /// <param name="fileId">The file's id.</param>
    /// <param name="write">Writes the answer.</param>
    /// <param name="cancel">Cancels.</param>
    Task KeepAnswerAsync(string fileId, Func<Stream, CancellationToken, Task> write, CancellationToken cancel);

    /// <summary>Opens our answer to a file; null when there is none.</summary>
    Task<Stream?> OpenAnswerAsync(string fileId, CancellationToken cancel);
}
