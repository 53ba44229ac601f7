namespace FitPipeline.Pathway;

/// <summary>A slot on a list.</summary>
/// <param name="SlotId">The booking system's id.</param>
/// <param name="Site">Where.</param>
/// <param name="StartsAt">When, UTC.</param>
/// <param name="Minutes">How long.</param>
/// <param name="Procedure">For which examination.</param>
/// <param name="Community">True on a community list.</param>
public sealed record FreeSlot(string SlotId, string Site, DateTimeOffset StartsAt, int Minutes, Procedure Procedure, bool Community);
