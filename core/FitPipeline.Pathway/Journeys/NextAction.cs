namespace FitPipeline.Pathway.Journeys;

/// <summary>The one next action of an open journey.</summary>
/// <param name="What">A sentence a desk can act on.</param>
/// <param name="Owner">Who owes it.</param>
/// <param name="Due">When it is due.</param>
public readonly record struct NextAction(string What, Owner Owner, DateTimeOffset Due);
