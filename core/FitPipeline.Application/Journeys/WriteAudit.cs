using FitPipeline.Pathway.Effects;

namespace FitPipeline.Application.Journeys;

/// <summary>Writes what people did to the audit trail.</summary>
public sealed class WriteAudit(IAuditTrail audit, TimeProvider time) : IEffectHandler
{
    /// <inheritdoc/>
    public Type Kind => typeof(Effect.Audit);

    /// <inheritdoc/>
    public Task DoAsync(PendingEffect pending, CancellationToken cancel)
    {
        Effect.Audit entry = (Effect.Audit)pending.Effect;
        return audit.AppendAsync(new AuditEntry(pending.Id, time.GetUtcNow(), entry.By, entry.What, pending.Journey, null), cancel);
    }
}
