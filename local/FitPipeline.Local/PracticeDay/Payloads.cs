using System.Globalization;
using System.Text.Json.Nodes;

namespace FitPipeline.Local.PracticeDay;

/// <summary>Referrals as practice systems send them.</summary>
internal static class Payloads
{
    // About as mixed as a northern town, so that a breakdown has something to show; one in twelve was not asked.
    private static readonly string[] Ethnicities = ["A", "A", "J", "A", "A", "K", "A", "N", "A", "A", "99", "A"];

    /// <summary>The practice of the day.</summary>
    public const string Practice = "A99001";

    /// <summary>The contract's own JSON.</summary>
    public static string Json(string referralId, Person person, Story story, DateTimeOffset at)
    {
        JsonObject patient = new()
        {
            ["nhsNumber"] = story.Faulty ? person.NhsNumber[..9] + (char)('0' + ((person.NhsNumber[9] - '0' + 1) % 10)) : person.NhsNumber,
            ["familyName"] = person.FamilyName,
            ["givenName"] = person.GivenName,
            ["dateOfBirth"] = person.DateOfBirth.ToString("O", CultureInfo.InvariantCulture),
            ["sex"] = person.Sex,
            ["address"] = new JsonObject
            {
                ["lines"] = new JsonArray(person.AddressLine, "Gateshead"),
                ["postcode"] = person.Postcode,
            },
            ["ethnicCategory"] = Ethnicities[person.Number % Ethnicities.Length],
            ["lsoa21"] = Neighbourhoods.Of(person.Number),
            ["language"] = "en",
            ["contact"] = new JsonObject { ["sms"] = true, ["formats"] = new JsonArray() },
        };
        if (person.Mobile is { } mobile)
        {
            patient["mobile"] = mobile;
        }

        JsonObject referral = new()
        {
            ["referralId"] = referralId,
            ["patient"] = patient,
            ["practice"] = new JsonObject { ["odsCode"] = Practice, ["clinician"] = "Dr A Khan" },
            ["clinical"] = new JsonObject
            {
                ["symptoms"] = Strings(story.Symptoms),
                ["findings"] = Strings(story.Findings),
                ["ironDeficiencyAnaemia"] = story.IronDeficiency,
                ["anaemia"] = story.IronDeficiency,
                ["concern"] = story.Concern,
            },
            ["requestedAt"] = at.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture),
        };
        return referral.ToJsonString();
    }

    /// <summary>A FHIR R4 collection, as systems that speak UK Core send it.</summary>
    public static string Fhir(string referralId, Person person, Story story, DateTimeOffset at)
    {
        const string snomed = "http://snomed.info/sct";
        const string patient = "urn:uuid:11111111-1111-1111-1111-111111111111";
        JsonObject concept(string code) => new() { ["coding"] = new JsonArray(new JsonObject { ["system"] = snomed, ["code"] = code }) };
        JsonArray reasons = [.. story.Symptoms.Concat(story.Findings).Select(word => concept(Snomed[word]))];
        JsonObject resource = new()
        {
            ["resourceType"] = "Patient",
            ["identifier"] = new JsonArray(new JsonObject { ["system"] = "https://fhir.nhs.uk/Id/nhs-number", ["value"] = person.NhsNumber }),
            ["name"] = new JsonArray(new JsonObject
            {
                ["use"] = "official",
                ["family"] = person.FamilyName,
                ["given"] = new JsonArray(person.GivenName),
            }),
            ["gender"] = person.Sex,
            ["birthDate"] = person.DateOfBirth.ToString("O", CultureInfo.InvariantCulture),
            ["telecom"] = person.Mobile is { } mobile
                ? new JsonArray(new JsonObject { ["system"] = "phone", ["use"] = "mobile", ["value"] = mobile })
                : new JsonArray(),
            ["address"] = new JsonArray(new JsonObject
            {
                ["use"] = "home",
                ["line"] = new JsonArray(person.AddressLine),
                ["city"] = "Gateshead",
                ["postalCode"] = person.Postcode,
            }),
        };
        JsonObject request = new()
        {
            ["resourceType"] = "ServiceRequest",
            ["identifier"] = new JsonArray(new JsonObject { ["system"] = "https://gp.example/referral", ["value"] = referralId }),
            ["status"] = "active",
            ["intent"] = "order",
            ["code"] = concept("1049361000000101"),
            ["subject"] = new JsonObject { ["reference"] = patient },
            ["authoredOn"] = at.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture),
            ["requester"] = new JsonObject
            {
                ["identifier"] = new JsonObject { ["system"] = "https://fhir.nhs.uk/Id/ods-organization-code", ["value"] = Practice },
                ["display"] = "Dr A Khan",
            },
            ["reasonCode"] = reasons,
        };

        // The practice says that there is no iron deficiency; silence would leave the question open.
        JsonObject noIronDeficiency = new()
        {
            ["resourceType"] = "Condition",
            ["subject"] = new JsonObject { ["reference"] = patient },
            ["code"] = concept("87522002"),
            ["verificationStatus"] = new JsonObject
            {
                ["coding"] = new JsonArray(new JsonObject
                {
                    ["system"] = "http://terminology.hl7.org/CodeSystem/condition-ver-status",
                    ["code"] = "refuted",
                }),
            },
        };
        return new JsonObject
        {
            ["resourceType"] = "Bundle",
            ["type"] = "collection",
            ["entry"] = new JsonArray(
                new JsonObject { ["fullUrl"] = "urn:uuid:55555555-5555-5555-5555-555555555555", ["resource"] = request },
                new JsonObject { ["fullUrl"] = patient, ["resource"] = resource },
                new JsonObject { ["fullUrl"] = "urn:uuid:77777777-7777-7777-7777-777777777777", ["resource"] = noIronDeficiency }),
        }.ToJsonString();
    }

    /// <summary>True when a story can be told in FHIR: everything in it has a code.</summary>
    public static bool HasCodes(Story story) =>
        story is { Faulty: false, IronDeficiency: false, Concern: false } && story.Symptoms.Concat(story.Findings).All(Snomed.ContainsKey);

    private static readonly Dictionary<string, string> Snomed = new()
    {
        ["change-in-bowel-habit"] = "88111009",
        ["rectal-bleeding"] = "12063002",
        ["abdominal-pain"] = "21522001",
        ["weight-loss"] = "89362005",
        ["rectal-mass"] = "248523006",
        ["anal-ulceration"] = "20928004",
        ["abdominal-mass"] = "271860004",
    };

    private static JsonArray Strings(string[] values) => new([.. values.Select(value => (JsonNode)value)]);
}
