using FitPipeline.Pathway.Effects;

namespace FitPipeline.Application.Journeys;

/// <summary>
/// Does one kind of effect. Done at least once: everything it writes carries the effect's id, so that twice is once.
/// An exception means that it must be tried again.
/// </summary>
public interface IEffectHandler
{
    /// <summary>The kind of effect, one of the cases of <see cref="Effect"/>.</summary>
    Type Kind { get; }

    /// <summary>Does it.</summary>
    Task DoAsync(PendingEffect pending, CancellationToken cancel);
}

/// <summary>Every kind of effect's handler.</summary>
/// <param name="handlers">One for each kind.</param>
public sealed class EffectHandlers(IEnumerable<IEffectHandler> handlers)
{
    private readonly Dictionary<Type, IEffectHandler> _handlers = handlers.ToDictionary(handler => handler.Kind);

    /// <summary>Does one effect. An exception means that it must be tried again.</summary>
    public Task DoAsync(PendingEffect pending, CancellationToken cancel) => _handlers[pending.Effect.GetType()].DoAsync(pending, cancel);
}
