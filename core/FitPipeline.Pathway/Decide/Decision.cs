using FitPipeline.Pathway.Effects;
using FitPipeline.Pathway.Journeys;

namespace FitPipeline.Pathway.Decide;

/// <summary>What the pathway makes of an event. Each <c>Because</c> is a sentence a booking clerk can read.</summary>
/// <param name="Because">Why.</param>
public abstract record Decision(string Because)
{
    /// <summary>The journey moved.</summary>
    /// <param name="Next">The journey as it is now.</param>
    /// <param name="Effects">What must be done, in order.</param>
    /// <param name="Because">Why.</param>
    public sealed record Accepted(Journey Next, IReadOnlyList<Effect> Effects, string Because) : Decision(Because);

    /// <summary>Late, early or repeated news that changes nothing.</summary>
    /// <param name="Because">Why.</param>
    public sealed record Ignored(string Because) : Decision(Because);

    /// <summary>News that cannot be true of this journey now; someone must look at it.</summary>
    /// <param name="Because">Why, and what to do instead.</param>
    public sealed record Rejected(string Because) : Decision(Because);
}
