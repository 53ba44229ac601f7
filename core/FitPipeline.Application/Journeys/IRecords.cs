using FitPipeline.Pathway.Identity;
using FitPipeline.Pathway.Journeys;

namespace FitPipeline.Application.Journeys;

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
