using FitPipeline.Pathway.Booking;
using FitPipeline.Pathway.Calendar;
using FitPipeline.Pathway.Identity;

namespace FitPipeline.Pathway.Tests;

/// <summary>How slots are given out in a year of booking.</summary>
internal enum Manner
{
    /// <summary>By <see cref="BookingRound"/>, with the usual arrivals expected.</summary>
    Exact,

    /// <summary>By <see cref="BookingRound"/>, with nobody expected, so that no slot is kept.</summary>
    ExactKeepingNone,

    /// <summary>Whoever joined the list first takes the earliest slot.</summary>
    FirstCome,

    /// <summary>The highest band first, and within it who joined first; each takes the earliest slot.</summary>
    StrictBand,
}

/// <summary>
/// A year of one endoscopy service, the same arrivals whatever the manner: seeded, a round each working morning, slots published
/// two weeks ahead. Of a hundred who join, 30 have 150 µg/g or more, 45 have 10 to below 150, 15 have 2 to below 10 and 10 are below 2
/// (the shares are assumed); whether one has cancer is drawn at the band's published risk.
/// </summary>
internal sealed class YearOfBooking
{
    private const int DaysPublishedAhead = 14;
    private static readonly DateOnly Start = new(2026, 1, 5);
    private static readonly DateOnly End = new(2027, 1, 4);

    private readonly Dictionary<JourneyId, (WaitingPatient Patient, bool Cancer)> _joined = [];
    private readonly Dictionary<JourneyId, DateOnly> _examined = [];
    private readonly Dictionary<FhbBand, int> _longestStillWaiting = [];

    private YearOfBooking()
    {
    }

    public int Joined => _joined.Count;

    public int Examined => _examined.Count;

    public static YearOfBooking Run(Manner manner, int seed, int arrivalsPerWeek, int slotsPerWeek)
    {
        var year = new YearOfBooking();
        var random = new Random(seed);
        List<WaitingPatient> waiting = [];
        List<FreeSlot> free = [];
        DateOnly published = Start;
        ExpectedArrivals[] expected = [.. FhbBands.MostUrgentFirst.Select(band => new ExpectedArrivals(Procedure.Colonoscopy, band, Share(band) * arrivalsPerWeek / 100))];
        for (DateOnly today = Start; today < End; today = today.AddDays(1))
        {
            DateTimeOffset at = ServiceCalendar.At(today, new TimeOnly(8, 0));
            if (!ServiceCalendar.IsWorkingDay(today))
            {
                continue;
            }

            waiting.AddRange(year.Joining(random, today, arrivalsPerWeek));
            for (; published <= today.AddDays(DaysPublishedAhead); published = published.AddDays(1))
            {
                if (published.DayOfWeek is not (DayOfWeek.Saturday or DayOfWeek.Sunday))
                {
                    // Fridays take what does not divide by five.
                    int slots = published.DayOfWeek is DayOfWeek.Friday ? slotsPerWeek - (4 * (slotsPerWeek / 5)) : slotsPerWeek / 5;
                    free.AddRange(Enumerable.Range(0, slots).Select(i => Waiting.Slot($"{published:yyyyMMdd}-{i:D3}", published, i % 3 == 0 ? "Blaydon" : "QE")));
                }
            }

            free.RemoveAll(slot => slot.StartsAt <= at);
            Dictionary<JourneyId, FreeSlot> given = manner is Manner.Exact or Manner.ExactKeepingNone
                ? BookingRound.Allocate(waiting, free, at, Waiting.Policy, manner is Manner.Exact ? expected : []).Given.ToDictionary(g => g.Patient, g => g.Slot)
                : Earliest(manner, waiting, free, today);
            foreach ((JourneyId id, FreeSlot slot) in given)
            {
                year._examined.Add(id, ServiceCalendar.DateOf(slot.StartsAt));
            }

            waiting.RemoveAll(patient => given.ContainsKey(patient.Id));
            var taken = given.Values.Select(slot => slot.SlotId).ToHashSet();
            free.RemoveAll(slot => taken.Contains(slot.SlotId));
        }

        foreach (FhbBand band in FhbBands.MostUrgentFirst)
        {
            year._longestStillWaiting[band] = waiting.Where(p => p.Band == band).Select(p => p.DaysWaited(End)).DefaultIfEmpty(0).Max();
        }

        return year;
    }

    /// <summary>The longest wait of a band, of those examined and of those still waiting when the year ends.</summary>
    public int LongestWait(FhbBand band) => Math.Max(Waits(band).DefaultIfEmpty(0).Max(), _longestStillWaiting[band]);

    public int MedianWait(FhbBand band) => Median(Waits(band));

    public int MedianWaitWithCancer() => Median(_examined.Where(e => _joined[e.Key].Cancer).Select(e => Wait(e.Key)));

    /// <summary>Days that patients with cancer waited, all together; those not examined count to the end of the year.</summary>
    public long DaysWaitedWithCancer() => _joined.Values.Where(j => j.Cancer).Sum(j => (long)j.Patient.DaysWaited(_examined.GetValueOrDefault(j.Patient.Id, End)));

    /// <summary>Patients on the cancer pathway, and all patients, whose examination came too late for a standard.</summary>
    public int Breaches(WaitingStandard standard) => _joined.Values.Count(j =>
        ExaminationDeadline.Of(j.Patient, Waiting.Policy).Any(d => d.Standard == standard && d.LastExaminationOn < _examined.GetValueOrDefault(j.Patient.Id, End)));

    private static int Share(FhbBand band) => band switch
    {
        FhbBand.From150 => 30,
        FhbBand.From10 => 45,
        FhbBand.From2 => 15,
        _ => 10,
    };

    private static Dictionary<JourneyId, FreeSlot> Earliest(Manner manner, List<WaitingPatient> waiting, List<FreeSlot> free, DateOnly today)
    {
        var slots = new Queue<FreeSlot>(free.Where(slot => ServiceCalendar.DateOf(slot.StartsAt) >= today.AddDays(Waiting.Policy.NoticeDays)).OrderBy(slot => slot.StartsAt));
        IEnumerable<WaitingPatient> queue = waiting
            .OrderByDescending(patient => manner is Manner.StrictBand ? patient.Band : FhbBand.Below2)
            .ThenBy(patient => patient.ListedAt)
            .ThenBy(patient => patient.Id.Value, StringComparer.Ordinal);
        return queue.TakeWhile(_ => slots.Count > 0).ToDictionary(patient => patient.Id, _ => slots.Dequeue());
    }

    private static int Median(IEnumerable<int> values)
    {
        int[] sorted = [.. values.Order()];
        return sorted.Length == 0 ? 0 : sorted[sorted.Length / 2];
    }

    private IEnumerable<int> Waits(FhbBand band) => _examined.Keys.Where(id => _joined[id].Patient.Band == band).Select(Wait);

    private int Wait(JourneyId id) => _joined[id].Patient.DaysWaited(_examined[id]);

    private IEnumerable<WaitingPatient> Joining(Random random, DateOnly today, int perWeek)
    {
        // A binomial day: twice the mean in trials of one half, so busy and quiet days come of themselves.
        int number = Enumerable.Range(0, 2 * perWeek / 5).Count(_ => random.Next(2) == 0);
        for (int i = 0; i < number; i++)
        {
            int draw = random.Next(100);
            FhbBand band = draw < 30 ? FhbBand.From150 : draw < 75 ? FhbBand.From10 : draw < 90 ? FhbBand.From2 : FhbBand.Below2;
            WaitingPatient patient = Waiting.Patient(_joined.Count, band, 0, today.AddDays(-random.Next(8, 19)), today) with
            {
                ListedAt = ServiceCalendar.At(today, new TimeOnly(7, 0)).AddSeconds(i),
            };
            _joined.Add(patient.Id, (patient, random.Next(10_000) < band.RiskPerTenThousand()));
            yield return patient;
        }
    }
}
