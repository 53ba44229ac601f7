using System.Text;
using System.Text.Json.Nodes;
using FitPipeline.Intake.Booking;
using FitPipeline.Pathway.Booking;

namespace FitPipeline.Intake.Tests;

public sealed class SlotReaderTests
{
    private const int Slot = 0;
    private const int Schedule = 1;
    private const int Service = 2;
    private const int Location = 3;

    [Fact]
    public void Given_a_searchset_then_every_field_of_the_slot_is_read()
    {
        OfferedSlot offered = Assert.Single(Read(BookingDocuments.Slots()));
        Assert.Equal(
            new FreeSlot("S-1.a", "Endoscopy, Queen's Road", new DateTimeOffset(2026, 7, 6, 8, 30, 0, TimeSpan.Zero), 45, Procedure.Colonoscopy, false, "list-3"),
            offered.Slot);
        Assert.Equal(TimeSpan.Zero, offered.Slot.StartsAt.Offset);
        Assert.Equal("Slot[0]", offered.Path);
    }

    [Fact]
    public void Given_one_slot_with_what_it_refers_to_contained_then_it_is_read_alike()
    {
        JsonObject bundle = BookingDocuments.Slots();
        JsonObject slot = (JsonObject)BookingDocuments.ResourceOf(bundle, Slot).DeepClone();
        JsonObject schedule = (JsonObject)BookingDocuments.ResourceOf(bundle, Schedule).DeepClone();
        schedule["actor"] = new JsonArray(new JsonObject { ["reference"] = "#l" });
        slot["contained"] = new JsonArray(schedule, BookingDocuments.ResourceOf(bundle, Location).DeepClone());
        slot["schedule"] = new JsonObject { ["reference"] = "#list-3" };
        Assert.Equal(Assert.Single(Read(bundle)).Slot, Assert.Single(Read(slot)).Slot);
    }

    [Theory]
    [InlineData("73761001", Procedure.Colonoscopy)]
    [InlineData("44441009", Procedure.FlexibleSigmoidoscopy)]
    [InlineData("418714002", Procedure.CtColonography)]
    public void Given_a_schedule_that_says_the_examination_then_its_slots_need_not(string code, Procedure procedure)
    {
        JsonObject bundle = Changed(Slot, "serviceType", null);
        BookingDocuments.ResourceOf(bundle, Schedule)["serviceType"] = ServiceType(code);
        Assert.Equal(procedure, Assert.Single(Read(bundle)).Slot.Procedure);
    }

    [Fact]
    public void Given_a_slot_that_says_another_examination_than_its_schedule_then_the_slot_is_believed_and_an_unknown_code_is_not_read_past()
    {
        JsonObject bundle = Changed(Schedule, "serviceType", ServiceType("44441009").ToJsonString());
        Assert.Equal(Procedure.Colonoscopy, Assert.Single(Read(bundle)).Slot.Procedure);
        BookingDocuments.ResourceOf(bundle, Slot)["serviceType"] = ServiceType("11111111");
        Assert.Equal(["Slot[0].serviceType"], Refused(bundle).Keys);
    }

    [Theory]
    [InlineData(Slot)]
    [InlineData(Schedule)]
    public void Given_a_community_list_on_slot_or_schedule_then_the_slot_is_in_the_community(int entry)
    {
        const string Extension = """[{"url":"urn:fitpipeline:community-list","valueBoolean":true}]""";
        Assert.True(Assert.Single(Read(Changed(entry, "extension", Extension))).Slot.Community);
        Assert.False(Assert.Single(Read(Changed(entry, "extension", Extension.Replace("true", "\"true\"", StringComparison.Ordinal)))).Slot.Community);
    }

    [Theory]
    [InlineData(Slot, "id", null, "id")]
    [InlineData(Slot, "id", "7", "id")]
    [InlineData(Slot, "id", "\"a b\"", "id")]
    [InlineData(Slot, "id", "\"a/b\"", "id")]
    [InlineData(Slot, "id", "\"half a pair\"", "id")]
    [InlineData(Slot, "id", "\"12345678901234567890123456789012345678901234567890123456789012345\"", "id")]
    [InlineData(Slot, "status", null, "status")]
    [InlineData(Slot, "status", "\"busy\"", "status")]
    [InlineData(Slot, "status", "{}", "status")]
    [InlineData(Slot, "overbooked", "true", "overbooked")]
    [InlineData(Slot, "start", null, "start")]
    [InlineData(Slot, "start", "20260706", "start")]
    [InlineData(Slot, "start", "\"2026-07-06\"", "start")]
    [InlineData(Slot, "start", "\"2026-07-06T09:30:00\"", "start")]
    [InlineData(Slot, "start", "\"2026-02-30T09:30:00Z\"", "start")]
    [InlineData(Slot, "end", null, "end")]
    [InlineData(Slot, "end", "[]", "end")]
    [InlineData(Slot, "end", "\"2026-07-06T09:30:00+01:00\"", "end")]
    [InlineData(Slot, "end", "\"2026-07-06T09:00:00+01:00\"", "end")]
    [InlineData(Slot, "end", "\"2026-07-06T17:31:00+01:00\"", "end")]
    [InlineData(Slot, "end", "\"2199-12-31T23:59:59-14:00\"", "end")]
    [InlineData(Slot, "schedule", null, "schedule")]
    [InlineData(Slot, "schedule", "\"Schedule/list-3\"", "schedule")]
    [InlineData(Slot, "schedule", "{\"reference\":\"Schedule/other\"}", "schedule")]
    [InlineData(Slot, "schedule", "{\"reference\":\"Location/l\"}", "schedule")]
    [InlineData(Slot, "schedule", "{\"reference\":\"#list-3\"}", "schedule")]
    [InlineData(Slot, "serviceType", null, "serviceType")]
    [InlineData(Slot, "serviceType", "\"73761001\"", "serviceType")]
    [InlineData(Slot, "serviceType", "[{\"coding\":[{\"code\":\"73761001\"}]}]", "serviceType")]
    [InlineData(Slot, "serviceType", "[{\"coding\":[{\"system\":\"http://snomed.info/sct\",\"code\":\"73761001\"},{\"system\":\"http://snomed.info/sct\",\"code\":\"44441009\"}]}]", "serviceType")]
    [InlineData(Schedule, "id", "\"a b\"", "schedule")]
    [InlineData(Schedule, "actor", null, "schedule")]
    [InlineData(Schedule, "actor", "[7]", "schedule")]
    [InlineData(Schedule, "actor", "[{\"reference\":\"Schedule/list-3\"}]", "schedule")]
    [InlineData(Service, "location", null, "schedule")]
    [InlineData(Service, "location", "[{\"reference\":\"HealthcareService/hs\"}]", "schedule")]
    [InlineData(Location, "name", null, "schedule")]
    [InlineData(Location, "name", "\" \"", "schedule")]
    [InlineData(Location, "name", "[\"here\"]", "schedule")]
    [InlineData(Location, "name", "\"a\\u0007b\"", "schedule")]
    [InlineData(Location, "name", "\"half a pair\"", "schedule")]
    public void Given_a_field_that_is_missing_or_wrong_then_the_slot_is_refused_by_that_fields_name_and_nothing_sent_is_quoted(
        int entry, string field, string? json, string refused)
    {
        JsonObject bundle = Changed(entry, field, json);
        if (field == "id" && entry == Schedule)
        {
            // Found by its full URL, so that only the id is wrong.
            BookingDocuments.ResourceOf(bundle, Slot)["schedule"] = new JsonObject { ["reference"] = "urn:uuid:2" };
        }

        IReadOnlyDictionary<string, IReadOnlyList<string>> errors = Refused(bundle);
        Assert.Equal(["Slot[0]." + refused], errors.Keys);
        string because = Assert.Single(errors.Values.Single());
        Assert.EndsWith(".", because, StringComparison.Ordinal);
        Assert.DoesNotContain("list-3", because, StringComparison.Ordinal);
    }

    [Fact]
    public void Given_a_schedule_that_leads_to_two_places_then_none_is_chosen_and_to_one_place_twice_is_one()
    {
        JsonObject two = BookingDocuments.Slots();
        JsonArray entries = (JsonArray)two["entry"]!;
        entries.Add(new JsonObject { ["resource"] = new JsonObject { ["resourceType"] = "Location", ["id"] = "m", ["name"] = "Elsewhere" } });
        ((JsonArray)BookingDocuments.ResourceOf(two, Schedule)["actor"]!).Add(new JsonObject { ["reference"] = "Location/m" });
        Assert.Equal(["Slot[0].schedule"], Refused(two).Keys);

        BookingDocuments.ResourceOf(two, 4)["name"] = "Endoscopy, Queen's Road";
        Assert.Single(Read(two));
    }

    [Fact]
    public void Given_two_schedules_of_one_name_then_neither_is_guessed()
    {
        JsonObject bundle = BookingDocuments.Slots();
        ((JsonArray)bundle["entry"]!).Add(new JsonObject { ["resource"] = BookingDocuments.ResourceOf(bundle, Schedule).DeepClone() });
        Assert.Equal(["Slot[0].schedule"], Refused(bundle).Keys);
    }

    [Fact]
    public void Given_faults_in_two_slots_then_all_are_named_at_once_and_a_sound_slot_beside_them_is_not_taken()
    {
        JsonObject bundle = BookingDocuments.Slots();
        JsonObject sound = (JsonObject)BookingDocuments.ResourceOf(bundle, Slot).DeepClone();
        sound["id"] = "sound";
        ((JsonArray)bundle["entry"]!).Insert(0, new JsonObject { ["resource"] = sound });
        ((JsonArray)bundle["entry"]!).Add(new JsonObject { ["resource"] = new JsonObject { ["resourceType"] = "Slot" } });
        BookingDocuments.ResourceOf(bundle, 1)["status"] = "busy";
        Assert.Equal(
            ["Slot[1].status", "Slot[2].end", "Slot[2].id", "Slot[2].schedule", "Slot[2].serviceType", "Slot[2].start", "Slot[2].status"],
            Refused(bundle).Keys.Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("""{"resourceType":"Patient"}""")]
    [InlineData("""{"resourceType":"Bundle","entry":[]}""")]
    [InlineData("""{"resourceType":"Bundle","entry":[null,7,"x",[],{}]}""")]
    [InlineData("""{"resourceType":"Bundle","entry":{"resource":"Slot"}}""")]
    public void Given_a_document_without_a_slot_then_it_is_refused_for_want_of_one(string json) =>
        Assert.Equal(["Slot"], Refused(BookingDocuments.Parse(json)).Keys);

    [Theory]
    [InlineData("")]
    [InlineData("not json")]
    [InlineData("[]")]
    [InlineData("7")]
    [InlineData("""{"resourceType":"Slot","resourceType":"Slot"}""")]
    public void Given_what_is_not_one_resource_then_it_cannot_be_read(string text) =>
        Assert.IsType<SlotReading.Unreadable>(FhirSlotReader.Read(Encoding.UTF8.GetBytes(text)));

    [Fact]
    public void Given_a_byte_order_mark_then_it_is_passed_over() =>
        Assert.IsType<SlotReading.Read>(FhirSlotReader.Read((byte[])[0xEF, 0xBB, 0xBF, .. BookingDocuments.Bytes(BookingDocuments.Slots())]));

    private static JsonArray ServiceType(string code) =>
        new(new JsonObject { ["coding"] = new JsonArray(new JsonObject { ["system"] = "http://snomed.info/sct", ["code"] = code }) });

    private static JsonObject Changed(int entry, string field, string? json)
    {
        JsonObject bundle = BookingDocuments.Slots();
        JsonObject resource = BookingDocuments.ResourceOf(bundle, entry);
        resource.Remove(field);
        if (json is not null)
        {
            resource[field] = JsonNode.Parse(json);
        }

        return bundle;
    }

    private static IReadOnlyList<OfferedSlot> Read(JsonNode document) => Assert.IsType<SlotReading.Read>(FhirSlotReader.Read(BookingDocuments.Bytes(document))).Slots;

    private static IReadOnlyDictionary<string, IReadOnlyList<string>> Refused(JsonNode document) =>
        Assert.IsType<SlotReading.Refused>(FhirSlotReader.Read(BookingDocuments.Bytes(document))).Errors;
}
