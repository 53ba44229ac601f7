using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using FitPipeline.Pathway.Calendar;
using FitPipeline.Pathway.Tests;

namespace FitPipeline.Local.Tests;

/// <summary>
/// One patient's journey at a real host in virtual time, and the diary of everything the patient was sent on it: each text whole as it
/// left, each letter whole as the mail room printed it, each with its day and hour in London, and between them what happened.
/// </summary>
internal sealed class PatientStory : IAsyncDisposable
{
    private const string Folder = "tests/FitPipeline.Local.Tests/Stories/Approved";
    private static readonly TimeOnly MailRoom = new(15, 0);
    private readonly RunningHost _host;
    private readonly List<(DateTimeOffset At, string Said)> _happened = [];
    private int _files;

    private PatientStory(RunningHost host, string journey, int patient)
    {
        _host = host;
        Journey = journey;
        Patient = patient;
    }

    public string Journey { get; }

    private int Patient { get; }

    /// <summary>The practice refers on Monday 5 January 2026 at 09:12; the host runs from 09:30.</summary>
    public static async Task<PatientStory> BeginAsync(int patient, bool mobile = true)
    {
        DateTimeOffset begins = ServiceCalendar.At(new DateOnly(2026, 1, 5), new TimeOnly(9, 30));
        RunningHost host = await RunningHost.StartAsync(begins);
        JsonObject referral = (JsonObject)JsonNode.Parse(RunningHost.Referral(patient))!;
        if (!mobile)
        {
            ((JsonObject)referral["patient"]!).Remove("mobile");
        }

        JsonNode answer = await host.OkAsync("gp", HttpMethod.Post, "/api/referrals", referral.ToJsonString());
        PatientStory story = new(host, (string)answer["journeyId"]!, patient);
        story._happened.Add((begins, "The GP practice refers the patient."));
        return story;
    }

    public async Task PostKitAsync(int kit)
    {
        await _host.PostKitAsync(Journey, kit, await _host.NowAsync());
        await HappenedAsync("The kit desk posts a kit.");
    }

    public async Task KitComesBackAsync(int kit)
    {
        string at = RunningHost.Iso(await _host.NowAsync());
        await _host.OkAsync(
            "lab", HttpMethod.Post, "/api/kits/scans", $$"""{"scans":[{"scanId":"r-{{kit}}","kind":"received","kitId":"{{RunningHost.KitName(kit)}}","at":"{{at}}"}]}""");
        await HappenedAsync("The laboratory has the kit.");
    }

    public async Task LabReportsAsync(int kit, string value)
    {
        await ReportAsync(RunningHost.Results(await _host.NowAsync(), (Patient, kit, value)));
        await HappenedAsync($"The laboratory reports {value} µg/g.");
    }

    public async Task LabCannotReadAsync(int kit)
    {
        DateTimeOffset now = await _host.NowAsync();
        string csv = RunningHost.Results(now, (Patient, kit, "")).Replace(",,ug/g,", ",,,", StringComparison.Ordinal)
            .Replace(",final,\r\n", ",rejected,Insufficient\r\n", StringComparison.Ordinal);
        await ReportAsync(csv);
        await HappenedAsync("The laboratory cannot use the sample.");
    }

    public async Task<JsonNode> DoAsync(string role, HttpMethod method, string path, string body, string happened)
    {
        JsonNode answer = await _host.OkAsync(role, method, path, body);
        await HappenedAsync(happened);
        return answer;
    }

    /// <summary>The slot the booking round gave the patient.</summary>
    public async Task<JsonNode> BookingAsync() => Assert.Single(
        await _host.ListAsync("bookingDesk", "/api/bookings?from=2000-01-01&to=2100-01-01"), booking => (string?)booking["journeyId"] == Journey);

    /// <summary>The rung of the ladder that is no message: a person rings.</summary>
    public async Task IsToBeRungAsync()
    {
        JsonNode item = Assert.Single(await _host.ListAsync("kitDesk", "/api/worklist?owner=kitDesk"), item => (string?)item["itemId"] == Journey);
        await HappenedAsync("The kit desk is asked: " + (string)item["what"]!);
    }

    /// <summary>Lives on to a day and hour in London; on every working day on the way the mail room prints what waits, at three.</summary>
    public async Task ToAsync(DateOnly day, TimeOnly time)
    {
        DateTimeOffset to = ServiceCalendar.At(day, time);
        DateTimeOffset now = await _host.NowAsync();
        for (DateOnly today = ServiceCalendar.DateOf(now); today <= day; today = today.AddDays(1))
        {
            DateTimeOffset post = ServiceCalendar.At(today, MailRoom);
            if (post > now && post <= to && ServiceCalendar.IsWorkingDay(today))
            {
                await _host.MoveToAsync(post);
                await _host.OkAsync("kitDesk", HttpMethod.Post, "/api/letters/batches", "{}");
            }
        }

        await _host.MoveToAsync(to);
    }

    public Task ToAsync(int month, int day, int hour = 9, int minute = 30) => ToAsync(new DateOnly(2026, month, day), new TimeOnly(hour, minute));

    /// <summary>The journey's outcome, or its state while it is open.</summary>
    public async Task<string> StandsAtAsync()
    {
        JsonNode journey = await _host.JourneyAsync(Journey);
        return (string?)journey["outcome"] ?? (string)journey["state"]!;
    }

    /// <summary>Compares the diary with the one that a clinician has read.</summary>
    public async Task ToldAsApprovedAsync(string name, string title)
    {
        List<(DateTimeOffset At, int Order, string Entry)> entries = [.. _happened.Select(happened => (happened.At, 0, $"    ({happened.Said})\n"))];
        foreach (JsonNode text in await _host.ListAsync("triage", "/api/texts?journeyId=" + Journey))
        {
            if (text["sentAt"] is { } sent)
            {
                int parts = (int)text["segments"]!;
                entries.Add((RunningHost.At(sent), 1, $"text ({parts} {(parts == 1 ? "part" : "parts")}):\n{(string)text["body"]!}\n"));
            }
        }

        foreach (JsonNode letter in await _host.ListAsync("triage", "/api/letters?journeyId=" + Journey))
        {
            if (letter["printedAt"] is { } printed)
            {
                IEnumerable<string> paragraphs = ((JsonArray)letter["paragraphs"]!).Select(paragraph => (string)paragraph!);
                entries.Add((RunningHost.At(printed), 2, $"letter: {(string)letter["subject"]!}\n{string.Join('\n', paragraphs)}\n"));
            }
        }

        StringBuilder diary = new(title + "\nEverything the patient is sent, as it is sent; hours are London's, and the mail room prints letters at 15:00.\n");
        foreach ((DateTimeOffset at, _, string entry) in entries.OrderBy(entry => entry.At).ThenBy(entry => entry.Order))
        {
            diary.Append('\n').Append(ServiceCalendar.DateOf(at).ToString("ddd d MMM yyyy ", CultureInfo.InvariantCulture))
                .Append(ServiceCalendar.TimeOf(at).ToString("HH:mm", CultureInfo.InvariantCulture)).Append(' ').Append(entry.TrimStart());
        }

        Approvals.Matches($"{Folder}/{name}.approved.txt", diary.ToString());
    }

    public ValueTask DisposeAsync() => _host.DisposeAsync();

    private async Task HappenedAsync(string what) => _happened.Add((await _host.NowAsync(), what));

    private async Task ReportAsync(string csv)
    {
        await File.WriteAllTextAsync(Path.Combine(_host.Inbox, $"report-{++_files}.csv"), csv);
        await _host.MoveToAsync(await _host.NowAsync());
    }
}
