using FitPipeline.Pathway;

namespace FitPipeline.Service;

/// <summary>One line of the audit trail.</summary>
/// <param name="Id">The effect's or request's id.</param>
/// <param name="At">When.</param>
/// <param name="By">The role.</param>
/// <param name="What">What was done.</param>
/// <param name="Journey">On which journey; null when on none.</param>
/// <param name="Raw">The id in the raw archive of what was sent; null when nothing was.</param>
public sealed record AuditEntry(string Id, DateTimeOffset At, Actor By, string What, JourneyId? Journey, string? Raw);

/// <summary>The audit trail: append only, each line bound to the one before by its hash.</summary>
public interface IAuditTrail
{
    /// <summary>Appends. The same id again changes nothing.</summary>
    Task AppendAsync(AuditEntry entry, CancellationToken cancel);

    /// <summary>The id of the first line that does not fit its hash; null when the whole trail is unbroken.</summary>
    Task<string?> FirstBreakAsync(CancellationToken cancel);
}

/// <summary>Keeps what arrived, byte for byte, before it is read: also what was refused.</summary>
public interface IRawArchive
{
    /// <summary>Keeps a request body.</summary>
    /// <param name="kind">E.g. <c>referral</c>.</param>
    /// <param name="contentType">As sent.</param>
    /// <param name="body">As sent.</param>
    /// <param name="at">When it arrived.</param>
    /// <param name="cancel">Cancels.</param>
    /// <returns>Its id: SHA-256 of the bytes, lower-case hex. The same bytes are kept once.</returns>
    Task<string> KeepAsync(string kind, string contentType, ReadOnlyMemory<byte> body, DateTimeOffset at, CancellationToken cancel);

    /// <summary>Keeps a laboratory file.</summary>
    /// <returns>Its id: SHA-256 of the bytes, lower-case hex.</returns>
    Task<string> KeepFileAsync(string name, Stream content, DateTimeOffset at, CancellationToken cancel);

    /// <summary>Opens what was kept; null when there is none of that id.</summary>
    Task<Stream?> OpenAsync(string id, CancellationToken cancel);
}
