using FitPipeline.Application.Http;
using FitPipeline.Pathway.Booking;
using FitPipeline.Pathway.Calendar;
using FitPipeline.Pathway.Policy;
using FitPipeline.Pathway.Referrals;

namespace FitPipeline.Application.Reports;

/// <summary>Makes the reports from the figures kept of each journey, so that they always add up.</summary>
public sealed class MakeReport(IFigures figures, DeprivationBands deprivation, TimeProvider time)
{
    private const string NotRecorded = "not recorded";

    // NHS Data Dictionary, ethnic category 2001: 99 is "not known", nobody asked. Z, asked and not stated, is an answer.
    private const string NotAsked = "99";

    private const string Suppressed = "Counts from 1 to 4 are shown as *.";

    private static readonly string[] FunnelColumns =
        ["referrals", "kitsPosted", "kitsReturned", "resulted", "atOrAboveThreshold", "acknowledged", "listed", "examined", "reassured", "notReturned"];

    private static readonly string[] EquityColumns =
        ["kitsPosted", "kitsReturned", "returnedPercent", "resulted", "atOrAboveThreshold", "atOrAbovePercent", "examined"];

    /// <summary>The reports it makes.</summary>
    public static IReadOnlyList<string> Names { get; } = ["funnel", "turnaround", "equity", "standards", "sixtyTwoDay", "dm01"];

    /// <summary>What a report can be broken down by.</summary>
    public static IReadOnlyList<string> Strata { get; } = ["practice", "sex", "age", "ethnicity", "language", "deprivation"];

    /// <summary>Makes a report over the referrals received between two London dates.</summary>
    public async Task<Report> RunAsync(string name, DateRange range, string? by, PathwayPolicy policy, CancellationToken cancel)
    {
        SortedDictionary<string, List<JourneyFigures>> strata = new(StringComparer.Ordinal);
        CountedFigures counted = await figures.ReceivedAsync(range, by is not null && IsOfThePerson(by), cancel);
        foreach (FigureRow row in counted.Rows)
        {
            string stratum = by is null ? "all" : StratumOf(by, row);
            if (!strata.TryGetValue(stratum, out List<JourneyFigures>? of))
            {
                strata[stratum] = of = [];
            }

            of.Add(row.Journey);
        }

        return Of(name, range, by, strata, policy).CountedAt(counted.CountedAt);
    }

    private Report Of(string name, DateRange range, string? by, SortedDictionary<string, List<JourneyFigures>> strata, PathwayPolicy policy)
    {
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
                 Suppressed]),
            "standards" => new Report(
                name, range.From, range.To, by, ToldInTime.Columns,
                [.. strata.Select(stratum => new ReportRow(stratum.Key, ToldInTime.Of(stratum.Value, ServiceCalendar.DateOf(time.GetUtcNow()))))],
                [$"The Faster Diagnosis Standard: told cancer or not within {JourneyClocks.FasterDiagnosisDays} days of the referral.", Suppressed]),
            "sixtyTwoDay" => OfStandard(
                name, range, by, strata, WaitingStandard.SixtyTwoDay,
                $"First treatment within {JourneyClocks.TreatmentDays} days of the referral: for suspected-cancer referrals and results at or above the threshold. The clock stops with the journey.",
                StoppedInTime.TreatmentElsewhere),
            "dm01" => OfStandard(
                name, range, by, strata, WaitingStandard.Dm01,
                $"A diagnostic test in less than {JourneyClocks.DiagnosticTestDays} days: from joining the waiting list to the examination, or to the end of the journey without one."),
            _ => new Report(
                name, range.From, range.To, by, TurnaroundSteps.Columns,
                [.. strata.Select(stratum => new ReportRow(stratum.Key, TurnaroundSteps.Of(stratum.Value)))],
                ["Medians and 90th centiles in days."]),
        };
    }

    private Report OfStandard(
        string name, DateRange range, string? by, SortedDictionary<string, List<JourneyFigures>> strata, WaitingStandard standard, params string[] notes)
    {
        DateOnly today = ServiceCalendar.DateOf(time.GetUtcNow());
        return new Report(
            name, range.From, range.To, by, StoppedInTime.Columns,
            [.. strata.Select(stratum => new ReportRow(stratum.Key, StoppedInTime.Of(stratum.Value, standard, today)))],
            [.. notes, Suppressed]);
    }

    private static string[] Funnel(List<JourneyFigures> of, PathwayPolicy policy)
    {
        int marked(JourneyMarks mark) => of.Count(journey => journey.Has(mark));
        return
        [
            Figures.Count(of.Count),
            Figures.Count(marked(JourneyMarks.KitPosted)),
            Figures.Count(marked(JourneyMarks.Returned)),
            Figures.Count(marked(JourneyMarks.Resulted)),
            Figures.Count(of.Count(journey => AtOrAbove(journey, policy))),
            Figures.Count(of.Count(journey => journey.AcknowledgedAt is not null)),
            Figures.Count(of.Count(journey => journey.ListedAt is not null)),
            Figures.Count(marked(JourneyMarks.Investigated)),
            Figures.Count(marked(JourneyMarks.Reassured)),
            Figures.Count(marked(JourneyMarks.NotReturned)),
        ];
    }

    private static string[] Equity(List<JourneyFigures> of, PathwayPolicy policy)
    {
        int posted = of.Count(journey => journey.Has(JourneyMarks.KitPosted));
        int returned = of.Count(journey => journey.Has(JourneyMarks.Returned));
        int resulted = of.Count(journey => journey.Has(JourneyMarks.Resulted));
        int atOrAbove = of.Count(journey => AtOrAbove(journey, policy));
        int examined = of.Count(journey => journey.Has(JourneyMarks.Investigated));
        return
        [
            Figures.Count(posted), Figures.Count(returned), Figures.Share(returned, posted), Figures.Count(resulted),
            Figures.Count(atOrAbove), Figures.Share(atOrAbove, resulted), Figures.Count(examined),
        ];
    }

    private static bool AtOrAbove(JourneyFigures journey, PathwayPolicy policy) => journey.AtLeastMicrogramsPerGram >= policy.Threshold;

    private static bool IsOfThePerson(string by) => by is "ethnicity" or "language" or "deprivation";

    private string StratumOf(string by, FigureRow row) => by switch
    {
        "practice" => row.Journey.Practice.Value,
        "sex" => row.Journey.Sex is Sex.NotKnown ? NotRecorded : row.Journey.Sex.ToString(),
        "age" => row.Journey.AgeInYears switch
        {
            < 40 => "under 40",
            < 50 => "40 to 49",
            < 60 => "50 to 59",
            < 70 => "60 to 69",
            < 80 => "70 to 79",
            _ => "80 and over",
        },
        "deprivation" => deprivation.Of(row.Person?.Lsoa21) ?? NotRecorded,
        "ethnicity" => row.Person?.EthnicCategory ?? NotRecorded,
        _ => row.Person?.Language ?? NotRecorded,
    };
}
