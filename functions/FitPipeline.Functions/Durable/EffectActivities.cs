using FitPipeline.Pathway.Effects;
using Microsoft.Azure.Functions.Worker;

namespace FitPipeline.Functions.Durable;

/// <summary>Does everything that a journey wants done now, in its order, when whoever moved it could not.</summary>
public sealed class CarryOut(JourneyEffects effects)
{
    /// <summary>Does it, and answers what the journey waits for and which kinds of effect failed.</summary>
    [Function(nameof(CarryOut))]
    public Task<JourneyWaits> RunAsync([ActivityTrigger] JourneyOrder order, CancellationToken cancel) => effects.AllAsync(order, cancel);
}

/// <summary>Puts kits on the list to be posted. Called for what <see cref="CarryOut"/> could not do, and tried again by itself.</summary>
public sealed class PostKit(JourneyEffects effects)
{
    /// <summary>Does the journey's effects of this kind.</summary>
    [Function(nameof(PostKit))]
    public Task RunAsync([ActivityTrigger] JourneyOrder order, CancellationToken cancel) => effects.OfKindAsync<Effect.PostKit>(order, cancel);
}

/// <summary>Queues texts. Called for what <see cref="CarryOut"/> could not do, and tried again by itself.</summary>
public sealed class SendText(JourneyEffects effects)
{
    /// <summary>Does the journey's effects of this kind.</summary>
    [Function(nameof(SendText))]
    public Task RunAsync([ActivityTrigger] JourneyOrder order, CancellationToken cancel) => effects.OfKindAsync<Effect.SendText>(order, cancel);
}

/// <summary>Queues letters. Called for what <see cref="CarryOut"/> could not do, and tried again by itself.</summary>
public sealed class SendLetter(JourneyEffects effects)
{
    /// <summary>Does the journey's effects of this kind.</summary>
    [Function(nameof(SendLetter))]
    public Task RunAsync([ActivityTrigger] JourneyOrder order, CancellationToken cancel) => effects.OfKindAsync<Effect.SendLetter>(order, cancel);
}

/// <summary>Tells practices. Called for what <see cref="CarryOut"/> could not do, and tried again by itself.</summary>
public sealed class NotifyPractice(JourneyEffects effects)
{
    /// <summary>Does the journey's effects of this kind.</summary>
    [Function(nameof(NotifyPractice))]
    public Task RunAsync([ActivityTrigger] JourneyOrder order, CancellationToken cancel) => effects.OfKindAsync<Effect.NotifyPractice>(order, cancel);
}

/// <summary>Puts work beside the next action on a worklist. Called for what <see cref="CarryOut"/> could not do, and tried again by itself.</summary>
public sealed class RaiseWorkItem(JourneyEffects effects)
{
    /// <summary>Does the journey's effects of this kind.</summary>
    [Function(nameof(RaiseWorkItem))]
    public Task RunAsync([ActivityTrigger] JourneyOrder order, CancellationToken cancel) => effects.OfKindAsync<Effect.RaiseWorkItem>(order, cancel);
}

/// <summary>Marks work done that an event has answered. Called for what <see cref="CarryOut"/> could not do, and tried again by itself.</summary>
public sealed class FinishWorkItem(JourneyEffects effects)
{
    /// <summary>Does the journey's effects of this kind.</summary>
    [Function(nameof(FinishWorkItem))]
    public Task RunAsync([ActivityTrigger] JourneyOrder order, CancellationToken cancel) => effects.OfKindAsync<Effect.FinishWorkItem>(order, cancel);
}

/// <summary>Asks for slots. Called for what <see cref="CarryOut"/> could not do, and tried again by itself.</summary>
public sealed class RequestBooking(JourneyEffects effects)
{
    /// <summary>Does the journey's effects of this kind.</summary>
    [Function(nameof(RequestBooking))]
    public Task RunAsync([ActivityTrigger] JourneyOrder order, CancellationToken cancel) => effects.OfKindAsync<Effect.RequestBooking>(order, cancel);
}

/// <summary>Gives slots back. Called for what <see cref="CarryOut"/> could not do, and tried again by itself.</summary>
public sealed class ReleaseSlot(JourneyEffects effects)
{
    /// <summary>Does the journey's effects of this kind.</summary>
    [Function(nameof(ReleaseSlot))]
    public Task RunAsync([ActivityTrigger] JourneyOrder order, CancellationToken cancel) => effects.OfKindAsync<Effect.ReleaseSlot>(order, cancel);
}

/// <summary>Announces to other systems. Called for what <see cref="CarryOut"/> could not do, and tried again by itself.</summary>
public sealed class Publish(JourneyEffects effects)
{
    /// <summary>Does the journey's effects of this kind.</summary>
    [Function(nameof(Publish))]
    public Task RunAsync([ActivityTrigger] JourneyOrder order, CancellationToken cancel) => effects.OfKindAsync<Effect.Publish>(order, cancel);
}

/// <summary>Writes to the audit trail. Called for what <see cref="CarryOut"/> could not do, and tried again by itself.</summary>
public sealed class Audit(JourneyEffects effects)
{
    /// <summary>Does the journey's effects of this kind.</summary>
    [Function(nameof(Audit))]
    public Task RunAsync([ActivityTrigger] JourneyOrder order, CancellationToken cancel) => effects.OfKindAsync<Effect.Audit>(order, cancel);
}
