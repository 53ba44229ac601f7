using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;

namespace FitPipeline.Contract.Tests;

/// <summary>
/// What every test of the contract needs: to call, and to bring a patient to a place. A test's patients and slots leave
/// with it, so that time moved by another test has nothing to do for them.
/// </summary>
[Collection(ContractCollection.Name)]
public abstract class ContractTest(RunningService service) : IAsyncLifetime
{
    private static int s_people = 1000;
    private static int s_mobiles;
    private readonly List<string> _journeys = [];
    private readonly List<string> _slots = [];

    protected RunningService Service { get; } = service;

    protected DateTimeOffset Now => Service.Now;

    protected DateOnly Today => LondonCalendar.DateOf(Now);

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync()
    {
        foreach (string journey in _journeys)
        {
            await DecideAsync(journey, "patientDied");
        }

        foreach (string slot in _slots)
        {
            await SendAsync(HttpMethod.Delete, "/api/slots/" + slot, "bookingDesk");
        }
    }

    /// <summary>Calls as a role of the tokens file, or with a token of one's own; without either when both are null.</summary>
    protected async Task<Answer> SendAsync(
        HttpMethod method, string path, string? role, string? body = null, string type = "application/json", string? requestId = null, string? token = null,
        string? accept = null)
    {
        using HttpRequestMessage request = new(method, path);
        if ((token ?? (role is null ? null : Service.Token(role))) is { } bearer)
        {
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", bearer);
        }

        request.Headers.Add("X-Request-ID", requestId ?? Guid.NewGuid().ToString());
        if (accept is not null)
        {
            request.Headers.Add("Accept", accept);
        }

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

    protected Task<Answer> PostAsync(string path, string? role, JsonNode body, string? requestId = null) =>
        SendAsync(HttpMethod.Post, path, role, body.ToJsonString(), requestId: requestId);

    /// <summary>A token for another practice: the tokens file's own, or a new one.</summary>
    protected async Task<string> PracticeTokenAsync(string practice) => Service.PracticeToken(practice) ?? await MintAsync("gp", practice);

    /// <summary>A new token.</summary>
    protected async Task<string> MintAsync(string role, string? practice)
    {
        Answer answer = await PostAsync("/api/tokens", "admin", new JsonObject { ["role"] = role, ["practice"] = practice });
        if (answer.Status is HttpStatusCode.NotFound)
        {
            throw new NotOfferedException("to mint tokens");
        }

        Assert.True((int)answer.Status is 200 or 201, answer.Text);
        return answer["token"]!;
    }

    /// <summary>Moves virtual time on by an ISO 8601 duration.</summary>
    protected Task ForwardAsync(string duration) => Service.MoveAsync(new JsonObject { ["by"] = duration });

    /// <summary>Moves virtual time on to an instant.</summary>
    protected Task ToAsync(DateTimeOffset instant) => Service.MoveAsync(new JsonObject { ["to"] = Text(instant) });

    /// <summary>Waits until every effect is done, without moving time.</summary>
    protected Task QuietAsync() => Service.QuietAsync();

    /// <summary>Moves time on, if need be, to when texts leave at once: 10:00 to 15:00 in London on a working day.</summary>
    protected async Task InOfficeHoursAsync()
    {
        TimeOnly time = LondonCalendar.TimeOf(Now);
        if (!LondonCalendar.IsWorkingDay(Today) || time < new TimeOnly(10, 0) || time > new TimeOnly(15, 0))
        {
            bool today = LondonCalendar.IsWorkingDay(Today) && time < new TimeOnly(10, 0);
            await ToAsync(LondonCalendar.At(today ? Today : LondonCalendar.WorkingDayAfter(Today), 10));
        }
    }

    /// <summary>A referral that is offered a kit, of a person nobody else is, with a mobile nobody else has.</summary>
    protected JsonObject Referral(bool mobile = true)
    {
        int number = Interlocked.Increment(ref s_people);
        JsonObject referral = new()
        {
            ["referralId"] = "GP-" + Guid.NewGuid().ToString("N")[..12],
            ["patient"] = new JsonObject
            {
                ["nhsNumber"] = NhsNumber(number),
                ["familyName"] = "Testerby",
                ["givenName"] = "Sam",
                ["dateOfBirth"] = "1960-02-14",
                ["sex"] = "female",
                ["address"] = new JsonObject { ["lines"] = new JsonArray(number + " Example Street", "Gateshead"), ["postcode"] = "NE8 1AA" },
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
            ["requestedAt"] = Text(Now.AddHours(-1)),
        };
        if (mobile)
        {
            // Ofcom's invented numbers are a thousand; one that two people share is not texted as another is.
            int line = Interlocked.Increment(ref s_mobiles);
            Assert.True(line < 1000, "Every invented mobile is taken; make patients who are not texted without one.");
            referral["patient"]!["mobile"] = "07700900" + line.ToString("000", CultureInfo.InvariantCulture);
        }

        return referral;
    }

    protected async Task<(string JourneyId, JsonObject Referral)> ReferredAsync(
        Action<JsonObject>? change = null, string? token = null, bool mobile = true)
    {
        JsonObject referral = Referral(mobile);
        change?.Invoke(referral);
        Answer answer = await SendAsync(HttpMethod.Post, "/api/referrals", "gp", referral.ToJsonString(), token: token);
        Assert.True(answer.Status is HttpStatusCode.Accepted, answer.Text);
        _journeys.Add(answer["journeyId"]!);
        return (answer["journeyId"]!, referral);
    }

    /// <summary>Sends a referral, whatever becomes of it.</summary>
    protected async Task<Answer> ReferAsync(JsonObject referral, string? requestId = null)
    {
        Answer answer = await PostAsync("/api/referrals", "gp", referral, requestId);
        if (answer.ContentType == "application/json" && answer["journeyId"] is { } journey)
        {
            _journeys.Add(journey);
        }

        return answer;
    }

    protected static string NewKit() => "FIT-" + Guid.NewGuid().ToString("N")[..12].ToUpperInvariant();

    protected JsonObject Scan(string kind, string kit, string? journey = null)
    {
        JsonObject scan = new()
        {
            ["scanId"] = Guid.NewGuid().ToString(),
            ["kind"] = kind,
            ["kitId"] = kit,
            ["at"] = Text(Now),
        };
        if (journey is not null)
        {
            scan["journeyId"] = journey;
        }

        if (kind == "posted")
        {
            scan["lot"] = "L0001";
            scan["expiresOn"] = Text(Today.AddYears(1));
        }

        return scan;
    }

    /// <summary>Sends scans together; the outcomes come in the order sent.</summary>
    protected async Task<List<JsonObject>> ScanAsync(string role, params JsonObject[] scans)
    {
        Answer answer = await PostAsync("/api/kits/scans", role, new JsonObject { ["scans"] = new JsonArray([.. scans.Select(scan => scan.DeepClone())]) });
        Assert.True(answer.Status is HttpStatusCode.OK, answer.Text);
        return [.. ((JsonArray)answer.Json["outcomes"]!).Select(outcome => (JsonObject)outcome!)];
    }

    /// <summary>Sends one scan that must be taken in.</summary>
    protected async Task ScannedAsync(string kind, string kit, string? journey = null)
    {
        JsonObject outcome = (await ScanAsync("kitDesk", Scan(kind, kit, journey)))[0];
        Assert.True((string?)outcome["outcome"] == "accepted", outcome.ToJsonString());
    }

    /// <summary>A journey whose kit is with the patient.</summary>
    protected async Task<(string JourneyId, string Kit, JsonObject Referral)> PostedAsync(Action<JsonObject>? change = null)
    {
        (string journey, JsonObject referral) = await ReferredAsync(change);
        string kit = NewKit();
        await ScannedAsync("posted", kit, journey);
        return (journey, kit, referral);
    }

    /// <summary>A journey whose kit is at the laboratory.</summary>
    protected async Task<(string JourneyId, string Kit, JsonObject Referral)> AtTheLaboratoryAsync(Action<JsonObject>? change = null)
    {
        (string journey, string kit, JsonObject referral) = await PostedAsync(change);
        await ScannedAsync("received", kit);
        return (journey, kit, referral);
    }

    /// <summary>Hands a laboratory file in over HTTP.</summary>
    protected Task<Answer> HandInAsync(string content, string ending = "csv") =>
        SendAsync(HttpMethod.Put, $"/api/lab/files/{Guid.NewGuid():N}.{ending}", "lab", content, "application/octet-stream");

    /// <summary>Hands a file of one report in; the answer says what became of it.</summary>
    protected Task<Answer> ReportAsync(LabReport report) => HandInAsync(LabReport.Csv(report));

    /// <summary>Reports a value that must be taken in.</summary>
    protected async Task ReportedAsync(LabReport report)
    {
        Answer answer = await ReportAsync(report);
        Assert.True(answer.Json["accepted"]?.GetValue<int>() == 1, answer.Text);
    }

    /// <summary>A journey with a reported value.</summary>
    protected async Task<(string JourneyId, string Kit, JsonObject Referral)> ResultedAsync(string value, Action<JsonObject>? change = null)
    {
        (string journey, string kit, JsonObject referral) = await AtTheLaboratoryAsync(change);
        await ReportedAsync(LabReport.Of(kit, referral, Now) with { Value = value });
        return (journey, kit, referral);
    }

    /// <summary>A journey on the waiting list for an examination.</summary>
    protected async Task<string> ListedAsync(string value = "120")
    {
        (string journey, _, _) = await ResultedAsync(value);
        Answer answer = await PostAsync($"/api/journeys/{journey}/acknowledgements", "triage", new JsonObject { ["note"] = "Seen." });
        Assert.True((string?)answer.Json["state"] == "AwaitingBooking", answer.Text);
        return journey;
    }

    protected Task<Answer> DecideAsync(string journey, string decision, string role = "triage", string? requestId = null) => PostAsync(
        $"/api/journeys/{journey}/decisions", role, new JsonObject { ["decision"] = decision, ["reason"] = "As agreed." }, requestId);

    protected async Task<JsonObject> JourneyAsync(string journey, string role = "triage")
    {
        Answer answer = await GetAsync("/api/journeys/" + journey, role);
        Assert.True(answer.Status is HttpStatusCode.OK, answer.Text);
        return answer.Json;
    }

    protected async Task<string> StateAsync(string journey) => (string)(await JourneyAsync(journey))["state"]!;

    /// <summary>The templates of the journey's texts, oldest first, once all that is due has been done.</summary>
    protected async Task<List<string>> TextsAsync(string journey)
    {
        await QuietAsync();
        return [.. (await ListAsync("/api/texts?journeyId=" + journey, "triage")).Select(text => (string)text["template"]!)];
    }

    /// <summary>The templates of the journey's letters, oldest first, once all that is due has been done.</summary>
    protected async Task<List<string>> LettersAsync(string journey)
    {
        await QuietAsync();
        return [.. (await ListAsync("/api/letters?journeyId=" + journey, "triage")).Select(letter => (string)letter["template"]!)];
    }

    /// <summary>Everything a list holds, over all its pages.</summary>
    protected async Task<List<JsonObject>> ListAsync(string path, string role, string? token = null)
    {
        List<JsonObject> items = [];
        string? after = null;
        do
        {
            Answer answer = await SendAsync(HttpMethod.Get, Page(path, after), role, token: token);
            Assert.True(answer.Status is HttpStatusCode.OK, answer.Text);
            JsonArray page = (JsonArray)answer.Json["items"]!;
            Assert.True(page.Count <= 200, "A page holds " + page.Count);
            items.AddRange(page.Select(item => (JsonObject)item!));
            after = (string?)answer.Json["next"];
        }
        while (after is not null);
        return items;
    }

    /// <summary>The address of the page after a cursor.</summary>
    protected static string Page(string path, string? after) => after is null
        ? path
        : path + (path.Contains('?', StringComparison.Ordinal) ? "&" : "?") + "after=" + Uri.EscapeDataString(after);

    /// <summary>Remembers a slot, to be withdrawn when the test is over.</summary>
    protected string NewSlot()
    {
        string slot = "S-" + Guid.NewGuid().ToString("N")[..12];
        _slots.Add(slot);
        return slot;
    }

    /// <summary>Remembers a journey that the test started by itself.</summary>
    protected void Remember(string journey) => _journeys.Add(journey);

    protected static string Text(DateTimeOffset at) => at.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture);

    protected static string Text(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    /// <summary>A time is what is expected: exactly, in virtual time; elsewhere but for the seconds a call takes.</summary>
    protected void AssertAt(DateTimeOffset expected, DateTimeOffset actual) =>
        Assert.InRange(actual, Service.IsInVirtualTime ? expected : expected.AddSeconds(-30), Service.IsInVirtualTime ? expected : expected.AddSeconds(1));

    protected static void AssertProblem(Answer answer, HttpStatusCode status, string? because = null)
    {
        Assert.True(answer.Status == status, $"{answer.Status}: {answer.Text}");
        Assert.Equal("application/problem+json", answer.ContentType);
        Assert.False(string.IsNullOrWhiteSpace(answer["title"]), answer.Text);
        Assert.False(string.IsNullOrWhiteSpace(answer["detail"]), answer.Text);
        Assert.False(string.IsNullOrWhiteSpace(answer["requestId"]), answer.Text);
        Assert.IsType<JsonObject>(answer.Json["errors"]);
        Assert.DoesNotContain("Exception", answer.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", answer.Text, StringComparison.Ordinal);
        if (because is not null)
        {
            Assert.Contains(because, answer["detail"], StringComparison.Ordinal);
        }
    }

    /// <summary>A refusal that names exactly these fields, each with a reason.</summary>
    protected static void AssertInvalid(Answer answer, params string[] fields)
    {
        AssertProblem(answer, HttpStatusCode.UnprocessableEntity);
        JsonObject errors = (JsonObject)answer.Json["errors"]!;
        Assert.Equal(fields.Order(StringComparer.Ordinal), errors.Select(error => error.Key).Order(StringComparer.Ordinal));
        Assert.All(errors, error => Assert.NotEmpty((JsonArray)error.Value!));
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
