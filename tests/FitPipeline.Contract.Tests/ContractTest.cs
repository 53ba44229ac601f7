using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;

namespace FitPipeline.Contract.Tests;

/// <summary>What every test of the contract needs: to call, and to bring a patient to a place.</summary>
[Collection(ContractCollection.Name)]
public abstract class ContractTest(RunningService service)
{
    private static int s_people = 1000;

    protected RunningService Service { get; } = service;

    protected async Task<Answer> SendAsync(
        HttpMethod method, string path, string? role, string? body = null, string type = "application/json", string? requestId = null)
    {
        using HttpRequestMessage request = new(method, path);
        if (role is not null)
        {
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", Service.Token(role));
        }

        request.Headers.Add("X-Request-ID", requestId ?? Guid.NewGuid().ToString());
        if (body is not null)
        {
            request.Content = new StringContent(body, Encoding.UTF8);
            request.Content.Headers.ContentType = MediaTypeHeaderValue.Parse(type);
        }

        using HttpResponseMessage response = await Service.Http.SendAsync(request);
        return new Answer(
            response.StatusCode, response.Headers, response.Content.Headers.ContentType?.MediaType, await response.Content.ReadAsStringAsync());
    }

    protected Task<Answer> GetAsync(string path, string? role) => SendAsync(HttpMethod.Get, path, role);

    protected Task<Answer> PostAsync(string path, string? role, JsonNode body) => SendAsync(HttpMethod.Post, path, role, body.ToJsonString());

    protected async Task<DateTimeOffset> NowAsync() =>
        DateTimeOffset.Parse((await GetAsync("/dev/clock", "admin"))["now"]!, CultureInfo.InvariantCulture);

    /// <summary>Moves virtual time on by an ISO 8601 duration.</summary>
    protected async Task ForwardAsync(string duration)
    {
        Answer answer = await PostAsync("/dev/clock", "admin", new JsonObject { ["by"] = duration });
        Assert.Equal(HttpStatusCode.OK, answer.Status);
    }

    /// <summary>A referral that is offered a kit, of a person nobody else is.</summary>
    protected static JsonObject Referral()
    {
        int number = Interlocked.Increment(ref s_people);
        return new JsonObject
        {
            ["referralId"] = "GP-" + Guid.NewGuid().ToString("N")[..12],
            ["patient"] = new JsonObject
            {
                ["nhsNumber"] = NhsNumber(number),
                ["familyName"] = "Testerby",
                ["givenName"] = "Sam",
                ["dateOfBirth"] = "1960-02-14",
                ["sex"] = "female",
                ["mobile"] = "07700900" + (number % 1000).ToString("000", CultureInfo.InvariantCulture),
                ["address"] = new JsonObject { ["lines"] = new JsonArray("1 Example Street", "Gateshead"), ["postcode"] = "NE8 1AA" },
                ["ethnicCategory"] = "A",
                ["lsoa21"] = "E01008162",
                ["language"] = "en",
                ["contact"] = new JsonObject { ["sms"] = true, ["formats"] = new JsonArray() },
            },
            ["practice"] = new JsonObject { ["odsCode"] = "A99001", ["clinician"] = "Dr A Khan" },
            ["clinical"] = new JsonObject
            {
                ["symptoms"] = new JsonArray("change-in-bowel-habit"),
                ["findings"] = new JsonArray(),
                ["ironDeficiencyAnaemia"] = false,
                ["anaemia"] = false,
                ["concern"] = false,
            },
            ["requestedAt"] = "2026-01-05T08:12:00Z",
        };
    }

    protected async Task<(string JourneyId, JsonObject Referral)> ReferredAsync(Action<JsonObject>? change = null)
    {
        JsonObject referral = Referral();
        change?.Invoke(referral);
        Answer answer = await PostAsync("/api/referrals", "gp", referral);
        Assert.True(answer.Status is HttpStatusCode.Accepted, answer.Text);
        return (answer["journeyId"]!, referral);
    }

    protected static string NewKit() => "FIT-" + Guid.NewGuid().ToString("N")[..12].ToUpperInvariant();

    protected async Task<string> ScanAsync(string kind, string kit, string? journey = null, string role = "kitDesk", Action<JsonObject>? change = null)
    {
        JsonObject scan = new()
        {
            ["scanId"] = Guid.NewGuid().ToString(),
            ["kind"] = kind,
            ["kitId"] = kit,
            ["at"] = (await NowAsync()).ToString("O", CultureInfo.InvariantCulture),
        };
        if (journey is not null)
        {
            scan["journeyId"] = journey;
        }

        if (kind == "posted")
        {
            scan["lot"] = "L0001";
            scan["expiresOn"] = "2027-12-31";
        }

        change?.Invoke(scan);
        Answer answer = await PostAsync("/api/kits/scans", role, new JsonObject { ["scans"] = new JsonArray(scan) });
        Assert.True(answer.Status is HttpStatusCode.OK, answer.Text);
        return (string)answer.Json["outcomes"]![0]!["outcome"]!;
    }

    /// <summary>A journey whose kit is at the laboratory.</summary>
    protected async Task<(string JourneyId, string Kit, JsonObject Referral)> AtTheLaboratoryAsync(Action<JsonObject>? change = null)
    {
        (string journey, JsonObject referral) = await ReferredAsync(change);
        string kit = NewKit();
        Assert.Equal("accepted", await ScanAsync("posted", kit, journey));
        Assert.Equal("accepted", await ScanAsync("received", kit));
        return (journey, kit, referral);
    }

    protected async Task<string> CsvAsync(
        string kit, JsonObject referral, string value, string unit = "ug/g", string analyser = "hm-jackarc", string status = "final",
        string reason = "", string? labNumber = null, Action<Dictionary<string, string>>? change = null)
    {
        DateTimeOffset now = await NowAsync();
        JsonObject patient = (JsonObject)referral["patient"]!;
        Dictionary<string, string> row = new()
        {
            ["kitId"] = kit,
            ["nhsNumber"] = (string)patient["nhsNumber"]!,
            ["familyName"] = (string)patient["familyName"]!,
            ["dateOfBirth"] = (string)patient["dateOfBirth"]!,
            ["collectedOn"] = now.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
            ["receivedAt"] = now.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture),
            ["resultAt"] = now.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture),
            ["value"] = value,
            ["unit"] = unit,
            ["analyser"] = analyser,
            ["labNumber"] = labNumber ?? "LAB-" + kit,
            ["status"] = status,
            ["reason"] = reason,
        };
        change?.Invoke(row);
        return string.Join(',', row.Keys) + "\r\n" + string.Join(',', row.Values) + "\r\n";
    }

    protected Task<Answer> HandInAsync(string content, string ending = "csv") =>
        SendAsync(HttpMethod.Put, $"/api/lab/files/{Guid.NewGuid():N}.{ending}", "lab", content, "application/octet-stream");

    /// <summary>A journey with a reported value.</summary>
    protected async Task<(string JourneyId, string Kit, JsonObject Referral)> ResultedAsync(string value, Action<JsonObject>? change = null)
    {
        (string journey, string kit, JsonObject referral) = await AtTheLaboratoryAsync(change);
        Answer answer = await HandInAsync(await CsvAsync(kit, referral, value));
        Assert.True(answer.Json["accepted"]?.GetValue<int>() == 1, answer.Text);
        return (journey, kit, referral);
    }

    protected async Task<JsonObject> JourneyAsync(string journey, string role = "triage")
    {
        Answer answer = await GetAsync("/api/journeys/" + journey, role);
        Assert.True(answer.Status is HttpStatusCode.OK, answer.Text);
        return answer.Json;
    }

    protected async Task<string> StateAsync(string journey) => (string)(await JourneyAsync(journey))["state"]!;

    /// <summary>Everything a list holds, over all its pages.</summary>
    protected async Task<List<JsonObject>> ListAsync(string path, string role)
    {
        List<JsonObject> items = [];
        string? after = null;
        do
        {
            Answer answer = await GetAsync(
                after is null ? path : path + (path.Contains('?', StringComparison.Ordinal) ? "&" : "?") + "after=" + Uri.EscapeDataString(after), role);
            Assert.True(answer.Status is HttpStatusCode.OK, answer.Text);
            JsonArray page = (JsonArray)answer.Json["items"]!;
            Assert.True(page.Count <= 200);
            items.AddRange(page.Select(item => (JsonObject)item!));
            after = (string?)answer.Json["next"];
        }
        while (after is not null);
        return items;
    }

    protected static void AssertProblem(Answer answer, HttpStatusCode status)
    {
        Assert.True(answer.Status == status, $"{answer.Status}: {answer.Text}");
        Assert.Equal("application/problem+json", answer.ContentType);
        Assert.False(string.IsNullOrWhiteSpace(answer["title"]));
        Assert.False(string.IsNullOrWhiteSpace(answer["detail"]));
        Assert.False(string.IsNullOrWhiteSpace(answer["requestId"]));
        Assert.IsType<JsonObject>(answer.Json["errors"]);
        Assert.DoesNotContain("Exception", answer.Text, StringComparison.Ordinal);
    }

    // Synthetic: the 999 range, with its check digit.
    private static string NhsNumber(int number)
    {
        for (int stem = number * 11; ; stem++)
        {
            string nine = "9991" + stem.ToString("00000", CultureInfo.InvariantCulture);
            int check = (11 - (nine.Select((digit, i) => (digit - '0') * (10 - i)).Sum() % 11)) % 11;
            if (check != 10)
            {
                return nine + check.ToString(CultureInfo.InvariantCulture);
            }
        }
    }
}
