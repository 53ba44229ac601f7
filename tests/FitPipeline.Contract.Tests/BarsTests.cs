using System.Net;
using System.Text.Json.Nodes;

namespace FitPipeline.Contract.Tests;

/// <summary>A booking system that speaks FHIR, as the Booking and Referral Standard has it: Slots in, Appointments in, refusals in FHIR.</summary>
public sealed class BarsTests(RunningService service) : BookingTest(service)
{
    [Fact]
    public async Task Slots_of_a_searchset_are_offered_and_given_like_any_other()
    {
        string journey = await ListedAsync();
        string id = NewSlot();
        Answer offered = await PutAsync(Searchset(Slot(id, LondonCalendar.At(Today.AddDays(4), 9))));
        Assert.True(offered.Status is HttpStatusCode.OK, offered.Text);
        Assert.Equal(1, (int)offered.Json["taken"]!);
        await RoundAsync();
        JsonObject booking = await BookingOfAsync(journey);
        Assert.Equal(id, (string?)booking["slotId"]);
        Assert.Equal("Endoscopy, QE", (string?)booking["site"]);
        Assert.True((bool)booking["community"]!);
        Assert.Equal(45, (int)booking["minutes"]!);
    }

    [Fact]
    public async Task Every_fault_of_every_slot_is_named_in_fhir_and_none_is_taken()
    {
        string good = NewSlot();
        JsonObject odd = Slot(NewSlot(), Now.AddDays(4));
        odd["status"] = "busy";
        odd["start"] = "2026-13-01";
        odd["serviceType"] = new JsonArray();
        odd["schedule"] = new JsonObject { ["reference"] = "urn:uuid:none" };
        Answer refused = await PutAsync(Searchset(Slot(good, Now.AddDays(4)), odd));
        AssertOutcome(refused, HttpStatusCode.UnprocessableEntity, "Slot[1].status", "Slot[1].start", "Slot[1].schedule", "Slot[1].serviceType");
        AssertProblem(await SendAsync(HttpMethod.Delete, "/api/slots/" + good, "bookingDesk"), HttpStatusCode.NotFound);

        AssertOutcome(await PutAsync(Searchset(Slot(NewSlot(), Now.AddDays(-1)))), HttpStatusCode.UnprocessableEntity, "Slot[0].start");
        AssertOutcome(
            await PutAsync(Searchset(Slot(NewSlot(), Now.AddDays(4)), Slot(NewSlot(), Now.AddDays(4).AddMinutes(30)))),
            HttpStatusCode.UnprocessableEntity, "Slot[0].id", "Slot[1].id");
        AssertOutcome(await PutAsync(Searchset()), HttpStatusCode.UnprocessableEntity, "Slot");
        AssertOutcome(await SendAsync(HttpMethod.Put, "/api/slots", "bookingDesk", "not json", "application/fhir+json"), HttpStatusCode.BadRequest);
    }

    [Fact]
    public async Task An_appointment_is_taken_in_accepted_and_how_it_went_is_recorded()
    {
        await InOfficeHoursAsync();
        string journey = await ListedAsync();
        string slot = NewSlot();
        DateTimeOffset start = LondonCalendar.At(Today.AddDays(4), 9);
        await PutAsync(Searchset(Slot(slot, start)));
        JsonObject appointment = Appointment("A-" + slot, "booked", journey, slot);
        Answer booked = await TellAsync(appointment);
        Assert.True(booked.Status is HttpStatusCode.OK, booked.Text);
        Assert.Equal("A-" + slot, booked["bookingId"]);
        Assert.NotNull((await JourneyAsync(journey))["appointment"]!["acceptedAt"]);
        Assert.Equal(HttpStatusCode.OK, (await TellAsync(appointment)).Status);

        AssertOutcome(await TellAsync(Appointment("A-" + slot, "fulfilled", journey, slot)), HttpStatusCode.UnprocessableEntity, "Appointment.extension");
        await ToAsync(start.AddHours(2));
        JsonObject fulfilled = Appointment("A-" + slot, "fulfilled", journey, slot);
        fulfilled["extension"] = new JsonArray(new JsonObject { ["url"] = "urn:fitpipeline:finding", ["valueCode"] = "adenoma" });
        Assert.Equal("attended", (await TellAsync(fulfilled))["status"]);
        Assert.Equal("Closed", await StateAsync(journey));
        AssertOutcome(await TellAsync(Appointment("A-" + slot, "noshow", journey, slot)), HttpStatusCode.Conflict);
    }

    [Fact]
    public async Task A_booking_system_that_books_past_a_standard_makes_it_the_desk_s_work()
    {
        await InOfficeHoursAsync();
        string journey = await ListedAsync();
        string slot = NewSlot();
        await PutAsync(Searchset(Slot(slot, LondonCalendar.At(Today.AddDays(27), 9))));
        Assert.Equal(HttpStatusCode.OK, (await TellAsync(Appointment("A-" + slot, "booked", journey, slot))).Status);
        Assert.Contains("Faster Diagnosis", (string)Assert.Single(await WorkAsync(journey, "bookingDesk"))["what"]!, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("pat-crs", true)]
    [InlineData("prov", false)]
    public async Task Who_cancelled_is_read_from_the_reason(string reason, bool patient)
    {
        string journey = await ListedAsync();
        string slot = NewSlot();
        await PutAsync(Searchset(Slot(slot, LondonCalendar.At(Today.AddDays(4), 9))));
        await TellAsync(Appointment("A-" + slot, "booked", journey, slot));
        JsonObject cancelled = Appointment("A-" + slot, "cancelled", journey, slot);
        cancelled["cancelationReason"] = new JsonObject
        {
            ["coding"] = new JsonArray(new JsonObject { ["system"] = "http://terminology.hl7.org/CodeSystem/appointment-cancellation-reason", ["code"] = reason }),
        };
        Assert.Equal("cancelled", (await TellAsync(cancelled))["status"]);
        Assert.Contains(
            (JsonArray)(await JourneyAsync(journey))["timeline"]!,
            line => ((string)line!["what"]!).Contains(patient ? "cancelled by the patient" : "cancelled by the hospital", StringComparison.Ordinal));
    }

    [Fact]
    public async Task An_appointment_that_says_too_little_or_of_nobody_is_refused_in_fhir()
    {
        JsonObject nobody = Appointment("A-1", "proposed", "no journey", "s");
        nobody.Remove("id");
        AssertOutcome(await TellAsync(nobody), HttpStatusCode.UnprocessableEntity, "Appointment.id", "Appointment.status");
        JsonObject bare = new() { ["resourceType"] = "Appointment", ["id"] = "A-2", ["status"] = "booked" };
        AssertOutcome(await TellAsync(bare), HttpStatusCode.UnprocessableEntity, "Appointment.basedOn", "Appointment.slot");
        AssertOutcome(await TellAsync(Appointment("A-3", "booked", "j-00000000000000000000000000", "none")), HttpStatusCode.NotFound);
        AssertOutcome(await TellAsync(Appointment("A-4", "noshow", "j-00000000000000000000000000", "none")), HttpStatusCode.NotFound);
        AssertOutcome(await TellAsync(new JsonObject { ["resourceType"] = "Patient" }), HttpStatusCode.UnprocessableEntity, "Appointment");
        string journey = await ListedAsync();
        AssertOutcome(await TellAsync(Appointment("A-5", "booked", journey, "none")), HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task What_happened_to_one_patient_is_not_recorded_of_another()
    {
        string journey = await ListedAsync();
        string other = await ListedAsync();
        string slot = NewSlot();
        await PutAsync(Searchset(Slot(slot, LondonCalendar.At(Today.AddDays(4), 9))));
        await TellAsync(Appointment("A-" + slot, "booked", journey, slot));
        AssertOutcome(await TellAsync(Appointment("A-" + slot, "cancelled", other, slot)), HttpStatusCode.Conflict);
        Assert.Equal("Booked", await StateAsync(journey));
    }

    private static JsonObject Slot(string id, DateTimeOffset start) => new()
    {
        ["resourceType"] = "Slot",
        ["id"] = id,
        ["serviceType"] = new JsonArray(new JsonObject
        {
            ["coding"] = new JsonArray(new JsonObject { ["system"] = "http://snomed.info/sct", ["code"] = "73761001" }),
        }),
        ["schedule"] = new JsonObject { ["reference"] = "urn:uuid:a5fab26c-0dfd-424f-be1d-afc877c1afb0" },
        ["status"] = "free",
        ["start"] = Text(start),
        ["end"] = Text(start.AddMinutes(45)),
    };

    private static JsonObject Searchset(params JsonObject[] slots)
    {
        JsonObject schedule = new()
        {
            ["resourceType"] = "Schedule",
            ["id"] = "list-" + Guid.NewGuid().ToString("N")[..12],
            ["extension"] = new JsonArray(new JsonObject { ["url"] = "urn:fitpipeline:community-list", ["valueBoolean"] = true }),
            ["actor"] = new JsonArray(new JsonObject { ["reference"] = "urn:uuid:b5fab26c-0dfd-424f-be1d-afc877c1afb1" }),
        };
        JsonObject service = new()
        {
            ["resourceType"] = "HealthcareService",
            ["id"] = "service",
            ["location"] = new JsonArray(new JsonObject { ["reference"] = "urn:uuid:c5fab26c-0dfd-424f-be1d-afc877c1afb2" }),
        };
        JsonObject location = new() { ["resourceType"] = "Location", ["id"] = "place", ["name"] = "Endoscopy, QE" };
        JsonArray entries =
        [
            Entry("urn:uuid:a5fab26c-0dfd-424f-be1d-afc877c1afb0", schedule),
            Entry("urn:uuid:b5fab26c-0dfd-424f-be1d-afc877c1afb1", service),
            Entry("urn:uuid:c5fab26c-0dfd-424f-be1d-afc877c1afb2", location),
            .. slots.Select(slot => Entry("urn:uuid:" + Guid.NewGuid(), slot)),
        ];
        return new JsonObject { ["resourceType"] = "Bundle", ["type"] = "searchset", ["entry"] = entries };
    }

    private static JsonObject Entry(string url, JsonObject resource) => new() { ["fullUrl"] = url, ["resource"] = resource };

    private static JsonObject Appointment(string id, string status, string journey, string slot) => new()
    {
        ["resourceType"] = "Appointment",
        ["id"] = id,
        ["status"] = status,
        ["slot"] = new JsonArray(new JsonObject { ["reference"] = "Slot/" + slot }),
        ["basedOn"] = new JsonArray(new JsonObject { ["identifier"] = new JsonObject { ["system"] = "urn:fitpipeline:journey", ["value"] = journey } }),
        ["participant"] = new JsonArray(new JsonObject
        {
            ["type"] = new JsonArray(new JsonObject { ["coding"] = new JsonArray(new JsonObject { ["code"] = "ATND" }) }),
            ["status"] = "accepted",
        }),
    };

    private Task<Answer> PutAsync(JsonObject bundle) => SendAsync(HttpMethod.Put, "/api/slots", "bookingDesk", bundle.ToJsonString(), "application/fhir+json");

    private Task<Answer> TellAsync(JsonObject appointment) =>
        SendAsync(HttpMethod.Post, "/api/bookings", "bookingDesk", appointment.ToJsonString(), "application/fhir+json");

    private static void AssertOutcome(Answer answer, HttpStatusCode status, params string[] expressions)
    {
        Assert.True(answer.Status == status, $"{answer.Status}: {answer.Text}");
        Assert.Equal("application/fhir+json", answer.ContentType);
        Assert.Equal("OperationOutcome", answer["resourceType"]);
        Assert.Equal(
            expressions.Order(StringComparer.Ordinal),
            ((JsonArray)answer.Json["issue"]!).SelectMany(issue => (JsonArray?)issue!["expression"] ?? []).Select(path => (string)path!).Order(StringComparer.Ordinal));
    }
}
