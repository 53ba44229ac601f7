namespace FitPipeline.Pathway;

/// <summary>A slot given to a patient.</summary>
/// <param name="Journey">The patient's journey.</param>
/// <param name="SlotId">The slot.</param>
public sealed record SlotOffer(JourneyId Journey, string SlotId);

/// <summary>A patient's place on the list, in words.</summary>
/// <param name="Journey">The patient's journey.</param>
/// <param name="Rank">1 is first.</param>
/// <param name="Because">Why, one sentence a line.</param>
public sealed record WaitingPlace(JourneyId Journey, int Rank, IReadOnlyList<string> Because);

/// <summary>
/// Decides who gets which slot. Pure: the same patients, slots and time give the same offers, in whatever order they come.
/// </summary>
public interface IBookingRound
{
    /// <summary>Gives free slots to waiting patients; each slot to one, each patient at most one.</summary>
    IReadOnlyList<SlotOffer> Allocate(IReadOnlyList<WaitingPatient> waiting, IReadOnlyList<FreeSlot> free, DateTimeOffset at);

    /// <summary>The whole list in order, each place explained.</summary>
    IReadOnlyList<WaitingPlace> Places(IReadOnlyList<WaitingPatient> waiting, DateTimeOffset at);
}
