using FitPipeline.Intake;
using FitPipeline.Pathway;

namespace FitPipeline.Service;

/// <summary>A slot as the contract spells it; anything may be missing until it is checked.</summary>
public sealed record SlotBody(string? SlotId, string? Site, string? StartsAt, int? Minutes, string? Procedure, bool? Community);

/// <summary>Takes slots into the book, or says of each what is wrong with it.</summary>
public sealed class OfferSlots(ISlotBook slots, TimeProvider time)
{
    private const int LongestSlot = 480;
    private const int LongestId = 64;
    private const int LongestSite = 100;

    /// <summary>Takes all the slots in, or none of them.</summary>
    /// <returns>Field path → reasons; empty when all were taken in.</returns>
    public async Task<IReadOnlyDictionary<string, IReadOnlyList<string>>> RunAsync(IReadOnlyList<SlotBody?> offered, CancellationToken cancel)
    {
        Dictionary<string, IReadOnlyList<string>> errors = [];
        List<FreeSlot> sound = [];
        HashSet<string> seen = [];
        for (int i = 0; i < offered.Count; i++)
        {
            if (offered[i] is not { } body)
            {
                errors[$"slots[{i}]"] = ["There is nothing here; send a slot."];
                continue;
            }

            if (Check(body, $"slots[{i}].", errors) is not { } slot)
            {
                continue;
            }

            if (!seen.Add(slot.SlotId))
            {
                errors[$"slots[{i}].slotId"] = ["This slot is in the list twice."];
            }

            sound.Add(slot);
        }

        if (errors.Count > 0)
        {
            return errors;
        }

        // First all against the book, so that one that cannot be taken leaves none taken.
        for (int i = 0; i < sound.Count; i++)
        {
            Note(i, await slots.CheckAsync(sound[i], cancel), errors);
        }

        for (int i = 0; i < sound.Count && errors.Count == 0; i++)
        {
            Note(i, await slots.PutAsync(sound[i], cancel), errors);
        }

        return errors;
    }

    private static void Note(int i, SlotPut put, Dictionary<string, IReadOnlyList<string>> errors)
    {
        if (put is SlotPut.Different)
        {
            errors[$"slots[{i}].slotId"] = ["This slot is known with other content. Withdraw it first, and offer the new one under a new id."];
        }
        else if (put is SlotPut.Withdrawn)
        {
            errors[$"slots[{i}].slotId"] = ["This slot was withdrawn. Offer it under a new id."];
        }
    }

    private FreeSlot? Check(SlotBody slot, string path, Dictionary<string, IReadOnlyList<string>> errors)
    {
        int before = errors.Count;
        void require(bool holds, string field, string because)
        {
            if (!holds)
            {
                errors[path + field] = [because];
            }
        }

        require(slot.SlotId is { Length: > 0 and <= LongestId }, "slotId", "Give the slot an id of 1 to 64 characters.");
        require(!string.IsNullOrWhiteSpace(slot.Site) && slot.Site.Length <= LongestSite, "site", "Say where the slot is, in 1 to 100 characters.");
        if (!Iso8601.TryInstant(slot.StartsAt, out DateTimeOffset startsAt))
        {
            errors[path + "startsAt"] = ["Say when the slot starts, with its offset: like 2026-01-08T09:30:00Z."];
        }
        else if (startsAt <= time.GetUtcNow())
        {
            errors[path + "startsAt"] = ["This slot has already started."];
        }

        require(slot.Minutes is > 0 and <= LongestSlot, "minutes", "Say how many minutes the slot lasts, from 1 to 480.");
        Procedure? procedure = slot.Procedure switch
        {
            "colonoscopy" => Procedure.Colonoscopy,
            "flexibleSigmoidoscopy" => Procedure.FlexibleSigmoidoscopy,
            "ctColonography" => Procedure.CtColonography,
            _ => null,
        };
        require(procedure is not null, "procedure", "The procedure is colonoscopy, flexibleSigmoidoscopy or ctColonography.");
        return errors.Count == before
            ? new FreeSlot(slot.SlotId!, slot.Site!, startsAt, slot.Minutes!.Value, procedure!.Value, slot.Community ?? false)
            : null;
    }
}
