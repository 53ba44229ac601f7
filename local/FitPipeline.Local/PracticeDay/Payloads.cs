using System.Globalization;
using System.Text.Json.Nodes;

namespace FitPipeline.Local.PracticeDay;

/// <summary>Referrals as practice systems send them.</summary>
internal static class Payloads
{
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
            ["ethnicCategory"] = person.Number % 9 == 0 ? "J" : "A",
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

    private static JsonArray Strings(string[] values) => new([.. values.Select(value => (JsonNode)value)]);
}
