using System.Net;
using System.Text.Json.Nodes;

namespace FitPipeline.Contract.Tests;

public sealed class FhirReferralTests(RunningService service) : ContractTest(service)
{
    private const string Media = "application/fhir+json";

    [Theory]
    [InlineData("collection")]
    [InlineData("contained")]
    public async Task A_referral_in_fhir_is_answered_like_one_in_json(string shape)
    {
        JsonObject referral = Referral();
        Answer answer = await FhirAsync(shape == "contained" ? Contained(referral) : Collection(referral));

        Assert.True(answer.Status is HttpStatusCode.Accepted, answer.Text);
        Assert.Equal("fitIndicated", answer["decision"]);
        Assert.Equal("Referred", answer["state"]);
        Assert.Equal("kitDesk", (string?)answer.Json["nextAction"]!["owner"]);
        Assert.False((bool)answer.Json["duplicate"]!);
        JsonObject patient = (JsonObject)(await JourneyAsync(answer["journeyId"]!))["patient"]!;
        Assert.Equal((string?)referral["patient"]!["nhsNumber"], (string?)patient["nhsNumber"]);
        Assert.Equal((string?)referral["patient"]!["familyName"], (string?)patient["familyName"]);
        Assert.Equal((string?)referral["patient"]!["dateOfBirth"], (string?)patient["dateOfBirth"]);

        Answer again = await FhirAsync(shape == "contained" ? Contained(referral) : Collection(referral));
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

    private static JsonObject Collection(JsonObject referral, string reason = "88111009") => new()
    {
        ["resourceType"] = "Bundle",
        ["type"] = "collection",
        ["entry"] = new JsonArray(
            new JsonObject { ["fullUrl"] = "urn:uuid:55555555-5555-5555-5555-555555555555", ["resource"] = Request(referral, "urn:uuid:11111111-1111-1111-1111-111111111111", reason) },
            new JsonObject { ["fullUrl"] = "urn:uuid:11111111-1111-1111-1111-111111111111", ["resource"] = Patient(referral) }),
    };

    private static JsonObject Contained(JsonObject referral)
    {
        JsonObject patient = Patient(referral);
        patient["id"] = "patient";
        JsonObject request = Request(referral, "#patient", "88111009");
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
