using System.Text.Json;
using FitPipeline.Intake.Fhir;
using FitPipeline.Intake.Json;
using FitPipeline.Pathway.Identity;
using FitPipeline.Pathway.Journeys;

namespace FitPipeline.Intake.Booking;

/// <summary>What a booking system says of an appointment.</summary>
public enum AppointmentStatus
{
    /// <summary>It is booked.</summary>
    Booked,

    /// <summary>The patient came.</summary>
    Attended,

    /// <summary>The patient did not come.</summary>
    Missed,

    /// <summary>The patient cancelled.</summary>
    CancelledByPatient,

    /// <summary>The hospital cancelled.</summary>
    CancelledByHospital,
}

/// <summary>An appointment as a booking system tells of it.</summary>
/// <param name="Id">Its id there; it becomes the booking's.</param>
/// <param name="Status">How it stands.</param>
/// <param name="Journey">Whose; given when it is booked.</param>
/// <param name="SlotId">The slot; given when it is booked.</param>
/// <param name="Accepts">What the patient said to it; null when it does not say.</param>
/// <param name="Finding">What was found; given when the patient came.</param>
public sealed record AppointmentMessage(
    string Id, AppointmentStatus Status, JourneyId? Journey, string? SlotId, bool? Accepts, ExaminationFinding? Finding);

/// <summary>What became of a document of one appointment.</summary>
public abstract record AppointmentReading
{
    private AppointmentReading()
    {
    }

    /// <summary>Every field holds.</summary>
    /// <param name="Appointment">The appointment.</param>
    public sealed record Read(AppointmentMessage Appointment) : AppointmentReading;

    /// <summary>The document is readable, but fields are missing or wrong (422).</summary>
    /// <param name="Errors">FHIRPath expression to reasons; every fault at once, never the value sent.</param>
    public sealed record Refused(IReadOnlyDictionary<string, IReadOnlyList<string>> Errors) : AppointmentReading;

    /// <summary>The document cannot be read at all (400).</summary>
    /// <param name="Because">A sentence for the sender; it quotes nothing from the document.</param>
    public sealed record Unreadable(string Because) : AppointmentReading;
}

/// <summary>
/// Reads one Appointment in FHIR R4 (<c>application/fhir+json</c>), alone or in a Bundle, as a booking system of the Booking and
/// Referral Standard tells of it.
/// </summary>
/// <remarks>
/// Whose it is: an identifier of system <c>urn:fitpipeline:journey</c> on the appointment or its basedOn, or a basedOn of
/// <c>ServiceRequest/{journey id}</c>. Who cancelled: a cancellation reason whose HL7 code begins with <c>pat</c> is the
/// patient's, any other the hospital's. What was found: the extension <c>urn:fitpipeline:finding</c>, for FHIR's Appointment has
/// no place for it.
/// </remarks>
public static class FhirAppointmentReader
{
    private const string JourneySystem = "urn:fitpipeline:journey";
    private const string FindingExtension = "urn:fitpipeline:finding";
    private const string CancellationReasons = "http://terminology.hl7.org/CodeSystem/appointment-cancellation-reason";
    private const int LongestId = 64;

    /// <summary>Reads one appointment, naming every fault at once.</summary>
    /// <param name="utf8">The body; a byte order mark is passed over.</param>
    public static AppointmentReading Read(ReadOnlyMemory<byte> utf8)
    {
        if (!JsonBody.TryOpen(utf8, out JsonDocument? json, out string? because))
        {
            return new AppointmentReading.Unreadable(because!);
        }

        using (json)
        {
            if (json!.RootElement.ValueKind != JsonValueKind.Object)
            {
                return new AppointmentReading.Unreadable("The body must be one FHIR resource.");
            }

            FhirDocument document = new(json.RootElement);
            FhirElement[] appointments = [.. document.Resources.Where(resource => resource.ResourceType == "Appointment").Take(2)];
            FieldErrors errors = new();
            if (appointments.Length != 1)
            {
                errors.Add("Appointment", appointments.Length == 0 ? "It is required." : "There must be only one.");
                return new AppointmentReading.Refused(errors.ToErrors());
            }

            AppointmentMessage? message = ReadOne(document, appointments[0], errors);
            return errors.Any || message is null ? new AppointmentReading.Refused(errors.ToErrors()) : new AppointmentReading.Read(message);
        }
    }

    private static AppointmentMessage? ReadOne(FhirDocument document, FhirElement appointment, FieldErrors errors)
    {
        string? id = appointment.Id;
        if (id is null)
        {
            errors.Add("Appointment.id", "It is required, in 1 to 64 letters, digits, hyphens and full stops.");
        }

        AppointmentStatus? status = StatusOf(appointment);
        if (status is null)
        {
            errors.Add("Appointment.status", "It must be booked, cancelled, noshow or fulfilled.");
        }

        JourneyId? journey = JourneyOf(appointment);
        string? slot = SlotOf(document, appointment);
        if (status is AppointmentStatus.Booked && journey is null)
        {
            errors.Add("Appointment.basedOn", "It must name the one journey the appointment is for.");
        }

        if (status is AppointmentStatus.Booked && slot is not { Length: <= LongestId })
        {
            errors.Add("Appointment.slot", "It must refer to the one Slot the appointment takes.");
        }

        ExaminationFinding? finding = FindingOf(appointment);
        if (status is AppointmentStatus.Attended && finding is null)
        {
            errors.Add("Appointment.extension", "A fulfilled appointment says one thing that was found: normal, adenoma, cancer or other.");
        }

        return id is null || status is null ? null : new AppointmentMessage(id, status.Value, journey, slot, AcceptsOf(document, appointment), finding);
    }

    private static AppointmentStatus? StatusOf(FhirElement appointment) => appointment["status"].Text switch
    {
        "booked" or "arrived" or "checked-in" => AppointmentStatus.Booked,
        "fulfilled" => AppointmentStatus.Attended,
        "noshow" => AppointmentStatus.Missed,
        "cancelled" => appointment["cancelationReason"].Codes(CancellationReasons).Any(code => code.StartsWith("pat", StringComparison.Ordinal))
            ? AppointmentStatus.CancelledByPatient
            : AppointmentStatus.CancelledByHospital,
        _ => null,
    };

    private static JourneyId? JourneyOf(FhirElement appointment)
    {
        string[] named =
        [
            .. appointment.Identifiers(JourneySystem)
                .Concat(appointment.Each("basedOn").SelectMany(reference => reference.Identifiers(JourneySystem)))
                .Concat(appointment.Each("basedOn").Select(reference => IdAfter(reference["reference"].Text, "ServiceRequest/")).OfType<string>())
                .Where(text => JourneyId.TryParse(text, out _, out _))
                .Distinct(StringComparer.Ordinal),
        ];
        return named.Length == 1 ? JourneyId.Parse(named[0]) : null;
    }

    private static string? SlotOf(FhirDocument document, FhirElement appointment)
    {
        string[] slots =
        [
            .. appointment.Each("slot")
                .DistinctBy(reference => reference["reference"].Text)
                .Select(reference => SlotIdOf(document.Resolve(reference)) ?? IdAfter(reference["reference"].Text, "Slot/"))
                .OfType<string>()
                .Distinct(StringComparer.Ordinal),
        ];
        return slots.Length == 1 ? slots[0] : null;
    }

    private static string? SlotIdOf(FhirElement slot) => slot.ResourceType == "Slot" ? slot["id"].Text : null;

    // The patient's own answer; a clinician's or a room's is not the patient's. Published appointments mark the patient as the
    // attender and refer to a person outside the document, so that is taken for the patient unless it says that it is another.
    private static bool? AcceptsOf(FhirDocument document, FhirElement appointment)
    {
        Dictionary<string, string?> kinds = new(StringComparer.Ordinal);
        string?[] answers =
        [
            .. appointment.Each("participant")
                .Where(participant => KindOf(document, participant["actor"], kinds) is { } kind
                    ? kind == "Patient"
                    : participant.Each("type").SelectMany(type => type.Each("coding")).Any(coding => coding["code"].Is("ATND")))
                .Select(participant => participant["status"].Text)
                .Distinct(),
        ];
        return answers switch
        {
            ["accepted"] => true,
            ["declined"] => false,
            _ => null,
        };
    }

    // What a reference says it refers to: its type, the resource itself, or the type in its address; null when it says nothing.
    private static string? KindOf(FhirDocument document, FhirElement actor, Dictionary<string, string?> kinds)
    {
        if (actor["type"].Text is { } type)
        {
            return type;
        }

        if (actor["reference"].Text is not { } reference)
        {
            return null;
        }

        if (!kinds.TryGetValue(reference, out string? kind))
        {
            string[] address = reference.Split('/');
            kinds[reference] = kind = document.Resolve(actor).ResourceType ?? (address.Length > 1 ? address[^2] : null);
        }

        return kind;
    }

    // Two findings are none: a cancer that stands after a "normal" must not be read past.
    private static ExaminationFinding? FindingOf(FhirElement appointment)
    {
        string?[] findings = [.. appointment.Extensions(FindingExtension).Select(extension => extension["valueCode"].Text).Distinct()];
        return findings switch
        {
            ["normal"] => ExaminationFinding.Normal,
            ["adenoma"] => ExaminationFinding.Adenoma,
            ["cancer"] => ExaminationFinding.Cancer,
            ["other"] => ExaminationFinding.Other,
            _ => null,
        };
    }

    private static string? IdAfter(string? reference, string type)
    {
        int at = reference?.LastIndexOf(type, StringComparison.Ordinal) ?? -1;
        return at < 0 ? null : reference![(at + type.Length)..] is { Length: > 0 } id && !id.Contains('/', StringComparison.Ordinal) ? id : null;
    }
}
