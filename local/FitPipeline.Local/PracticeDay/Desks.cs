using System.Globalization;
using System.Net;
using System.Text.Json.Nodes;

namespace FitPipeline.Local.PracticeDay;

/// <summary>The people at the desks: they do what their worklists say, and nothing else.</summary>
internal sealed class Desks(Api api, IReadOnlyList<Patient> patients, Summary summary)
{
    private const int WeeksOfSlots = 30;
    private readonly Shelf _shelf = new(api);
    private readonly Dictionary<string, DateOnly> _triageSaw = [];
    private int _kits;
    private bool _slotWithdrawn;

    /// <summary>A kit that is already out; its number is not given again.</summary>
    public void Used(string kitId) =>
        _kits = Math.Max(_kits, int.Parse(kitId.AsSpan(4), NumberStyles.None, CultureInfo.InvariantCulture));

    /// <summary>The kit desk writes down what is on its shelf.</summary>
    public Task StockAsync(DateOnly first, CancellationToken cancel) => _shelf.BeginAsync(first, cancel);

    /// <summary>The booking desk offers its lists for the months to come.</summary>
    public async Task OfferSlotsAsync(DateOnly first, CancellationToken cancel)
    {
        if ((await api.ListAsync("bookingDesk", "/api/bookings", cancel)).Count > 0)
        {
            // Some are booked, so all were offered before.
            return;
        }

        string[] sites = ["Queen's Road", "Blaydon Community"];
        for (int week = 1; week <= WeeksOfSlots; week++)
        {
            JsonArray slots = [];
            for (int i = 0; i < 12; i++)
            {
                DateOnly day = first.AddDays((7 * week) + (i % 5));
                slots.Add(new JsonObject
                {
                    ["slotId"] = $"S-{week:00}-{i:00}",
                    ["site"] = sites[i % 2],
                    ["startsAt"] = $"{day:yyyy-MM-dd}T{9 + (i / 5):00}:30:00Z",
                    ["minutes"] = 45,
                    ["procedure"] = "colonoscopy",
                    ["community"] = i % 2 == 1,
                });
            }

            await Must(api.SendAsync("bookingDesk", HttpMethod.Put, "/api/slots", new JsonObject { ["slots"] = slots }.ToJsonString(), cancel));
        }
    }

    /// <summary>A working day at every desk.</summary>
    public async Task WorkAsync(DateOnly today, DateTimeOffset now, CancellationToken cancel)
    {
        Dictionary<string, Patient> byJourney = patients.Where(patient => patient.JourneyId is not null).ToDictionary(patient => patient.JourneyId!);
        await KitDeskAsync(byJourney, today, now, cancel);
        await TriageAsync(byJourney, today, cancel);
        await PracticeAsync(byJourney, cancel);
        await BookingDeskAsync(byJourney, today, cancel);
        foreach (JsonObject item in await api.ListAsync("admin", "/api/worklist?owner=admin", cancel))
        {
            await DoneAsync("admin", item, cancel);
        }
    }

    /// <summary>Counts what the day came to, from the service's own answers.</summary>
    public async Task CountAsync(CancellationToken cancel)
    {
        foreach (Patient patient in patients.Where(patient => patient.JourneyId is not null))
        {
            Answer answer = await api.SendAsync("triage", HttpMethod.Get, "/api/journeys/" + patient.JourneyId, null, cancel);
            JsonObject journey = (JsonObject)answer.Body!;
            bool open = (string?)journey["state"] != "Closed";
            summary.OpenJourneys += open ? 1 : 0;
            summary.OpenWithoutNextAction += open && journey["nextAction"] is null ? 1 : 0;
            string ending = open ? "open" : (string)journey["outcome"]!;
            summary.Outcomes[ending] = summary.Outcomes.GetValueOrDefault(ending) + 1;
            summary.Reassured += ending == "reassured" ? 1 : 0;
            string story = string.Join(' ', ((JsonArray)journey["timeline"]!).Select(line => (string?)line!["because"]));
            summary.Positive += story.Contains("a clinician must acknowledge it", StringComparison.Ordinal) ? 1 : 0;
            summary.Listed += story.Contains("waiting list", StringComparison.Ordinal) ? 1 : 0;
            summary.NotReturned += story.Contains("The kit was not returned", StringComparison.Ordinal) ? 1 : 0;
        }

        foreach (JsonObject booking in await api.ListAsync("bookingDesk", "/api/bookings?from=2000-01-01&to=2100-01-01", cancel))
        {
            summary.Booked++;
            summary.Attended += (string?)booking["status"] == "attended" ? 1 : 0;
        }

        foreach (JsonObject text in await api.ListAsync("admin", "/api/texts", cancel))
        {
            summary.TextsSent += (string?)text["status"] is "sent" or "delivered" ? 1 : 0;
        }
    }

    private async Task KitDeskAsync(Dictionary<string, Patient> byJourney, DateOnly today, DateTimeOffset now, CancellationToken cancel)
    {
        Patient? toPostTo(JsonObject item) => ((string)item["what"]!).StartsWith("Post", StringComparison.Ordinal) ? Of(item, byJourney) : null;
        JsonArray scans = [];
        List<JsonObject> items = await api.ListAsync("kitDesk", "/api/worklist?owner=kitDesk", cancel);
        Queue<(string Lot, DateOnly ExpiresOn)> kits = await _shelf.TakeAsync(items.Count(item => toPostTo(item) is not null), today, cancel);
        foreach (JsonObject item in items)
        {
            if (toPostTo(item) is { } patient)
            {
                (string lot, DateOnly expiresOn) = kits.Dequeue();
                string kitId = "FIT-" + (++_kits).ToString("0000000", CultureInfo.InvariantCulture);
                patient.Kits.Add(new SentKit(kitId, patient.NextFate, today));
                scans.Add(new JsonObject
                {
                    ["scanId"] = "posted-" + kitId,
                    ["kind"] = "posted",
                    ["kitId"] = kitId,
                    ["journeyId"] = patient.JourneyId,
                    ["at"] = now.AddMinutes(-5).UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture),
                    ["lot"] = lot,
                    ["expiresOn"] = expiresOn.ToString("O", CultureInfo.InvariantCulture),
                });
            }
            else
            {
                await DoneAsync("kitDesk", item, cancel);
            }
        }

        if (scans.Count > 0)
        {
            Answer answer = await Must(api.PostAsync("kitDesk", "/api/kits/scans", new JsonObject { ["scans"] = scans }, cancel));
            summary.KitsPosted += ((JsonArray)answer.Body!["outcomes"]!).Count(outcome => (string?)outcome!["outcome"] == "accepted");
        }
    }

    private async Task TriageAsync(Dictionary<string, Patient> byJourney, DateOnly today, CancellationToken cancel)
    {
        foreach (JsonObject item in await api.ListAsync("triage", "/api/worklist?owner=triage", cancel))
        {
            if (Of(item, byJourney) is not { } patient)
            {
                if (!((string)item["itemId"]!).StartsWith("q-", StringComparison.Ordinal))
                {
                    await DoneAsync("triage", item, cancel);
                }

                continue;
            }

            // Seen one working day, settled the next: the laboratory's second word may still come.
            if (_triageSaw.TryAdd(patient.JourneyId!, today))
            {
                continue;
            }

            _triageSaw.Remove(patient.JourneyId!);
            bool review = ((string)item["what"]!).StartsWith("Look", StringComparison.Ordinal);
            if (review && patient.Story.TriageDecides is { } decision)
            {
                await DecideAsync("triage", patient, decision, cancel);
            }
            else
            {
                await api.PostAsync(
                    "triage", $"/api/journeys/{patient.JourneyId}/acknowledgements", new JsonObject { ["note"] = "Seen; the patient will be rung." }, cancel);
            }
        }

        foreach (JsonObject row in await api.ListAsync("triage", "/api/quarantine", cancel))
        {
            JsonArray candidates = (JsonArray)row["candidates"]!;
            JsonObject resolution = candidates.Count == 1
                ? new() { ["action"] = "match", ["journeyId"] = (string?)candidates[0]!["journeyId"], ["note"] = "Checked with the laboratory by telephone." }
                : new() { ["action"] = "reject", ["note"] = "The laboratory sends it again." };
            await Must(api.PostAsync("triage", $"/api/quarantine/{(string?)row["id"]}/resolution", resolution, cancel));
        }
    }

    private async Task PracticeAsync(Dictionary<string, Patient> byJourney, CancellationToken cancel)
    {
        foreach (JsonObject item in await api.ListAsync("gp", "/api/worklist?owner=practice", cancel))
        {
            if (Of(item, byJourney) is not { } patient)
            {
                await DoneAsync("gp", item, cancel);
                continue;
            }

            if (!((string)item["what"]!).StartsWith("Decide", StringComparison.Ordinal))
            {
                continue;
            }

            string[] decisions = patient.Story.PracticeDecides;
            string decision = decisions[Math.Min(patient.PracticeDecisions, decisions.Length - 1)];
            if (decision.Length > 0)
            {
                patient.PracticeDecisions++;
                await DecideAsync("gp", patient, decision, cancel);
            }
        }
    }

    private async Task BookingDeskAsync(Dictionary<string, Patient> byJourney, DateOnly today, CancellationToken cancel)
    {
        foreach (JsonObject booking in await api.ListAsync("bookingDesk", "/api/bookings?from=2000-01-01&to=2100-01-01", cancel))
        {
            if ((string?)booking["status"] != "booked" || !byJourney.TryGetValue((string)booking["journeyId"]!, out Patient? patient))
            {
                continue;
            }

            if (patient.Story.SlotWithdrawn && !_slotWithdrawn)
            {
                _slotWithdrawn = true;
                await Must(api.SendAsync("bookingDesk", HttpMethod.Delete, $"/api/slots/{(string?)booking["slotId"]}", null, cancel));
                continue;
            }

            string[] plan = patient.Story.Appointments;
            string outcome = plan[Math.Min(patient.AppointmentsPast, plan.Length - 1)];
            bool past = DateOnly.FromDateTime(((DateTimeOffset)booking["startsAt"]!).UtcDateTime) < today;
            if (!past && !outcome.StartsWith("cancelled", StringComparison.Ordinal))
            {
                continue;
            }

            patient.AppointmentsPast++;
            JsonObject body = new() { ["kind"] = outcome.Split(':')[0] };
            if (outcome.Contains(':', StringComparison.Ordinal))
            {
                body["finding"] = outcome.Split(':')[1];
            }

            await Must(api.PostAsync("bookingDesk", $"/api/bookings/{(string?)booking["bookingId"]}/outcome", body, cancel));
        }

        foreach (JsonObject item in await api.ListAsync("bookingDesk", "/api/worklist?owner=bookingDesk", cancel))
        {
            string what = (string)item["what"]!;
            if (Of(item, byJourney) is null && what.Length > 0)
            {
                await DoneAsync("bookingDesk", item, cancel);
            }
        }
    }

    private Task<Answer> DecideAsync(string role, Patient patient, string decision, CancellationToken cancel) => Must(api.PostAsync(
        role, $"/api/journeys/{patient.JourneyId}/decisions", new JsonObject { ["decision"] = decision, ["reason"] = "As agreed with the patient." }, cancel));

    // Between a look at the list and the tick the pathway may have done it: after a restart, a round gives a slot that was owed.
    private async Task DoneAsync(string role, JsonObject item, CancellationToken cancel)
    {
        Answer answer = await api.PostAsync(
            role, $"/api/worklist/{Uri.EscapeDataString((string)item["itemId"]!)}/done", new JsonObject { ["note"] = "Done." }, cancel);
        if (answer.Status is not HttpStatusCode.NotFound)
        {
            await Must(Task.FromResult(answer));
        }
    }

    // A journey's next action, as opposed to something raised beside it.
    private static Patient? Of(JsonObject item, Dictionary<string, Patient> byJourney) =>
        (string?)item["journeyId"] is { } journey && (string?)item["itemId"] == journey ? byJourney.GetValueOrDefault(journey) : null;

    // The people of the day do nothing the service would refuse; if it does, the play is wrong and must say so.
    private static async Task<Answer> Must(Task<Answer> calling)
    {
        Answer answer = await calling;
        return answer.Done ? answer : throw new InvalidOperationException($"The service refused: {(int)answer.Status} {(string?)answer.Body?["detail"]}");
    }
}
