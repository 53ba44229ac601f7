using System.Text.Json;
using FitPipeline.Pathway;

namespace FitPipeline.Intake;

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
    private const string CommunityExtension = "urn:fitpipeline:community-list";
    private const int LongestId = 64;
    private const int LongestSite = 100;
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
            FieldErrors errors = new();
            List<OfferedSlot> slots = [];
            int number = 0;
            foreach (FhirElement slot in document.Resources.Where(resource => resource.ResourceType == "Slot"))
            {
                string path = $"Slot[{number++}]";
                if (ReadSlot(document, slot, path, errors) is { } read)
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

    private static FreeSlot? ReadSlot(FhirDocument document, FhirElement slot, string path, FieldErrors errors)
    {
        string? id = slot["id"].Text;
        if (id is not { Length: <= LongestId })
        {
            errors.Add(path + ".id", "It is required, in 1 to 64 characters.");
        }

        if (!slot["status"].Is("free"))
        {
            errors.Add(path + ".status", "It must be free; only free slots are offered here.");
        }

        (DateTimeOffset start, int minutes) = ReadTime(slot, path, errors);
        FhirElement schedule = document.Resolve(slot["schedule"]);
        if (schedule.ResourceType != "Schedule")
        {
            errors.Add(path + ".schedule", "It must refer to a Schedule in the document.");
        }

        string? site = SiteOf(document, schedule);
        if (schedule.ResourceType == "Schedule" && site is not { Length: <= LongestSite })
        {
            errors.Add(path + ".schedule", "Its Schedule must lead to one Location with a name of 1 to 100 characters.");
        }

        Procedure? procedure = ProcedureCodes.Of(Codes(slot)) ?? (Codes(slot).Any() ? null : ProcedureCodes.Of(Codes(schedule)));
        if (procedure is null)
        {
            errors.Add(path + ".serviceType", "It must be the SNOMED CT code of colonoscopy, flexible sigmoidoscopy or CT colonography.");
        }

        bool community = slot.Extensions(CommunityExtension).Concat(schedule.Extensions(CommunityExtension))
            .Any(extension => extension["valueBoolean"].Flag is true);
        return id is null || site is null || procedure is null || minutes == 0
            ? null
            : new FreeSlot(id, site, start, minutes, procedure.Value, community, schedule["id"].Text);
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

    private static IEnumerable<string> Codes(FhirElement resource) => resource.Each("serviceType").SelectMany(type => type.Codes(FhirElement.Snomed));

    // The Location itself, or that of the service whose schedule it is; two different names are none.
    private static string? SiteOf(FhirDocument document, FhirElement schedule)
    {
        FhirElement[] actors = [.. schedule.Each("actor").Select(document.Resolve)];
        string[] names =
        [
            .. actors
                .Concat(actors.Where(actor => actor.ResourceType == "HealthcareService").SelectMany(service => service.Each("location").Select(document.Resolve)))
                .Where(actor => actor.ResourceType == "Location")
                .Select(location => location["name"].Text)
                .OfType<string>()
                .Distinct(StringComparer.Ordinal),
        ];
        return names.Length == 1 ? names[0] : null;
    }
}
