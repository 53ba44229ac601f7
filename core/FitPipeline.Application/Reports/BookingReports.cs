using FitPipeline.Application.Booking;
using FitPipeline.Application.Http;
using FitPipeline.Application.Storage;
using FitPipeline.Pathway.Booking;
using FitPipeline.Pathway.Calendar;
using FitPipeline.Pathway.Identity;
using FitPipeline.Pathway.Journeys;

namespace FitPipeline.Application.Reports;

/// <summary>
/// The reports of the waiting list, of breaches and of slots. They are for the desks that see each patient on the list anyway, so
/// small numbers are shown.
/// </summary>
public sealed class BookingReports(IFigures figures, ISlotBook slots, WaitingList list, BookingPolicy policy, TimeProvider time)
{
    private const string AnySite = "any site";

    private static readonly string[] WaitingColumns =
        ["waiting", "medianDays", "p90Days", "longestDays", "beyondTarget", "expectedToMiss", "missedAlready"];

    private static readonly string[] BreachColumns =
        ["clocks", "metAndEnded", "missedAndEnded", "running", "runningMissed", "forecastToMiss"];

    private static readonly string[] SlotColumns =
        ["slots", "toCome", "toComeBooked", "past", "attended", "didNotAttend", "outcomeOwed", "unfilled", "usedPercent", "didNotAttendPercent", "cancellations"];

    /// <summary>What each report can be broken down by; the first is what it is without being asked.</summary>
    public static IReadOnlyDictionary<string, IReadOnlyList<string>> Breakdowns { get; } = new Dictionary<string, IReadOnlyList<string>>
    {
        ["waiting"] = ["band", "site", "procedure"],
        ["breaches"] = ["standard"],
        ["slots"] = ["site", "procedure", "kind", "partOfDay", "weekday"],
    };

    /// <summary>Makes one.</summary>
    /// <param name="name">One of <see cref="Breakdowns"/>.</param>
    /// <param name="range">London dates: of referral for breaches, of the slot for slots; the waiting list is today's.</param>
    /// <param name="by">One of the report's breakdowns.</param>
    /// <param name="cancel">Cancels.</param>
    public Task<Report> RunAsync(string name, DateRange range, string by, CancellationToken cancel) => name switch
    {
        "waiting" => WaitingAsync(by, cancel),
        "breaches" => BreachesAsync(range, cancel),
        _ => SlotsAsync(range, by, cancel),
    };

    private async Task<Report> WaitingAsync(string by, CancellationToken cancel)
    {
        DateOnly today = ServiceCalendar.DateOf(time.GetUtcNow());
        SortedDictionary<string, List<WaitingPlace>> strata = new(StringComparer.Ordinal);
        foreach (WaitingPlace place in await list.InOrderAsync(cancel))
        {
            foreach (string stratum in StrataOf(place, by))
            {
                Add(strata, stratum, place);
            }
        }

        return new Report(
            "waiting", today, today, by, WaitingColumns,
            [.. strata.Select(stratum => new ReportRow(stratum.Key, WaitingFigures(stratum.Value, today)))],
            by is "site"
                ? ["A patient who can come to some sites only is counted at each of them, anyone else at any site.", "Waits in days since joining the list."]
                : ["Waits in days since joining the list."]);
    }

    private static IEnumerable<string> StrataOf(WaitingPlace place, string by) => by switch
    {
        "site" => place.Journey.Needs.Sites.Count == 0 ? [AnySite] : place.Journey.Needs.Sites,
        "procedure" => [CamelCase(place.Journey.Procedure)],
        _ => [place.Priority.Patient.Band.Name()],
    };

    private string[] WaitingFigures(List<WaitingPlace> places, DateOnly today)
    {
        List<double> days = [.. places.Select(place => (double)place.Priority.Patient.DaysWaited(today))];
        DateTimeOffset now = time.GetUtcNow();
        return
        [
            Plain(places.Count),
            Figures.Days(days, 0.5),
            Figures.Days(days, 0.9),
            Figures.Days(days, 1),
            Plain(places.Count(place => place.Journey.State is JourneyState.AwaitingBooking waiting && waiting.Due < now)),
            Plain(places.Count(place => place.Expected.Misses.Count > 0)),
            Plain(places.Count(place => ExaminationDeadline.Of(place.Priority.Patient, policy).Any(deadline => deadline.LastExaminationOn < today))),
        ];
    }

    private async Task<Report> BreachesAsync(DateRange range, CancellationToken cancel)
    {
        DateOnly today = ServiceCalendar.DateOf(time.GetUtcNow());
        HashSet<(JourneyId, WaitingStandard)> foreseen =
            [.. (await list.InOrderAsync(cancel)).SelectMany(place => place.Expected.Misses.Select(standard => (place.Journey.Id, standard)))];
        Dictionary<WaitingStandard, List<StandardClock>> clocks = Enum.GetValues<WaitingStandard>().ToDictionary(standard => standard, _ => new List<StandardClock>());
        CountedFigures counted = await figures.ReceivedAsync(range, false, cancel);
        foreach (StandardClock clock in counted.Rows.SelectMany(row => row.Journey.Standards()))
        {
            clocks[clock.Standard].Add(clock);
        }

        Report report = new(
            "breaches", range.From, range.To, "standard", BreachColumns,
            [
                .. clocks.Select(pair => new ReportRow(
                    pair.Key.Words(),
                    [
                        Plain(pair.Value.Count),
                        Plain(pair.Value.Count(clock => clock.StoppedOn is not null && !clock.Missed(today))),
                        Plain(pair.Value.Count(clock => clock.StoppedOn is not null && clock.Missed(today))),
                        Plain(pair.Value.Count(clock => clock.StoppedOn is null)),
                        Plain(pair.Value.Count(clock => clock.StoppedOn is null && clock.Missed(today))),
                        Plain(pair.Value.Count(clock => clock.StoppedOn is null && !clock.Missed(today) && foreseen.Contains((clock.Journey, clock.Standard)))),
                    ])),
            ],
            [
                $"By the day the referral was received. {JourneyClocks.FasterDiagnosisDays}-day and {JourneyClocks.TreatmentDays}-day clocks run for suspected-cancer referrals and results at or above the threshold.",
                StoppedInTime.TreatmentElsewhere,
            ]);
        return report.CountedAt(counted.CountedAt);
    }

    private async Task<Report> SlotsAsync(DateRange range, string by, CancellationToken cancel)
    {
        DateTimeOffset now = time.GetUtcNow();
        DateTimeOffset first = ServiceCalendar.At(range.From, TimeOnly.MinValue);
        SortedDictionary<string, List<(FreeSlot Slot, BookingStatus? Status)>> strata = new(StringComparer.Ordinal);
        foreach (FreeSlot slot in (await slots.FreeAsync(first, cancel)).Where(slot => ServiceCalendar.DateOf(slot.StartsAt) <= range.To))
        {
            Add(strata, StratumOf(slot, by), (slot, (BookingStatus?)null));
        }

        string? after = null;
        do
        {
            Page<BookingRecord> page = await slots.ListAsync(range.From, range.To, after, Page<BookingRecord>.Size, cancel);
            foreach (BookingRecord booking in page.Items)
            {
                Add(strata, StratumOf(booking.Slot, by), (booking.Slot, (BookingStatus?)booking.Status));
            }

            after = page.Next;
        }
        while (after is not null);
        return new Report(
            "slots", range.From, range.To, by, SlotColumns,
            [.. strata.Select(stratum => new ReportRow(stratum.Key, SlotFigures(stratum.Value, now)))],
            [
                "Withdrawn slots are no slots. A cancellation frees its slot, which is counted once, as whatever became of it then.",
                "Used: attended, of the slots that are past. Did not attend: of those past whose outcome is recorded.",
            ]);
    }

    private static string[] SlotFigures(List<(FreeSlot Slot, BookingStatus? Status)> of, DateTimeOffset now)
    {
        int count(Func<FreeSlot, BookingStatus?, bool> where) => of.Count(one => one.Status is not BookingStatus.Cancelled && where(one.Slot, one.Status));
        int past = count((slot, _) => slot.StartsAt <= now);
        int attended = count((_, status) => status is BookingStatus.Attended);
        int missed = count((_, status) => status is BookingStatus.DidNotAttend);
        return
        [
            Plain(count((_, _) => true)),
            Plain(count((slot, _) => slot.StartsAt > now)),
            Plain(count((slot, status) => slot.StartsAt > now && status is BookingStatus.Booked)),
            Plain(past),
            Plain(attended),
            Plain(missed),
            Plain(count((slot, status) => slot.StartsAt <= now && status is BookingStatus.Booked)),
            Plain(count((slot, status) => slot.StartsAt <= now && status is null)),
            Percent(attended, past),
            Percent(missed, attended + missed),
            Plain(of.Count(one => one.Status is BookingStatus.Cancelled)),
        ];
    }

    private static string StratumOf(FreeSlot slot, string by) => by switch
    {
        "procedure" => CamelCase(slot.Procedure),
        "kind" => (slot.Community, slot.PartOfDay is PartOfDay.Evening, slot.AtWeekend) switch
        {
            (true, _, true) => "community, weekend",
            (true, true, _) => "community, evening",
            (true, _, _) => "community",
            (_, _, true) => "hospital, weekend",
            (_, true, _) => "hospital, evening",
            _ => "hospital",
        },
        "partOfDay" => CamelCase(slot.PartOfDay),
        "weekday" => NeedsBody.NameOf(ServiceCalendar.DateOf(slot.StartsAt).DayOfWeek),
        _ => slot.Site,
    };

    private static void Add<T>(SortedDictionary<string, List<T>> strata, string stratum, T item)
    {
        if (!strata.TryGetValue(stratum, out List<T>? of))
        {
            strata[stratum] = of = [];
        }

        of.Add(item);
    }

    private static string CamelCase<T>(T value)
        where T : struct, Enum => System.Text.Json.JsonNamingPolicy.CamelCase.ConvertName(value.ToString());

    private static string Plain(int count) => count.ToString(System.Globalization.CultureInfo.InvariantCulture);

    private static string Percent(int part, int whole) =>
        whole == 0 ? "" : (100m * part / whole).ToString("0.0", System.Globalization.CultureInfo.InvariantCulture);
}
