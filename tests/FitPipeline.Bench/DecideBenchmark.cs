using FitPipeline.Pathway.Decide;
using FitPipeline.Pathway.Events;
using FitPipeline.Pathway.Haemoglobin;
using FitPipeline.Pathway.Identity;
using FitPipeline.Pathway.Journeys;
using FitPipeline.Pathway.Policy;
using FitPipeline.Pathway.Referrals;
using static FitPipeline.Pathway.Events.PathwayEvent;

namespace FitPipeline.Bench;

/// <summary>The rules: a journey from referral to reassurance, with the repeats that real life brings.</summary>
internal sealed class DecideBenchmark : IBenchmark
{
    private const int Journeys = 200_000;
    private static readonly DateTimeOffset Monday = new(2026, 1, 5, 9, 0, 0, TimeSpan.Zero);

    public string Name => "decide";

    public string What => "decisions a second on one core, accepted and ignored mixed as in a journey; bytes allocated by an ignored one";

    public Task<IReadOnlyList<(string Metric, double Value)>> RunAsync()
    {
        PathwayPolicy policy = PathwayPolicy.Current;
        KitId kit = KitId.Parse("FIT-0000001");
        FaecalHaemoglobin.TryCreate(Comparator.Below, 7, HaemoglobinUnit.MicrogramsPerGram, Analysers.HmJackarc, out FaecalHaemoglobin? below, out _);
        OdsCode practice = OdsCode.Parse("A99001");
        ClinicalPicture picture = new([Symptom.ChangeInBowelHabit], [], false, false, false, 61, Sex.Female);
        ReferralReceived referral = new(JourneyId.For(practice, "GP-1"), practice, picture, true, Monday);
        PathwayEvent[] life =
        [
            new KitPosted(kit, "L1", new DateOnly(2027, 12, 31), Monday.AddDays(1)),
            new KitPosted(kit, "L1", new DateOnly(2027, 12, 31), Monday.AddDays(1)),
            new DeadlineElapsed(Monday.AddDays(2)),
            new DeadlineElapsed(Monday.AddDays(8)),
            new KitReceived(kit, new DateOnly(2026, 1, 14), Monday.AddDays(10)),
            new KitReceived(kit, new DateOnly(2026, 1, 14), Monday.AddDays(10)),
            new ResultReported(kit, "26B1", below!, new DateOnly(2026, 1, 14), new DateOnly(2026, 1, 15), Monday.AddDays(11)),
            new ResultReported(kit, "26B1", below!, new DateOnly(2026, 1, 14), new DateOnly(2026, 1, 15), Monday.AddDays(11)),
            new DeadlineElapsed(Monday.AddDays(20)),
            new DeadlineElapsed(Monday.AddDays(60)),
        ];
        Journey start = ((Decision.Accepted)JourneyDecider.Start(referral, policy)).Next;
        double rate = Measure.Rate(5, () =>
        {
            long decisions = 0;
            for (int i = 0; i < Journeys / 10; i++)
            {
                Journey journey = start;
                foreach (PathwayEvent @event in life)
                {
                    if (JourneyDecider.Decide(journey, @event, policy) is Decision.Accepted accepted)
                    {
                        journey = accepted.Next;
                    }

                    decisions++;
                }
            }

            return decisions;
        });

        Journey posted = ((Decision.Accepted)JourneyDecider.Decide(start, life[0], policy)).Next;
        JourneyDecider.Decide(posted, life[1], policy);
        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int i = 0; i < 1000; i++)
        {
            JourneyDecider.Decide(posted, life[1], policy);
        }

        double bytes = (GC.GetAllocatedBytesForCurrentThread() - before) / 1000.0;
        return Task.FromResult<IReadOnlyList<(string, double)>>([("decide.decisionsPerSecond", rate), ("decide.ignoredBytes", bytes)]);
    }
}
