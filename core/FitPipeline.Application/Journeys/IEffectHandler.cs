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

/// <summary>Finds the doer of an effect.</summary>
/// <param name="doers">One for each kind.</param>
public sealed class EffectDispatcher(IEnumerable<IEffectHandler> doers)
{
    private readonly Dictionary<Type, IEffectHandler> _doers = doers.ToDictionary(doer => doer.Kind);

    /// <summary>Does one effect. An exception means that it must be tried again.</summary>
    public Task RunAsync(PendingEffect pending, CancellationToken cancel) => _doers[pending.Effect.GetType()].DoAsync(pending, cancel);
}
