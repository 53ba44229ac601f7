using System.Globalization;
using System.Text.Json.Nodes;
using FitPipeline.Local.PracticeDay;

namespace FitPipeline.Web.Tests;

/// <summary>A demonstration without the practice day's people: only those a test refers, who do only what it says.</summary>
public class Ward : Demonstration
{
    private int _referred;

    protected override bool HasPeople => false;

    /// <summary>Refers somebody nobody has referred before.</summary>
    internal async Task<(string Journey, Person Person)> ReferAsync(bool concern = false, bool hasMobile = true)
    {
        int number = Interlocked.Increment(ref _referred);
        DateTimeOffset now = await NowAsync();
        Person person = Person.Of(number, 61, DateOnly.FromDateTime(now.UtcDateTime), hasMobile);
        string body = Payloads.Json($"GP-{number:000000}", person, new Story("a test's") { Concern = concern }, now.AddMinutes(-5));
        JsonNode answer = (await SendAsync("gp", HttpMethod.Post, "/api/referrals", body, "application/json"))!;
        return ((string)answer["journeyId"]!, person);
    }

    /// <summary>Posts a kit to somebody as a scanner would.</summary>
    internal Task PostAsync(string journey, string kit) => PostAsync([(journey, kit)]);

    /// <summary>Posts kits to many at once.</summary>
    internal Task PostAsync(IReadOnlyList<(string Journey, string Kit)> kits) => ScanAsync([.. kits.Select(one => new JsonObject
    {
        ["kind"] = "posted",
        ["kitId"] = one.Kit,
        ["journeyId"] = one.Journey,
        ["lot"] = "L-WARD",
        ["expiresOn"] = "2027-12-31",
    })]);

    /// <summary>Scans a kit that was posted before.</summary>
    internal Task ScanAsync(string kind, string kit) => ScanAsync([new JsonObject { ["kind"] = kind, ["kitId"] = kit }]);

    private async Task ScanAsync(JsonObject[] scans)
    {
        string at = Iso((await NowAsync()).AddMinutes(-1));
        foreach (JsonObject scan in scans)
        {
            scan["scanId"] = Guid.NewGuid().ToString();
            scan["at"] = at;
        }

        JsonNode answer = (await CallAsync("kitDesk", HttpMethod.Post, "/api/kits/scans", new JsonObject { ["scans"] = new JsonArray([.. scans]) }))!;
        Assert.All((JsonArray)answer["outcomes"]!, outcome => Assert.Equal("accepted", (string?)outcome!["outcome"]));
    }

    /// <summary>Hands in the laboratory's report on a kit.</summary>
    internal async Task ReportAsync(string kit, Person person, string value, string labNumber)
    {
        DateTimeOffset now = await NowAsync();
        string taken = DateOnly.FromDateTime(now.AddDays(-1).UtcDateTime).ToString("O", CultureInfo.InvariantCulture);
        string csv = "kitId,nhsNumber,familyName,dateOfBirth,collectedOn,receivedAt,resultAt,value,unit,analyser,labNumber,status,reason\n"
            + $"{kit},{person.NhsNumber},{person.FamilyName},{person.DateOfBirth:yyyy-MM-dd},{taken},{Iso(now.AddHours(-2))},{Iso(now.AddHours(-1))},{value},ug/g,hm-jackarc,{labNumber},final,\n";
        await SendAsync("lab", HttpMethod.Put, $"/api/lab/files/{labNumber}.csv", csv, "text/csv");
    }

    /// <summary>Somebody whose result a clinician must acknowledge.</summary>
    internal async Task<(string Journey, Person Person)> WithResultAsync(string value, bool concern = false)
    {
        (string journey, Person person) = await ReferAsync(concern);
        string kit = $"FIT-WARD-{person.Number:0000}";
        await PostAsync(journey, kit);
        await ForwardAsync("P3D");
        await ReportAsync(kit, person, value, $"WARD{person.Number:0000}");
        return (journey, person);
    }

    /// <summary>Where virtual time is.</summary>
    internal async Task<DateTimeOffset> NowAsync() => (DateTimeOffset)(await CallAsync("admin", HttpMethod.Get, "/dev/clock"))!["now"]!;

    /// <summary>Where a journey is.</summary>
    internal async Task<JsonNode> JourneyAsync(string journey) => (await CallAsync("triage", HttpMethod.Get, "/api/journeys/" + journey))!;

    private static string Iso(DateTimeOffset at) => at.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture);
}
