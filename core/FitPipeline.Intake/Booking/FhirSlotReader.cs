using System.Text.Json;
using FitPipeline.Intake.Fhir;
using FitPipeline.Intake.Json;
using FitPipeline.Intake.Text;
using FitPipeline.Pathway.Booking;

namespace FitPipeline.Intake.Booking;

/// <summary>A slot as a booking system offers it.</summary>
/// <param name="Slot">What it offers.</param>
/// <param name="Path">Where it stands in the document, as a FHIRPath expression.</param>
public sealed record OfferedSlot(FreeSlot Slot, string Path);

/// <summary>What became of a document of slots.</summary>
public abstract record SlotReading
{
    private SlotReading()
    {
    }

    /// <summary>Every slot's every field holds.</summary>
    /// <param name="Slots">The slots, at least one.</param>
    public sealed record Read(IReadOnlyList<OfferedSlot> Slots) : SlotReading;

    /// <summary>The document is readable, but fields are missing or wrong (422).</summary>
    /// <param name="Errors">FHIRPath expression to reasons; every fault at once, never the value sent.</param>
    public sealed record Refused(IReadOnlyDictionary<string, IReadOnlyList<string>> Errors) : SlotReading;

    /// <summary>The document cannot be read at all (400).</summary>
    /// <param name="Because">A sentence for the sender; it quotes nothing from the document.</param>
    public sealed record Unreadable(string Because) : SlotReading;
}

/// <summary>
/// Reads slots in FHIR R4 (<c>application/fhir+json</c>): the searchset that answers <c>GET /Slot</c> in the Booking and
/// Referral Standard, a collection, or one Slot with what it refers to contained.
/// </summary>
/// <remarks>
/// The site is the name of the Location that the slot's Schedule, or the Schedule's HealthcareService, points to. A list of a
/// site is its Schedule: its id is the room, so that two slots of one schedule cannot overlap. The examination is a SNOMED CT
/// code of the slot's service type or, where it has none, its schedule's. That a list is held in the community is the extension
/// <c>urn:fitpipeline:community-list</c>.
/// </remarks>
public static class FhirSlotReader
{
    private const int LongestMinutes = 480;

    /// <summary>Reads slots, naming every fault of every slot at once.</summary>
    /// <param name="utf8">The body; a byte order mark is passed over.</param>
    public static SlotReading Read(ReadOnlyMemory<byte> utf8)
    {
        if (!JsonBody.TryOpen(utf8, out JsonDocument? json, out string? because))
        {
            return new SlotReading.Unreadable(because!);
        }

        using (json)
        {
            if (json!.RootElement.ValueKind != JsonValueKind.Object)
            {
                return new SlotReading.Unreadable("The body must be one FHIR resource.");
            }

            FhirDocument document = new(json.RootElement);
            SlotSchedules schedules = new(document);
            FieldErrors errors = new();
            List<OfferedSlot> slots = [];
            int number = 0;
            foreach (FhirElement slot in document.Resources.Where(resource => resource.ResourceType == "Slot"))
            {
                string path = $"Slot[{number++}]";
                if (ReadSlot(schedules, slot, path, errors) is { } read)
                {
                    slots.Add(new OfferedSlot(read, path));
                }
            }

            if (number == 0)
            {
                errors.Add("Slot", "At least one is required.");
            }

            return errors.Any ? new SlotReading.Refused(errors.ToErrors()) : new SlotReading.Read(slots);
        }
    }

    private static FreeSlot? ReadSlot(SlotSchedules schedules, FhirElement slot, string path, FieldErrors errors)
    {
        string? id = slot.Id;
        if (id is null)
        {
            errors.Add(path + ".id", "It is required, in 1 to 64 letters, digits, hyphens and full stops.");
        }

        if (!slot["status"].Is("free"))
        {
            errors.Add(path + ".status", "It must be free; only free slots are offered here.");
        }

        if (slot["overbooked"].Flag is true)
        {
            errors.Add(path + ".overbooked", "A slot that is overbooked cannot be offered.");
        }

        (DateTimeOffset start, int minutes) = ReadTime(slot, path, errors);
        SlotSchedule? schedule = schedules.Of(slot["schedule"]);
        if (schedule is null)
        {
            errors.Add(path + ".schedule", "It must refer to a Schedule in the document.");
        }
        else if (schedule.Site is null)
        {
            errors.Add(path + ".schedule", "Its Schedule must lead to one Location with a name of 1 to 100 characters.");
        }
        else if (schedule.IdIsWrong)
        {
            errors.Add(path + ".schedule", "Its Schedule's id must be 1 to 64 letters, digits, hyphens and full stops.");
        }

        string[] codes = [.. SlotSchedules.CodesOf(slot)];
        Procedure? procedure = codes.Length > 0 ? ProcedureCodes.Of(codes) : schedule?.Procedure;
        if (procedure is null)
        {
            errors.Add(path + ".serviceType", "It must be the SNOMED CT code of colonoscopy, flexible sigmoidoscopy or CT colonography.");
        }

        return id is null || schedule?.Site is null || procedure is null || minutes == 0
            ? null
            : new FreeSlot(id, schedule.Site, start, minutes, procedure.Value, schedule.Community || SlotSchedules.IsCommunity(slot), schedule.Id);
    }

    private static (DateTimeOffset Start, int Minutes) ReadTime(FhirElement slot, string path, FieldErrors errors)
    {
        bool starts = Iso8601.TryInstant(slot["start"].Text, out DateTimeOffset start);
        bool ends = Iso8601.TryInstant(slot["end"].Text, out DateTimeOffset end);
        if (!starts)
        {
            errors.Add(path + ".start", "It must be an instant with its offset.");
        }

        if (!ends)
        {
            errors.Add(path + ".end", "It must be an instant with its offset.");
        }

        double minutes = (end - start).TotalMinutes;
        if (!starts || !ends || minutes is >= 1 and <= LongestMinutes)
        {
            return (start.ToUniversalTime(), starts && ends ? (int)minutes : 0);
        }

        errors.Add(path + ".end", "It must be 1 to 480 minutes after the start.");
        return (start, 0);
    }
}
