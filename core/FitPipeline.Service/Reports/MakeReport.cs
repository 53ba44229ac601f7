using FitPipeline.Pathway;

namespace FitPipeline.Service;

/// <summary>Makes the reports from the journeys themselves, so that the figures always add up.</summary>
public sealed class MakeReport(IJourneyStore journeys, IPatientRegister patients, DeprivationBands deprivation, TimeProvider time)
{
    private const string NotRecorded = "not recorded";

    // NHS Data Dictionary, ethnic category 2001: 99 is "not known", nobody asked. Z, asked and not stated, is an answer.
    private const string NotAsked = "99";

    private static readonly string[] FunnelColumns =
        ["referrals", "kitsPosted", "kitsReturned", "resulted", "atOrAboveThreshold", "acknowledged", "listed", "examined", "reassured", "notReturned"];

    private static readonly string[] EquityColumns =
        ["kitsPosted", "kitsReturned", "returnedPercent", "resulted", "atOrAboveThreshold", "atOrAbovePercent", "examined"];

    /// <summary>What a report can be broken down by.</summary>
    public static IReadOnlyList<string> Strata { get; } = ["practice", "sex", "age", "ethnicity", "language", "deprivation"];

    /// <summary>Makes a report over the referrals received between two London dates.</summary>
    public async Task<Report> RunAsync(string name, DateRange range, string? by, PathwayPolicy policy, CancellationToken cancel)
    {
        SortedDictionary<string, List<Journey>> strata = new(StringComparer.Ordinal);
        await foreach (JourneyListing listing in journeys.AllAsync(cancel))
        {
            Journey journey = listing.Journey;
            DateOnly received = London.DateOf(journey.ReferredAt);
            if (received < range.From || received > range.To)
            {
                continue;
            }

            string stratum = by is null ? "all" : StratumOf(by, journey, IsOfThePerson(by) ? await patients.FindAsync(journey.Id, cancel) : null);
            if (!strata.TryGetValue(stratum, out List<Journey>? of))
            {
                strata[stratum] = of = [];
            }

            of.Add(journey);
        }

        return name switch
        {
            "funnel" => new Report(
                name, range.From, range.To, by, FunnelColumns,
                [.. strata.Select(stratum => new ReportRow(stratum.Key, Funnel(stratum.Value, policy)))],
                ["Counts from 1 to 4 are shown as * where the report is broken down."]),
            "equity" => new Report(
                name, range.From, range.To, by, EquityColumns,
                [.. strata.Select(stratum => new ReportRow(stratum.Key, Equity(stratum.Value, policy)))],
                [.. by is "deprivation" ? deprivation.Notes : [], $"Recorded for {Figures.Share(strata.Where(stratum => stratum.Key is not (NotRecorded or NotAsked)).Sum(stratum => stratum.Value.Count), strata.Sum(stratum => stratum.Value.Count))} % of referrals.",
                 "Counts from 1 to 4 are shown as *."]),
            "standards" => new Report(
                name, range.From, range.To, by, ToldInTime.Columns,
                [.. strata.Select(stratum => new ReportRow(stratum.Key, ToldInTime.Of(stratum.Value, London.DateOf(time.GetUtcNow()))))],
                ["The Faster Diagnosis Standard: told cancer or not within 28 days of the referral.", "Counts from 1 to 4 are shown as *."]),
            _ => new Report(
                name, range.From, range.To, by, TurnaroundSteps.Columns,
                [.. strata.Select(stratum => new ReportRow(stratum.Key, TurnaroundSteps.Of(stratum.Value)))],
                ["Medians and 90th centiles in days."]),
        };
    }

    private static string[] Funnel(List<Journey> of, PathwayPolicy policy)
    {
        int count(Func<Journey, bool> where) => of.Count(where);
        return
        [
            Figures.Count(of.Count),
            Figures.Count(count(journey => journey.Kits.Count > 0)),
            Figures.Count(count(Returned)),
            Figures.Count(count(journey => journey.Results.Count > 0)),
            Figures.Count(count(journey => AtOrAbove(journey, policy))),
            Figures.Count(count(journey => journey.AcknowledgedAt is not null)),
            Figures.Count(count(journey => journey.ListedAt is not null)),
            Figures.Count(count(journey => journey.State is JourneyState.Closed { Outcome: Outcome.Investigated })),
            Figures.Count(count(journey => journey.State is JourneyState.Closed { Outcome: Outcome.Reassured } or JourneyState.SafetyNet)),
            Figures.Count(count(journey => journey.State is JourneyState.PracticeReview { Question: PracticeQuestion.NotReturned })),
        ];
    }

    private static string[] Equity(List<Journey> of, PathwayPolicy policy)
    {
        int posted = of.Count(journey => journey.Kits.Count > 0);
        int returned = of.Count(Returned);
        int resulted = of.Count(journey => journey.Results.Count > 0);
        int atOrAbove = of.Count(journey => AtOrAbove(journey, policy));
        int examined = of.Count(journey => journey.State is JourneyState.Closed { Outcome: Outcome.Investigated });
        return
        [
            Figures.Count(posted), Figures.Count(returned), Figures.Share(returned, posted), Figures.Count(resulted),
            Figures.Count(atOrAbove), Figures.Share(atOrAbove, resulted), Figures.Count(examined),
        ];
    }

    private static bool Returned(Journey journey) => journey.Kits.Any(kit => kit.ReceivedAt is not null || kit.State is KitState.Resulted or KitState.Rejected);

    private static bool AtOrAbove(Journey journey, PathwayPolicy policy) =>
        journey.HighestResult?.Against(policy.Threshold) is ThresholdSide.AtOrAbove;

    // The rest is in the journey itself, and a hundred thousand looks into the register are saved.
    private static bool IsOfThePerson(string by) => by is "ethnicity" or "language" or "deprivation";

    private string StratumOf(string by, Journey journey, PatientRecord? patient) => by switch
    {
        "practice" => journey.Practice.Value,
        "sex" => journey.Picture.Sex is Sex.NotKnown ? NotRecorded : journey.Picture.Sex.ToString(),
        "age" => journey.Picture.AgeInYears switch
        {
            < 40 => "under 40",
            < 50 => "40 to 49",
            < 60 => "50 to 59",
            < 70 => "60 to 69",
            < 80 => "70 to 79",
            _ => "80 and over",
        },
        "deprivation" => deprivation.Of(patient?.Details.Lsoa21) ?? NotRecorded,
        "ethnicity" => patient?.Details.EthnicCategory ?? NotRecorded,
        _ => patient?.Details.Language ?? NotRecorded,
    };
}
