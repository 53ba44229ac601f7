using System.Diagnostics;
using System.Globalization;
using System.Text.Json.Nodes;

namespace FitPipeline.Local.PracticeDay;

/// <summary>
/// Plays the practice day to every journey's end: patients live their stories; staff do what their worklists say.
/// It calls the service only as anybody may, over HTTP, so what it shows is what the service does.
/// </summary>
internal sealed class Play
{
    private const int MostDays = 400;
    private const int PostmansHour = 9;
    private readonly Api _api;
    private readonly Desks _desks;
    private readonly Laboratory _laboratory;
    private readonly List<Patient> _patients = [];
    private readonly Summary _summary = new();
    private readonly DateOnly _first;
    private readonly HashSet<(string State, string Journey)> _seen = [];

    /// <summary>Prepares the play.</summary>
    /// <param name="api">The service.</param>
    /// <param name="first">The day of the referrals; a working day.</param>
    /// <param name="inbox">The drop folder; null to hand every file in over HTTP.</param>
    public Play(Api api, DateOnly first, string? inbox)
    {
        _api = api;
        _first = first;
        _laboratory = new Laboratory(api, _summary, inbox);
        _desks = new Desks(api, _patients, _summary);
        int number = 0;
        foreach (Story story in Stories.All)
        {
            for (int i = 0; i < story.Patients; i++)
            {
                Person person = Person.Of(number, story.Age, first, story.HasMobile);
                _patients.Add(new Patient(person, story, "GP-" + (++number).ToString("000000", CultureInfo.InvariantCulture)));
            }
        }
    }

    /// <summary>Sends the day's referrals.</summary>
    public async Task ReferAsync(CancellationToken cancel)
    {
        await ToAsync(_first, cancel);
        foreach (Patient patient in _patients)
        {
            // Every third practice system of the day speaks FHIR.
            bool fhir = patient.Person.Number % 3 == 0 && Payloads.HasCodes(patient.Story);
            DateTimeOffset written = At(_first).AddMinutes(-30);
            string body = fhir
                ? Payloads.Fhir(patient.ReferralId, patient.Person, patient.Story, written)
                : Payloads.Json(patient.ReferralId, patient.Person, patient.Story, written);
            for (int sent = 0; sent < (patient.Story.SentTwice ? 2 : 1); sent++)
            {
                await CountAsync(patient, await _api.SendAsync(
                    "gp", HttpMethod.Post, "/api/referrals", body, cancel, $"{patient.ReferralId}-{sent}", fhir ? "application/fhir+json" : "application/json"), cancel);
            }
        }

        await _desks.StockAsync(_first, cancel);
        await _desks.OfferSlotsAsync(_first, cancel);
    }

    /// <summary>Lives the days until every journey has ended.</summary>
    /// <param name="progress">Told the day and how many journeys are open.</param>
    /// <param name="cancel">Cancels.</param>
    public async Task<Summary> ToTheEndAsync(Action<int, int> progress, CancellationToken cancel)
    {
        long started = Stopwatch.GetTimestamp();
        await ReferAsync(cancel);
        for (int day = 0; day < MostDays; day++)
        {
            DateOnly today = _first.AddDays(day);
            if (day > 0)
            {
                await ToAsync(today, cancel);
            }

            await LiveAsync(today, cancel);
            _summary.Days = day + 1;
            int open = await OpenAsync(cancel);
            progress(day + 1, open);
            if (open == 0)
            {
                break;
            }
        }

        await _laboratory.CountDroppedAsync(cancel);
        await _desks.CountAsync(cancel);
        foreach (IGrouping<string, (string State, string Journey)> state in _seen.GroupBy(seen => seen.State))
        {
            _summary.StatesSeen[state.Key] = state.Count();
        }

        // A slot is often given within the hour: an evening's look would miss who waited.
        _summary.StatesSeen["AwaitingBooking"] = _summary.Listed;
        _summary.Seconds = Stopwatch.GetElapsedTime(started).TotalSeconds;
        return _summary;
    }

    /// <summary>Lives one day, whose morning it already is: the post comes, the laboratory reports, the desks work.</summary>
    public async Task LiveAsync(DateOnly today, CancellationToken cancel)
    {
        await PostAsync(today, cancel);
        await _laboratory.ReportAsync(_patients, today, At(today), cancel);
        if (today.DayOfWeek is not (DayOfWeek.Saturday or DayOfWeek.Sunday))
        {
            await _desks.WorkAsync(today, At(today), cancel);
        }
    }

    /// <summary>When the people of the day begin theirs.</summary>
    public static DateTimeOffset At(DateOnly day) => new(day.ToDateTime(new TimeOnly(PostmansHour, 30)), TimeSpan.Zero);

    private async Task ToAsync(DateOnly day, CancellationToken cancel)
    {
        Answer answer = await _api.PostAsync(
            "admin", "/dev/clock", new JsonObject { ["to"] = At(day).UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture) }, cancel);
        if (!answer.Done)
        {
            throw new InvalidOperationException($"The clock answered {(int)answer.Status}. Start the service with --virtual-clock.");
        }
    }

    // What the post brings: kits in, back and lost, and the decisions taken while a kit is out.
    private async Task PostAsync(DateOnly today, CancellationToken cancel)
    {
        JsonArray scans = [];
        foreach (Patient patient in _patients)
        {
            foreach (SentKit kit in patient.Kits.Where(kit => !kit.Gone && kit.ReceivedOn is null))
            {
                int days = today.DayNumber - kit.PostedOn.DayNumber;
                string? kind = days >= kit.Fate.Returns ? "received" : days >= kit.Fate.Lost ? "lost" : days >= kit.Fate.ReturnedToSender ? "returnedToSender" : null;
                if (kind is null)
                {
                    continue;
                }

                kit.Gone = kind != "received";
                kit.ReceivedOn = kind == "received" ? today : null;
                if (kind == "received" && kit.Fate.ResultBeforeScan && kit.ReportedOn is null)
                {
                    await _laboratory.ReportAsync(patient, kit, At(today), cancel);
                }

                scans.Add(Scan(kit, kind, today));
            }

            if (patient is { Story.EndsEarly: var (after, decision), Ended: false, JourneyId: { } journey, Kits: [var first, ..] }
                && today.DayNumber - first.PostedOn.DayNumber >= after)
            {
                patient.Ended = true;
                await _api.PostAsync(
                    "gp", $"/api/journeys/{journey}/decisions", new JsonObject { ["decision"] = decision, ["reason"] = "The practice was told." }, cancel);
            }
        }

        if (scans.Count > 0)
        {
            Answer answer = await _api.PostAsync("lab", "/api/kits/scans", new JsonObject { ["scans"] = scans }, cancel);
            foreach (JsonNode? outcome in (JsonArray)answer.Body!["outcomes"]!)
            {
                bool received = ((string)outcome!["scanId"]!).StartsWith("received", StringComparison.Ordinal);
                _summary.KitsReceived += received && (string?)outcome["outcome"] == "accepted" ? 1 : 0;
            }
        }
    }

    private static JsonObject Scan(SentKit kit, string kind, DateOnly today)
    {
        JsonObject scan = new()
        {
            ["scanId"] = $"{kind}-{kit.KitId}",
            ["kind"] = kind,
            ["kitId"] = kit.KitId,
            ["at"] = At(today).AddMinutes(-10).UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture),
        };
        if (kind == "received")
        {
            scan["labNumber"] = kit.LabNumber;
        }

        return scan;
    }

    private async Task CountAsync(Patient patient, Answer answer, CancellationToken cancel)
    {
        _summary.Referrals++;
        if (!answer.Done)
        {
            _summary.Refused++;
            return;
        }

        if ((bool)answer.Body!["duplicate"]!)
        {
            _summary.Duplicates++;
            if (patient.JourneyId is null)
            {
                await ResumeAsync(patient, (string)answer.Body["journeyId"]!, cancel);
            }

            return;
        }

        patient.JourneyId = (string)answer.Body["journeyId"]!;
        switch ((string)answer.Body["decision"]!)
        {
            case "referWithoutFit":
                _summary.ReferWithoutFit++;
                break;
            case "notIndicated":
                _summary.NotIndicated++;
                break;
            default:
                _summary.Accepted++;
                break;
        }
    }

    // The host was started again on the same data: the story goes on with the kits that are already out.
    private async Task ResumeAsync(Patient patient, string journeyId, CancellationToken cancel)
    {
        patient.JourneyId = journeyId;
        Answer journey = await _api.SendAsync("triage", HttpMethod.Get, "/api/journeys/" + journeyId, null, cancel);
        foreach (JsonNode? kit in (JsonArray)journey.Body!["kits"]!)
        {
            DateOnly day(string field) => DateOnly.FromDateTime(((DateTimeOffset)kit![field]!).UtcDateTime);
            SentKit sent = new((string)kit!["kitId"]!, patient.NextFate, day("postedAt"))
            {
                ReceivedOn = kit["receivedAt"] is null ? null : day("receivedAt"),
                Gone = (string?)kit["state"] is "lost" or "returnedToSender" or "recalled",
            };
            sent.ReportedOn = (string?)kit["state"] is "resulted" or "rejected" ? sent.ReceivedOn ?? sent.PostedOn : null;
            patient.Kits.Add(sent);
            _desks.Used(sent.KitId);
        }
    }

    private async Task<int> OpenAsync(CancellationToken cancel)
    {
        foreach (JsonObject journey in await _api.ListAsync("gp", $"/api/practices/{Payloads.Practice}/journeys", cancel))
        {
            _seen.Add(((string)journey["state"]!, (string)journey["journeyId"]!));
        }

        Answer health = await _api.SendAsync("admin", HttpMethod.Get, "/api/health", null, cancel);
        _summary.OpenWithoutNextAction += (string?)health.Body!["status"] == "ok" ? 0 : 1;
        return (int)health.Body["openJourneys"]!;
    }
}
