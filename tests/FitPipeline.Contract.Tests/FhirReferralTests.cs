using System.Net;
using System.Text.Json.Nodes;

namespace FitPipeline.Contract.Tests;

public sealed class FhirReferralTests(RunningService service) : ContractTest(service)
{
    private const string Media = "application/fhir+json";
    private const string RequestUrl = "urn:uuid:55555555-5555-5555-5555-555555555555";
    private const string PatientUrl = "urn:uuid:11111111-1111-1111-1111-111111111111";

    // Change in bowel habit.
    private const string Reason = "88111009";

    [Theory]
    [InlineData("collection")]
    [InlineData("transaction")]
    [InlineData("message")]
    [InlineData("relative")]
    [InlineData("contained")]
    public async Task A_referral_in_fhir_is_answered_like_one_in_json(string shape)
    {
        JsonObject referral = Referral();
        Answer answer = await FhirAsync(Shaped(shape, referral));

        Assert.True(answer.Status is HttpStatusCode.Accepted, answer.Text);
        Assert.Equal("fitIndicated", answer["decision"]);
        Assert.Equal("Referred", answer["state"]);
        Assert.Equal("kitDesk", (string?)answer.Json["nextAction"]!["owner"]);
        Assert.False((bool)answer.Json["duplicate"]!);
        JsonObject patient = (JsonObject)(await JourneyAsync(answer["journeyId"]!))["patient"]!;
        Assert.Equal((string?)referral["patient"]!["nhsNumber"], (string?)patient["nhsNumber"]);
        Assert.Equal((string?)referral["patient"]!["familyName"], (string?)patient["familyName"]);
        Assert.Equal((string?)referral["patient"]!["dateOfBirth"], (string?)patient["dateOfBirth"]);

        Answer again = await FhirAsync(Shaped(shape, referral));
        Assert.Equal(answer["journeyId"], again["journeyId"]);
        Assert.True((bool)again.Json["duplicate"]!);
    }

    [Fact]
    public async Task A_rectal_mass_in_fhir_never_waits_for_a_kit()
    {
        Answer answer = await FhirAsync(Collection(Referral(), "248523006"));
        Assert.True(answer.Status is HttpStatusCode.OK, answer.Text);
        Assert.Equal("referWithoutFit", answer["decision"]);
    }

    [Fact]
    public async Task A_reason_without_a_known_code_is_refused_for_it_may_be_the_one_that_says_not_to_wait()
    {
        Answer answer = await FhirAsync(Collection(Referral(), "404684003"));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.Status);
        AssertRefused(answer);
    }

    [Fact]
    public async Task What_is_no_fhir_referral_is_refused_and_not_repeated()
    {
        foreach (string body in (string[])["{ not json", "[]", """{"resourceType":"Patient"}""", """{"resourceType":"Bundle","type":"collection","entry":[]}""",
            """{"resourceType":"Quokka Quokkaby 9990000018"}"""])
        {
            Answer answer = await SendAsync(HttpMethod.Post, "/api/referrals", "gp", body, Media);
            Assert.True(answer.Status is HttpStatusCode.BadRequest or HttpStatusCode.UnprocessableEntity, $"{body}: {answer.Status}");
            AssertRefused(answer);
            Assert.DoesNotContain("Quokka", answer.Text, StringComparison.OrdinalIgnoreCase);
        }
    }

    [Fact]
    public async Task A_practice_cannot_refer_for_another_in_fhir_either()
    {
        JsonObject referral = Referral();
        referral["practice"]!["odsCode"] = "B99002";
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await FhirAsync(Collection(referral))).Status);
    }

    [Fact]
    public async Task Whoever_refers_in_fhir_is_refused_in_fhir_with_the_receivers_code_whatever_the_reason()
    {
        JsonObject other = Referral();
        other["practice"]!["odsCode"] = "B99002";
        AssertRefused(await FhirAsync(Collection(other)), HttpStatusCode.UnprocessableEntity, "REC_UNPROCESSABLE_ENTITY");

        // Rectal bleeding alone: whether a kit is offered turns on iron deficiency, of which nothing is said.
        JsonObject young = Referral();
        young["patient"]!["dateOfBirth"] = Text(Today.AddYears(-30));
        Answer insufficient = await FhirAsync(Collection(young, "12063002"));
        AssertRefused(insufficient, HttpStatusCode.UnprocessableEntity, "REC_UNPROCESSABLE_ENTITY");

        JsonObject used = Referral();
        Assert.Equal(HttpStatusCode.Accepted, (await FhirAsync(Collection(used))).Status);
        AssertRefused(await FhirAsync(Collection(used, "248523006")), HttpStatusCode.Conflict, "REC_CONFLICT");
        AssertRefused(
            await SendAsync(HttpMethod.Post, "/api/referrals", "gp", "{ not json", Media), HttpStatusCode.BadRequest, "REC_BAD_REQUEST");
    }

    [Fact]
    public async Task Anybody_may_ask_what_is_spoken_of_fhir_here()
    {
        Answer answer = await GetAsync("/api/metadata", null);

        Assert.Equal(HttpStatusCode.OK, answer.Status);
        Assert.Equal(Media, answer.ContentType);
        Assert.Equal("CapabilityStatement", answer["resourceType"]);
        Assert.Equal("4.0.1", answer["fhirVersion"]);
        Assert.Equal(("active", "instance"), (answer["status"], answer["kind"]));
        Assert.Contains(Media, ((JsonArray)answer.Json["format"]!).Select(format => (string?)format));
        JsonObject messaging = (JsonObject)Assert.Single((JsonArray)answer.Json["messaging"]!)!;
        Assert.Equal("/api/referrals", (string?)messaging["endpoint"]![0]!["address"]);
        Assert.Equal("receiver", (string?)messaging["supportedMessage"]![0]!["mode"]);
        Assert.EndsWith("bars-message-servicerequest-request-referral", (string)messaging["supportedMessage"]![0]!["definition"]!, StringComparison.Ordinal);
    }

    private static void AssertRefused(Answer answer, HttpStatusCode status, string code)
    {
        Assert.True(answer.Status == status, $"{answer.Status}: {answer.Text}");
        AssertRefused(answer);
        Assert.All((JsonArray)answer.Json["issue"]!, issue =>
        {
            Assert.Equal(code, (string?)issue!["details"]!["coding"]![0]!["code"]);
            Assert.False(string.IsNullOrWhiteSpace((string?)issue["diagnostics"]));
        });
    }

    private static void AssertRefused(Answer answer)
    {
        Assert.Equal(Media, answer.ContentType);
        Assert.Equal("OperationOutcome", answer["resourceType"]);
        Assert.NotEmpty((JsonArray)answer.Json["issue"]!);
    }

    private async Task<Answer> FhirAsync(JsonObject resource)
    {
        Answer answer = await SendAsync(HttpMethod.Post, "/api/referrals", "gp", resource.ToJsonString(), Media);
        if (answer.ContentType == "application/json")
        {
            Remember(answer["journeyId"]!);
        }

        return answer;
    }

    private static JsonObject Shaped(string shape, JsonObject referral) => shape switch
    {
        "contained" => Contained(referral),
        "message" => Message(referral),
        "transaction" => Transaction(referral),
        "relative" => Bundle("collection", Entry("https://gp.example/ServiceRequest/1", Request(referral, "Patient/2", Reason)), Entry("https://gp.example/Patient/2", Patient(referral))),
        _ => Collection(referral),
    };

    private static JsonObject Collection(JsonObject referral, string reason = Reason) =>
        Bundle("collection", Entry(RequestUrl, Request(referral, PatientUrl, reason)), Entry(PatientUrl, Patient(referral)));

    private static JsonObject Message(JsonObject referral) => Bundle(
        "message",
        Entry("urn:uuid:99999999-9999-9999-9999-999999999999", new JsonObject
        {
            ["resourceType"] = "MessageHeader",
            ["eventCoding"] = new JsonObject { ["system"] = "https://fhir.nhs.uk/CodeSystem/message-events-bars", ["code"] = "servicerequest-request" },
            ["source"] = new JsonObject { ["endpoint"] = "https://gp.example" },
            ["reason"] = new JsonObject
            {
                ["coding"] = new JsonArray(new JsonObject { ["system"] = "https://fhir.nhs.uk/CodeSystem/message-reason-bars", ["code"] = "new" }),
            },
            ["focus"] = new JsonArray(new JsonObject { ["reference"] = RequestUrl }),
        }),
        Entry(RequestUrl, Request(referral, PatientUrl, Reason)),
        Entry(PatientUrl, Patient(referral)));

    private static JsonObject Transaction(JsonObject referral)
    {
        JsonObject bundle = Collection(referral);
        bundle["type"] = "transaction";
        foreach (JsonNode? entry in (JsonArray)bundle["entry"]!)
        {
            entry!["request"] = new JsonObject { ["method"] = "POST", ["url"] = (string?)entry["resource"]!["resourceType"] };
        }

        return bundle;
    }

    private static JsonObject Bundle(string type, params JsonObject[] entries) => new()
    {
        ["resourceType"] = "Bundle",
        ["type"] = type,
        ["entry"] = new JsonArray([.. entries]),
    };

    private static JsonObject Entry(string url, JsonObject resource) => new() { ["fullUrl"] = url, ["resource"] = resource };

    private static JsonObject Contained(JsonObject referral)
    {
        JsonObject patient = Patient(referral);
        patient["id"] = "patient";
        JsonObject request = Request(referral, "#patient", Reason);
        request["contained"] = new JsonArray(patient);
        return request;
    }

    private static JsonObject Request(JsonObject referral, string subject, string reason) => new()
    {
        ["resourceType"] = "ServiceRequest",
        ["identifier"] = new JsonArray(new JsonObject { ["system"] = "https://gp.example/referral", ["value"] = (string?)referral["referralId"] }),
        ["status"] = "active",
        ["intent"] = "order",
        ["code"] = Coded("1049361000000101"),
        ["subject"] = new JsonObject { ["reference"] = subject },
        ["authoredOn"] = (string?)referral["requestedAt"],
        ["requester"] = new JsonObject
        {
            ["identifier"] = new JsonObject { ["system"] = "https://fhir.nhs.uk/Id/ods-organization-code", ["value"] = (string?)referral["practice"]!["odsCode"] },
            ["display"] = "Dr A Khan",
        },
        ["reasonCode"] = new JsonArray(Coded(reason)),
    };

    private static JsonObject Patient(JsonObject referral)
    {
        JsonObject patient = (JsonObject)referral["patient"]!;
        return new JsonObject
        {
            ["resourceType"] = "Patient",
            ["identifier"] = new JsonArray(new JsonObject { ["system"] = "https://fhir.nhs.uk/Id/nhs-number", ["value"] = (string?)patient["nhsNumber"] }),
            ["name"] = new JsonArray(new JsonObject
            {
                ["use"] = "official",
                ["family"] = (string?)patient["familyName"],
                ["given"] = new JsonArray((string?)patient["givenName"]),
            }),
            ["gender"] = (string?)patient["sex"],
            ["birthDate"] = (string?)patient["dateOfBirth"],
            ["telecom"] = new JsonArray(new JsonObject { ["system"] = "phone", ["use"] = "mobile", ["value"] = (string?)patient["mobile"] }),
            ["address"] = new JsonArray(new JsonObject
            {
                ["use"] = "home",
                ["line"] = new JsonArray("1 Example Street"),
                ["city"] = "Gateshead",
                ["postalCode"] = "NE8 1AA",
            }),
        };
    }

    private static JsonObject Coded(string code) => new()
    {
        ["coding"] = new JsonArray(new JsonObject { ["system"] = "http://snomed.info/sct", ["code"] = code }),
    };
}
