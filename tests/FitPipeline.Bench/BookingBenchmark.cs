using System.Diagnostics;
using FitPipeline.Pathway.Booking;
using FitPipeline.Pathway.Calendar;
using FitPipeline.Pathway.Identity;

namespace FitPipeline.Bench;

/// <summary>Giving out slots: whole rounds shaped like real lists, the assignment alone on matrices without any pattern, and explaining a long list.</summary>
internal sealed class BookingBenchmark : IBenchmark
{
    private static readonly DateOnly Today = new(2026, 5, 12);
    private static readonly DateTimeOffset At = ServiceCalendar.At(Today, new TimeOnly(8, 0));
    private static readonly OdsCode Practice = OdsCode.Parse("A99001");
    private static readonly string[] Sites = ["QE", "Blaydon", "Jarrow", "Washington"];

    public string Name => "booking";

    public string What => "patients × slots given out exactly on one core, by rounds and by bare matrices, and a list of 10,000 explained";

    public Task<IReadOnlyList<(string Metric, double Value)>> RunAsync()
    {
        List<(string, double)> figures =
        [
            ("booking.round1000Milliseconds", Median(5, () => Round(1_000))),
            ("booking.round5000Milliseconds", Median(3, () => Round(5_000))),
            ("booking.matrix1000Milliseconds", Median(3, () => Matrix(1_000, Random))),
            ("booking.matrix5000Milliseconds", Median(1, () => Matrix(5_000, Random))),
            ("booking.products1000Milliseconds", Median(3, () => Matrix(1_000, Products))),
            ("booking.products5000Milliseconds", Median(1, () => Matrix(5_000, Products))),
            ("booking.explain10000Milliseconds", Median(3, () => Explain(10_000))),
        ];
        return Task.FromResult<IReadOnlyList<(string, double)>>(figures);
    }

    private static double Median(int rounds, Func<Action> prepare)
    {
        prepare()();
        List<double> milliseconds = [];
        for (int i = 0; i < rounds; i++)
        {
            Action work = prepare();
            long started = Stopwatch.GetTimestamp();
            work();
            milliseconds.Add(Stopwatch.GetElapsedTime(started).TotalMilliseconds);
        }

        return Measure.Percentile(milliseconds, 0.5);
    }

    private static Action Round(int size)
    {
        WaitingPatient[] patients = Patients(size);
        FreeSlot[] slots = Slots(size);
        return () => BookingRound.Allocate(patients, slots, At, BookingPolicy.Current);
    }

    private static Action Explain(int size)
    {
        WaitingPatient[] patients = Patients(size);
        return () =>
        {
            int lines = BookingPriority.Ranked(patients, Today, BookingPolicy.Current).Sum(place => place.Because.Count);
            if (lines < size)
            {
                throw new InvalidOperationException("A place on the list has no explanation.");
            }
        };
    }

    private static Action Matrix(int size, Func<int, int[]> costs)
    {
        int[] matrix = costs(size);
        int[] penalties = [.. Enumerable.Repeat(Assignment.LargestCost, size)];
        return () => Assignment.Solve(matrix, size, size, penalties);
    }

    private static int[] Random(int size)
    {
        Random random = new(2026);
        return [.. Enumerable.Range(0, size * size).Select(_ => random.Next(1_000_000))];
    }

    // Weights times days, no two rows alike and in no order: the known worst case of this kind of search.
    private static int[] Products(int size)
    {
        Random random = new(2026);
        int[] weights = [.. Enumerable.Range(0, size).Select(_ => random.Next(1, 5_000))];
        int[] days = [.. Enumerable.Range(0, size).Select(_ => random.Next(1, 5_000))];
        return [.. Enumerable.Range(0, size * size).Select(i => weights[i / size] * days[i % size])];
    }

    private static WaitingPatient[] Patients(int size)
    {
        Random random = new(2026);
        return [.. Enumerable.Range(0, size).Select(i =>
        {
            DateOnly listed = Today.AddDays(-random.Next(0, 80));
            return new WaitingPatient
            {
                Id = JourneyId.For(Practice, $"GP-{i:D6}"),
                Band = (FhbBand)random.Next(4),
                ListedAt = ServiceCalendar.At(listed, new TimeOnly(9, 0)).AddSeconds(i),
                Clocks = new JourneyClocks(listed.AddDays(-random.Next(7, 20)), listed, null),
                AgeAtReferral = random.Next(30, 90),
                IronDeficiencyAnaemia = random.Next(10) == 0,
                Needs = random.Next(5) == 0
                    ? new BookingNeeds { Sites = [Sites[random.Next(4)]], NeedsTransport = random.Next(2) == 0, NeedsLongSlot = random.Next(4) == 0 }
                    : BookingNeeds.None,
            };
        })];
    }

    private static FreeSlot[] Slots(int size)
    {
        Random random = new(2026);
        return [.. Enumerable.Range(0, size).Select(i => new FreeSlot(
            $"S-{i:D6}", Sites[random.Next(4)], ServiceCalendar.At(Today.AddDays(random.Next(1, 60)), new TimeOnly(8, 0)).AddMinutes(15 * random.Next(0, 48)),
            random.Next(6) == 0 ? 60 : 45, Procedure.Colonoscopy, random.Next(3) == 0))];
    }
}
