using FitPipeline.Application.Journeys;
using FitPipeline.Application.People;
using FitPipeline.Intake.Referrals;
using FitPipeline.Local.Storage;
using FitPipeline.Pathway.Decide;
using FitPipeline.Pathway.Events;
using FitPipeline.Pathway.Identity;
using FitPipeline.Pathway.Journeys;
using FitPipeline.Pathway.Policy;
using FitPipeline.Pathway.Referrals;

namespace FitPipeline.Bench;

/// <summary>Fills a data directory with open journeys, each with a patient and a posted kit.</summary>
internal static class Seeding
{
    /// <summary>Fills it.</summary>
    /// <param name="directory">The data directory; no host holds it.</param>
    /// <param name="journeys">How many.</param>
    /// <param name="nhsNumber">The n-th patient's.</param>
    public static async Task FillAsync(string directory, int journeys, Func<int, string> nhsNumber)
    {
        Directory.CreateDirectory(directory);
        using Database database = Database.Open(Path.Combine(directory, "fit.db"));
        SqliteJourneys store = new(database);
        SqlitePatients patients = new(database);
        SqliteKits kits = new(database);
        OdsCode practice = OdsCode.Parse("A99001");
        ClinicalPicture picture = new([Symptom.ChangeInBowelHabit], [], false, false, false, 61, Sex.Female);
        DateTimeOffset referred = LabFiles.Now.AddDays(-8);
        await Parallel.ForAsync(0, journeys, new ParallelOptions { MaxDegreeOfParallelism = 256 }, async (n, cancel) =>
        {
            JourneyId id = JourneyId.For(practice, "GP-" + n);
            KitId kit = KitId.Parse(LabFiles.Kit(n));
            PatientDetails details = new(
                NhsNumber.Parse(nhsNumber(n)), "Benchley", "Jo", new DateOnly(1960, 2, 14), Sex.Female, null, null,
                new PostalAddress(["1 Example Street"], "NE8 1AA", false), "A", null, "en", new ContactWishes(true, []));
            await patients.AddAsync(
                new PatientRecord(id, "GP-" + n, details, new PracticeDetails(practice, null), n.ToString("x32", System.Globalization.CultureInfo.InvariantCulture)), cancel);
            await kits.BindAsync(kit, id, cancel);
            Decision.Accepted start = (Decision.Accepted)JourneyDecider.Start(new PathwayEvent.ReferralReceived(id, practice, picture, false, referred.AddSeconds(n)), PathwayPolicy.Current);
            PathwayEvent.KitPosted posted = new(kit, "L1", new DateOnly(2027, 12, 31), referred.AddSeconds(n));
            Decision.Accepted sent = (Decision.Accepted)JourneyDecider.Decide(start.Next, posted, PathwayPolicy.Current);
            RecordedEvent recorded = new("posted", 1, posted, Actor.KitDesk, sent.Because, null, "bench", referred);
            await store.CommitAsync(new JourneyCommit(sent.Next with { Step = 1 }, null, recorded, []), cancel);
        });
    }
}
