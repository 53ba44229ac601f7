using System.Text;
using System.Text.Json.Nodes;
using FitPipeline.Intake.Booking;
using FitPipeline.Pathway.Identity;
using FitPipeline.Pathway.Journeys;

namespace FitPipeline.Intake.Tests;

public sealed class AppointmentReaderTests
{
    private static readonly JourneyId Journey = JourneyId.Parse(BookingDocuments.Journey);

    [Fact]
    public void Given_an_appointment_then_every_field_is_read_alone_or_in_a_bundle()
    {
        AppointmentMessage expected = new("A-1.b", AppointmentStatus.Booked, Journey, "S-1.a", true, ExaminationFinding.Adenoma);
        JsonObject appointment = BookingDocuments.Appointment();
        Assert.Equal(expected, Read(appointment));
        Assert.Equal(expected, Read(new JsonObject { ["resourceType"] = "Bundle", ["entry"] = new JsonArray(new JsonObject { ["resource"] = appointment }) }));
    }

    [Theory]
    [InlineData("booked", AppointmentStatus.Booked)]
    [InlineData("arrived", AppointmentStatus.Booked)]
    [InlineData("checked-in", AppointmentStatus.Booked)]
    [InlineData("fulfilled", AppointmentStatus.Attended)]
    [InlineData("noshow", AppointmentStatus.Missed)]
    [InlineData("cancelled", AppointmentStatus.CancelledByPatient)]
    public void Given_a_status_then_it_is_read(string status, AppointmentStatus expected) =>
        Assert.Equal(expected, Read(Changed("status", $"\"{status}\"")).Status);

    [Theory]
    [InlineData("\"pat\"", AppointmentStatus.CancelledByPatient)]
    [InlineData("\"pat-dec\"", AppointmentStatus.CancelledByPatient)]
    [InlineData("\"prov\"", AppointmentStatus.CancelledByHospital)]
    [InlineData("7", AppointmentStatus.CancelledByHospital)]
    public void Given_a_cancellation_then_only_the_patients_own_reason_makes_it_the_patients(string code, AppointmentStatus expected)
    {
        JsonObject appointment = Changed("status", "\"cancelled\"");
        appointment["cancelationReason"]!["coding"]![0]!["code"] = JsonNode.Parse(code);
        Assert.Equal(expected, Read(appointment).Status);
        appointment.Remove("cancelationReason");
        Assert.Equal(AppointmentStatus.CancelledByHospital, Read(appointment).Status);
    }

    [Theory]
    [InlineData("basedOn", """[{"reference":"ServiceRequest/j-00000000000000000000000000"}]""")]
    [InlineData("basedOn", """[{"reference":"https://fit.example/ServiceRequest/j-00000000000000000000000000"},{"reference":"ServiceRequest/136bb75d"}]""")]
    [InlineData("identifier", """[{"system":"urn:fitpipeline:journey","value":"j-00000000000000000000000000"}]""")]
    public void Given_the_journey_in_any_of_its_places_then_it_is_read(string field, string json)
    {
        JsonObject appointment = Changed("basedOn", null);
        appointment[field] = JsonNode.Parse(json);
        Assert.Equal(Journey, Read(appointment).Journey);
    }

    [Theory]
    [InlineData("normal", ExaminationFinding.Normal)]
    [InlineData("adenoma", ExaminationFinding.Adenoma)]
    [InlineData("cancer", ExaminationFinding.Cancer)]
    [InlineData("other", ExaminationFinding.Other)]
    public void Given_a_finding_then_it_is_read(string finding, ExaminationFinding expected) =>
        Assert.Equal(expected, Read(Changed("extension", $$"""[{"url":"urn:fitpipeline:finding","valueCode":"{{finding}}"}]""")).Finding);

    [Theory]
    [InlineData("""[{"status":"accepted","actor":{"reference":"Patient/p"}}]""", true)]
    [InlineData("""[{"status":"declined","actor":{"type":"Patient"}}]""", false)]
    [InlineData("""[{"status":"accepted","type":[{"coding":[{"code":"ATND"}]}]}]""", true)]
    [InlineData("""[{"status":"needs-action","actor":{"reference":"Patient/p"}}]""", null)]
    [InlineData("""[{"status":"accepted","actor":{"reference":"Location/l"}},{"status":"declined","actor":{"reference":"https://x/Patient/p"}}]""", false)]
    [InlineData("""[{"status":"accepted","actor":{"reference":"Patient/p"}},{"status":"declined","actor":{"reference":"Patient/q"}}]""", null)]
    [InlineData("""[{"actor":{"reference":"Patient/p"}}]""", null)]
    [InlineData("[7]", null)]
    [InlineData("null", null)]
    public void Given_participants_then_the_patients_own_answer_is_read(string json, bool? accepts) =>
        Assert.Equal(accepts, Read(Changed("participant", json)).Accepts);

    [Theory]
    [InlineData("""{"reference":"Practitioner/dr"}""")]
    [InlineData("""{"reference":"#dr"}""")]
    [InlineData("""{"reference":"urn:uuid:1","type":"PractitionerRole"}""")]
    public void Given_an_attender_who_is_a_clinician_then_the_clinicians_yes_is_not_taken_for_the_patients(string actor)
    {
        JsonObject appointment = BookingDocuments.Appointment();
        appointment["contained"] = JsonNode.Parse("""[{"resourceType":"Practitioner","id":"dr"}]""");
        appointment["participant"]![0]!["actor"] = JsonNode.Parse(actor);
        Assert.Null(Read(appointment).Accepts);
    }

    [Theory]
    [InlineData("booked", "id", null, "id")]
    [InlineData("booked", "id", "7", "id")]
    [InlineData("booked", "id", "\"a b\"", "id")]
    [InlineData("booked", "id", "\"half a pair\"", "id")]
    [InlineData("booked", "id", "\"12345678901234567890123456789012345678901234567890123456789012345\"", "id")]
    [InlineData("booked", "status", null, "status")]
    [InlineData("booked", "status", "\"proposed\"", "status")]
    [InlineData("booked", "status", "\"entered-in-error\"", "status")]
    [InlineData("booked", "status", "[\"booked\"]", "status")]
    [InlineData("booked", "basedOn", null, "basedOn")]
    [InlineData("booked", "basedOn", "\"j-00000000000000000000000000\"", "basedOn")]
    [InlineData("booked", "basedOn", """[{"reference":"ServiceRequest/j-1"}]""", "basedOn")]
    [InlineData("booked", "basedOn", """[{"reference":"ServiceRequest/j-00000000000000000000000000"},{"reference":"ServiceRequest/j-00000000000000000000000001"}]""", "basedOn")]
    [InlineData("booked", "slot", null, "slot")]
    [InlineData("booked", "slot", "[7]", "slot")]
    [InlineData("booked", "slot", """[{"reference":"Slot/"}]""", "slot")]
    [InlineData("booked", "slot", """[{"reference":"Slot/a"},{"reference":"Slot/b"}]""", "slot")]
    [InlineData("booked", "slot", """[{"reference":"A-1.b"}]""", "slot")]
    [InlineData("booked", "slot", """[{"reference":"Slot/12345678901234567890123456789012345678901234567890123456789012345"}]""", "slot")]
    [InlineData("fulfilled", "extension", null, "extension")]
    [InlineData("fulfilled", "extension", """[{"url":"urn:fitpipeline:finding","valueCode":"nothing"}]""", "extension")]
    [InlineData("fulfilled", "extension", """[{"url":"urn:fitpipeline:finding","valueCode":["normal"]}]""", "extension")]
    [InlineData("fulfilled", "extension", """[{"url":"urn:fitpipeline:finding"},{"url":"urn:fitpipeline:finding","valueCode":"normal"}]""", "extension")]
    [InlineData("fulfilled", "extension", """[{"url":"urn:fitpipeline:finding","valueCode":"normal"},{"url":"urn:fitpipeline:finding","valueCode":"cancer"}]""", "extension")]
    public void Given_a_field_that_is_missing_or_wrong_then_the_appointment_is_refused_by_that_fields_name(string status, string field, string? json, string refused)
    {
        JsonObject appointment = Changed("status", $"\"{status}\"");
        appointment.Remove(field);
        if (json is not null)
        {
            appointment[field] = JsonNode.Parse(json);
        }

        IReadOnlyDictionary<string, IReadOnlyList<string>> errors = Refused(appointment);
        Assert.Equal(["Appointment." + refused], errors.Keys);
        Assert.EndsWith(".", Assert.Single(errors.Values.Single()), StringComparison.Ordinal);
    }

    [Fact]
    public void Given_a_bare_appointment_then_every_fault_is_named_at_once() => Assert.Equal(
        ["Appointment.basedOn", "Appointment.id", "Appointment.slot"],
        Refused(BookingDocuments.Parse("""{"resourceType":"Appointment","status":"booked"}""")).Keys.Order(StringComparer.Ordinal));

    [Fact]
    public void Given_none_or_two_appointments_then_neither_is_chosen()
    {
        JsonObject two = new()
        {
            ["resourceType"] = "Bundle",
            ["entry"] = new JsonArray(
                new JsonObject { ["resource"] = BookingDocuments.Appointment() }, new JsonObject { ["resource"] = BookingDocuments.Appointment() }),
        };
        Assert.Equal("There must be only one.", Assert.Single(Refused(two)["Appointment"]));
        Assert.Equal("It is required.", Assert.Single(Refused(BookingDocuments.Slots())["Appointment"]));
        Assert.Equal("It is required.", Assert.Single(Refused(new JsonObject())["Appointment"]));
    }

    [Theory]
    [InlineData("")]
    [InlineData("{")]
    [InlineData("[]")]
    [InlineData("null")]
    [InlineData("""{"resourceType":"Appointment","id":"a","id":"b"}""")]
    public void Given_what_is_not_one_resource_then_it_cannot_be_read(string text) =>
        Assert.IsType<AppointmentReading.Unreadable>(FhirAppointmentReader.Read(Encoding.UTF8.GetBytes(text)));

    private static JsonObject Changed(string field, string? json)
    {
        JsonObject appointment = BookingDocuments.Appointment();
        appointment.Remove(field);
        if (json is not null)
        {
            appointment[field] = JsonNode.Parse(json);
        }

        return appointment;
    }

    private static AppointmentMessage Read(JsonNode document) =>
        Assert.IsType<AppointmentReading.Read>(FhirAppointmentReader.Read(BookingDocuments.Bytes(document))).Appointment;

    private static IReadOnlyDictionary<string, IReadOnlyList<string>> Refused(JsonNode document) =>
        Assert.IsType<AppointmentReading.Refused>(FhirAppointmentReader.Read(BookingDocuments.Bytes(document))).Errors;
}
