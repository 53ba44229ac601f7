using System.Diagnostics;
using FitPipeline.Application.Journeys;
using FitPipeline.Local.Storage;
using FitPipeline.Pathway.Events;
using FitPipeline.Pathway.Identity;
using FitPipeline.Pathway.Journeys;
using FitPipeline.Pathway.Policy;
using FitPipeline.Pathway.Referrals;

namespace FitPipeline.Bench;

/// <summary>The engine on the real store: load, decide, commit durably, for many journeys at once.</summary>
internal sealed class EngineBenchmark : IBenchmark
{
    private const int Journeys = 20_000;
    private const int Callers = 256;

    public string Name => "engine";

    public string What => "events applied a second, each durable before the caller hears of it (SQLite, WAL, synchronous FULL)";

    public async Task<IReadOnlyList<(string Metric, double Value)>> RunAsync()
    {
        string directory = Directory.CreateTempSubdirectory("fit-bench").FullName;
        try
        {
            using Database database = Database.Open(Path.Combine(directory, "fit.db"));
            JourneyEngine engine = new(new SqliteJourneys(database), new NoNudge(), PathwayPolicy.Current, TimeProvider.System);
            OdsCode practice = OdsCode.Parse("A99001");
            ClinicalPicture picture = new([Symptom.ChangeInBowelHabit], [], false, false, false, 61, Sex.Female);
            DateTimeOffset at = DateTimeOffset.UtcNow;
            long started = Stopwatch.GetTimestamp();
            await Parallel.ForAsync(0, Journeys, new ParallelOptions { MaxDegreeOfParallelism = Callers }, async (n, cancel) =>
            {
                JourneyId id = JourneyId.For(practice, "GP-" + n);
                KitId kit = KitId.Parse(LabFiles.Kit(n));
                await engine.StartAsync(new PathwayEvent.ReferralReceived(id, practice, picture, true, at), cancel);
                await engine.ApplyAsync(id, "posted", new PathwayEvent.KitPosted(kit, "L1", null, at), Actor.KitDesk, null, cancel);
                await engine.ApplyAsync(id, "received", new PathwayEvent.KitReceived(kit, null, at), Actor.Lab, null, cancel);
                await engine.ApplyAsync(id, "asked", new PathwayEvent.AdviceAsked(Actor.Gp, at), Actor.Gp, null, cancel);
            });
            double seconds = Stopwatch.GetElapsedTime(started).TotalSeconds;
            return [("engine.eventsPerSecond", Journeys * 4 / seconds)];
        }
        finally
        {
            Directory.Delete(directory, recursive: true);
        }
    }

    private sealed class NoNudge : IJourneyNotifier
    {
        public ValueTask NudgeAsync(JourneyCommit committed, CancellationToken cancel) => ValueTask.CompletedTask;
    }
}
