using FitPipeline.Application.Storage;
using FitPipeline.Intake.Booking;
using FitPipeline.Intake.Text;
using FitPipeline.Pathway.Booking;
using FitPipeline.Pathway.Calendar;

namespace FitPipeline.Application.Booking;

/// <summary>A slot as the contract spells it; anything may be missing until it is checked.</summary>
/// <param name="SlotId">1 to 64 characters.</param>
/// <param name="Site">1 to 100 characters.</param>
/// <param name="StartsAt">With its offset.</param>
/// <param name="Minutes">1 to 480.</param>
/// <param name="Procedure">For which examination.</param>
/// <param name="Community">On a community list.</param>
/// <param name="Room">Which room or list of the site: two slots of one room cannot overlap. Left out, each slot is a room of its own.</param>
public sealed record SlotBody(string? SlotId, string? Site, string? StartsAt, int? Minutes, string? Procedure, bool? Community, string? Room);

/// <summary>Takes slots into the book, or says of each what is wrong with it.</summary>
public sealed class OfferSlots(ISlotBook slots, TimeProvider time)
{
    private const int LongestSlot = 480;
    private const int LongestId = 64;
    private const int LongestSite = 100;
    private const int LongestRoom = 50;
    private const string Twice = "This slot is in the list twice.";
    private const string InThePast = "This slot has already started.";

    /// <summary>Takes all the slots in, or none of them.</summary>
    /// <returns>Field path → reasons; empty when all were taken in.</returns>
    public async Task<IReadOnlyDictionary<string, IReadOnlyList<string>>> RunAsync(IReadOnlyList<SlotBody?> offered, CancellationToken cancel)
    {
        Dictionary<string, IReadOnlyList<string>> errors = [];
        List<(FreeSlot Slot, string Path)> sound = [];
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
                errors[$"slots[{i}].slotId"] = [Twice];
            }

            sound.Add((slot, $"slots[{i}].slotId"));
        }

        return errors.Count > 0 ? errors : await TakeInAsync(sound, cancel);
    }

    /// <summary>The same for slots that a booking system offers in FHIR.</summary>
    public async Task<IReadOnlyDictionary<string, IReadOnlyList<string>>> RunAsync(IReadOnlyList<OfferedSlot> offered, CancellationToken cancel)
    {
        Dictionary<string, IReadOnlyList<string>> errors = [];
        HashSet<string> seen = [];
        DateTimeOffset now = time.GetUtcNow();
        foreach ((FreeSlot slot, string path) in offered)
        {
            if (slot.StartsAt <= now)
            {
                errors[path + ".start"] = [InThePast];
            }

            if (!seen.Add(slot.SlotId))
            {
                errors[path + ".id"] = [Twice];
            }
        }

        return errors.Count > 0 ? errors : await TakeInAsync([.. offered.Select(one => (one.Slot, one.Path + ".id"))], cancel);
    }

    private async Task<IReadOnlyDictionary<string, IReadOnlyList<string>>> TakeInAsync(List<(FreeSlot Slot, string Path)> sound, CancellationToken cancel)
    {
        Dictionary<string, IReadOnlyList<string>> errors = [];
        await NoteOverlapsAsync(sound, errors, cancel);

        // First all against the book, so that one that cannot be taken leaves none taken.
        foreach ((FreeSlot slot, string path) in sound)
        {
            Note(path, await slots.CheckAsync(slot, cancel), errors);
        }

        for (int i = 0; i < sound.Count && errors.Count == 0; i++)
        {
            Note(sound[i].Path, await slots.PutAsync(sound[i].Slot, cancel), errors);
        }

        return errors;
    }

    private static void Note(string path, SlotPut put, Dictionary<string, IReadOnlyList<string>> errors)
    {
        if (put is SlotPut.Different)
        {
            errors[path] = ["This slot is known with other content. Withdraw it first, and offer the new one under a new id."];
        }
        else if (put is SlotPut.Withdrawn)
        {
            errors[path] = ["This slot was withdrawn. Offer it under a new id."];
        }
    }

    // Only slots that name their room can be seen to overlap; without one, two at a time are two rooms.
    private async Task NoteOverlapsAsync(List<(FreeSlot Slot, string Path)> sound, Dictionary<string, IReadOnlyList<string>> errors, CancellationToken cancel)
    {
        if (sound.All(one => one.Slot.Room is null))
        {
            return;
        }

        List<FreeSlot> standing = await StandingAsync(sound, cancel);
        ILookup<(string, string?), FreeSlot> byRoom = standing.Concat(sound.Select(one => one.Slot))
            .ToLookup(slot => (slot.Site.ToUpperInvariant(), slot.Room?.ToUpperInvariant()));
        foreach ((FreeSlot slot, string path) in sound.Where(one => one.Slot.Room is not null))
        {
            if (byRoom[(slot.Site.ToUpperInvariant(), slot.Room!.ToUpperInvariant())].FirstOrDefault(slot.Overlaps) is { } other)
            {
                errors[path] = [$"This slot overlaps slot {other.SlotId} in the same room of the same site."];
            }
        }
    }

    private async Task<List<FreeSlot>> StandingAsync(List<(FreeSlot Slot, string Path)> sound, CancellationToken cancel)
    {
        DateOnly from = ServiceCalendar.DateOf(sound.Min(one => one.Slot.StartsAt)).AddDays(-1);
        DateOnly to = ServiceCalendar.DateOf(sound.Max(one => one.Slot.EndsAt)).AddDays(1);
        List<FreeSlot> standing = [.. await slots.FreeAsync(ServiceCalendar.At(from, TimeOnly.MinValue), cancel)];
        string? after = null;
        do
        {
            Page<BookingRecord> page = await slots.ListAsync(from, to, after, Page<BookingRecord>.Size, cancel);
            standing.AddRange(page.Items.Where(booking => booking.Status is not BookingStatus.Cancelled).Select(booking => booking.Slot));
            after = page.Next;
        }
        while (after is not null);
        return standing;
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
            errors[path + "startsAt"] = [InThePast];
        }

        require(slot.Minutes is > 0 and <= LongestSlot, "minutes", "Say how many minutes the slot lasts, from 1 to 480.");
        Procedure? procedure = NeedsBody.ProcedureOf(slot.Procedure);
        require(procedure is not null, "procedure", "The procedure is colonoscopy, flexibleSigmoidoscopy or ctColonography.");
        require(
            slot.Room is null || (!string.IsNullOrWhiteSpace(slot.Room) && slot.Room.Length <= LongestRoom),
            "room", "Name the room in 1 to 50 characters, or leave it out.");
        return errors.Count == before
            ? new FreeSlot(slot.SlotId!, slot.Site!, startsAt, slot.Minutes!.Value, procedure!.Value, slot.Community ?? false, slot.Room)
            : null;
    }
}
