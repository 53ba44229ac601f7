using FitPipeline.Pathway.Identity;
using FitPipeline.Pathway.Journeys;
using FitPipeline.Pathway.Referrals;

namespace FitPipeline.Application.Referrals;

/// <summary>The next action as the contract spells it.</summary>
/// <param name="What">A sentence to act on.</param>
/// <param name="Owner">Who owes it.</param>
/// <param name="Due">When it is due.</param>
public sealed record NextActionView(string What, Owner Owner, DateTimeOffset Due)
{
    /// <summary>The next action of a journey; null when it has ended.</summary>
    public static NextActionView? Of(Journey journey) =>
        journey.NextAction is { } next ? new(next.What, next.Owner, next.Due) : null;
}

/// <summary>The answer to a referral.</summary>
/// <param name="JourneyId">The journey it started, or had started.</param>
/// <param name="Decision">What decision support said.</param>
/// <param name="Reasons">Why, one sentence a reason.</param>
/// <param name="State">Where the journey is.</param>
/// <param name="NextAction">What happens next; null when no kit is posted.</param>
/// <param name="Duplicate">True when the same referral was taken in before.</param>
public sealed record ReferralAnswer(
    JourneyId JourneyId, ReferralDecision Decision, IReadOnlyList<string> Reasons, string State, NextActionView? NextAction, bool Duplicate);
