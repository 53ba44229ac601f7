using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using FitPipeline.PortContracts;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;

namespace FitPipeline.Local.Tests;

/// <summary>A host in this process, on a folder of its own, spoken to over HTTP. It can be stopped and started again.</summary>
internal sealed class RunningHost : IAsyncDisposable
{
    /// <summary>A Monday morning in winter.</summary>
    public static readonly DateTimeOffset Morning = new(2026, 1, 12, 9, 0, 0, TimeSpan.Zero);

    private WebApplication? _app;
    private HttpClient? _http;
    private JsonObject _tokens = [];

    private RunningHost()
    {
    }

    public string Folder { get; } = Directory.CreateTempSubdirectory("fit-host-").FullName;

    public string Inbox => Path.Combine(Folder, "inbox");

    public HttpClient Http => _http!;

    public IServiceProvider Services => _app!.Services;

    public static async Task<RunningHost> StartAsync(DateTimeOffset? virtualClock, string? sms = null)
    {
        RunningHost host = new();
        await host.StartAgainAsync(virtualClock, sms);
        return host;
    }

    public async Task StartAgainAsync(DateTimeOffset? virtualClock, string? sms = null)
    {
        await StopAsync();
        _app = Host.Build(new Options(0, Folder, virtualClock, false, sms));
        await _app.StartAsync();
        _http = new HttpClient { BaseAddress = new Uri(RunCommand.AddressOf(_app)) };
        _tokens = (JsonObject)JsonNode.Parse(await File.ReadAllTextAsync(Path.Combine(Folder, "tokens.json")))!;
    }

    public async Task StopAsync()
    {
        _http?.Dispose();
        if (_app is { } app)
        {
            await app.StopAsync();
            await app.DisposeAsync();
            _app = null;
        }
    }

    public string Token(string role) => (string)_tokens[role]!;

    public async Task<(HttpStatusCode Status, JsonNode? Body)> CallAsync(string role, HttpMethod method, string path, string? body = null, string type = "application/json")
    {
        using HttpRequestMessage request = new(method, path);
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", Token(role));
        request.Headers.Add("X-Request-ID", Guid.NewGuid().ToString("N"));
        request.Content = body is null ? null : new StringContent(body, Encoding.UTF8, type);
        using HttpResponseMessage response = await Http.SendAsync(request);
        string text = await response.Content.ReadAsStringAsync();
        return (response.StatusCode, text.Length > 0 && text[0] is '{' or '[' ? JsonNode.Parse(text) : null);
    }

    public async Task<JsonNode> OkAsync(string role, HttpMethod method, string path, string? body = null, string type = "application/json")
    {
        (HttpStatusCode status, JsonNode? answer) = await CallAsync(role, method, path, body, type);
        Assert.True((int)status is >= 200 and < 300, $"{method} {path}: {(int)status} {answer}");
        return answer ?? new JsonObject();
    }

    /// <summary>Refers a patient; the journey's id.</summary>
    public async Task<string> ReferAsync(int patient, DateTimeOffset? requestedAt = null) =>
        (string)(await OkAsync("gp", HttpMethod.Post, "/api/referrals", Referral(patient, requestedAt)))["journeyId"]!;

    public async Task PostKitAsync(string journey, int kit, DateTimeOffset at) => await OkAsync(
        "kitDesk",
        HttpMethod.Post,
        "/api/kits/scans",
        $$"""{"scans":[{"scanId":"s-{{kit}}","kind":"posted","kitId":"{{KitName(kit)}}","journeyId":"{{journey}}","at":"{{Iso(at)}}","lot":"L1","expiresOn":"2028-01-01"}]}""");

    /// <summary>Moves virtual time; how much was done on the way.</summary>
    public async Task<long> MoveToAsync(DateTimeOffset to) =>
        (long)(await OkAsync("admin", HttpMethod.Post, "/dev/clock", $$"""{"to":"{{Iso(to)}}"}"""))["ran"]!;

    public async Task<DateTimeOffset> NowAsync() => At((await OkAsync("admin", HttpMethod.Get, "/dev/clock"))["now"]!);

    public async Task<JsonNode> JourneyAsync(string journey) => await OkAsync("triage", HttpMethod.Get, "/api/journeys/" + journey);

    /// <summary>Every item of a list.</summary>
    public async Task<List<JsonNode>> ListAsync(string role, string path)
    {
        List<JsonNode> items = [];
        string? after = null;
        do
        {
            string separator = path.Contains('?', StringComparison.Ordinal) ? "&" : "?";
            JsonNode page = await OkAsync(role, HttpMethod.Get, path + (after is null ? "" : separator + "after=" + Uri.EscapeDataString(after)));
            items.AddRange(((JsonArray)page["items"]!).Select(item => item!));
            after = (string?)page["next"];
        }
        while (after is not null);
        return items;
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        Directory.Delete(Folder, recursive: true);
    }

    public T Get<T>()
        where T : notnull => Services.GetRequiredService<T>();

    public static string KitName(int kit) => $"FIT-KIT-{kit:0000}";

    public static DateTimeOffset At(JsonNode value) =>
        DateTimeOffset.Parse((string)value!, CultureInfo.InvariantCulture, DateTimeStyles.RoundtripKind);

    public static string Iso(DateTimeOffset at) => at.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ss.fffffffZ", CultureInfo.InvariantCulture);

    /// <summary>A referral.</summary>
    /// <param name="patient">Whose.</param>
    /// <param name="requestedAt">When the practice asked; a week before <see cref="Morning"/> unless told. A host in real time needs a time that is not long ago.</param>
    public static string Referral(int patient, DateTimeOffset? requestedAt = null) => $$"""
        {"referralId":"GP-{{patient}}","patient":{"nhsNumber":"{{TestPeople.Number(patient).Value}}","familyName":"Smith","givenName":"Jo",
        "dateOfBirth":"1960-02-14","sex":"female","mobile":"07700900{{patient % 1000:000}}","address":{"lines":["1 High Street","Gateshead"],"postcode":"NE8 1AA"},
        "language":"en"},"practice":{"odsCode":"A99001"},"clinical":{"symptoms":["change-in-bowel-habit"],"findings":[],
        "ironDeficiencyAnaemia":false,"anaemia":false,"concern":false},"requestedAt":"{{Iso(requestedAt ?? Morning.AddDays(-7))}}"}
        """;

    /// <summary>A laboratory's CSV file.</summary>
    public static string Results(DateTimeOffset resultAt, params (int Patient, int Kit, string Value)[] rows)
    {
        StringBuilder csv = new("kitId,nhsNumber,familyName,dateOfBirth,collectedOn,receivedAt,resultAt,value,unit,analyser,labNumber,status,reason\r\n");
        foreach ((int patient, int kit, string value) in rows)
        {
            string collected = resultAt.AddDays(-3).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
            csv.Append(CultureInfo.InvariantCulture, $"{KitName(kit)},{TestPeople.Number(patient).Value},Smith,1960-02-14,{collected},{Iso(resultAt.AddDays(-1))},{Iso(resultAt)},{value},ug/g,hm-jackarc,L{kit},final,\r\n");
        }

        return csv.ToString();
    }
}
