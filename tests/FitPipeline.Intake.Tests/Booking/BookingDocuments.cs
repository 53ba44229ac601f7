using System.Text.Json.Nodes;

namespace FitPipeline.Intake.Tests;

/// <summary>What a booking system that speaks FHIR sends, to be broken one field at a time.</summary>
internal static class BookingDocuments
{
    internal const string Journey = "j-00000000000000000000000000";
    internal const string OtherJourney = "j-00000000000000000000000001";

    /// <summary>A searchset of one slot, its Schedule, the HealthcareService and the Location; entries in this order.</summary>
    internal static JsonObject Slots() => Parse(
        """
        {"resourceType":"Bundle","type":"searchset","entry":[
          {"fullUrl":"urn:uuid:1","resource":{"resourceType":"Slot","id":"S-1.a","status":"free","schedule":{"reference":"Schedule/list-3"},
            "serviceType":[{"coding":[{"system":"http://snomed.info/sct","code":"73761001"}]}],
            "start":"2026-07-06T09:30:00+01:00","end":"2026-07-06T10:15:00+01:00"}},
          {"fullUrl":"urn:uuid:2","resource":{"resourceType":"Schedule","id":"list-3","actor":[{"reference":"HealthcareService/hs"}]}},
          {"fullUrl":"urn:uuid:3","resource":{"resourceType":"HealthcareService","id":"hs","location":[{"reference":"Location/l"}]}},
          {"fullUrl":"urn:uuid:4","resource":{"resourceType":"Location","id":"l","name":"Endoscopy, Queen's Road"}}
        ]}
        """);

    /// <summary>One appointment that is booked.</summary>
    internal static JsonObject Appointment() => Parse(
        $$$"""
        {"resourceType":"Appointment","id":"A-1.b","status":"booked","slot":[{"reference":"Slot/S-1.a"}],
          "basedOn":[{"identifier":{"system":"urn:fitpipeline:journey","value":"{{{Journey}}}"}}],
          "cancelationReason":{"coding":[{"system":"http://terminology.hl7.org/CodeSystem/appointment-cancellation-reason","code":"pat-crs"}]},
          "extension":[{"url":"urn:fitpipeline:finding","valueCode":"adenoma"}],
          "participant":[{"actor":{"reference":"urn:uuid:788660eb-d2c9-4773-abd4-318484673fb2"},"status":"accepted",
            "type":[{"coding":[{"system":"http://terminology.hl7.org/CodeSystem/v3-ParticipationType","code":"ATND"}]}]}]}
        """);

    internal static JsonObject ResourceOf(JsonObject bundle, int entry) => (JsonObject)bundle["entry"]![entry]!["resource"]!;

    internal static JsonObject Parse(string json) => (JsonObject)JsonNode.Parse(json)!;

    /// <summary>The document's bytes; "half a pair" in it becomes half of a surrogate pair, which no object here can hold.</summary>
    internal static byte[] Bytes(JsonNode document) =>
        System.Text.Encoding.UTF8.GetBytes(document.ToJsonString().Replace("half a pair", "\\ud800", StringComparison.Ordinal));
}
