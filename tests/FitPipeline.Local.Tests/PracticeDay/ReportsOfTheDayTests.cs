using System.Text.Json.Nodes;
using FitPipeline.Application.Http;
using FitPipeline.Application.Journeys;
using FitPipeline.Application.People;
using FitPipeline.Application.Reports;
using FitPipeline.Local.PracticeDay;
using FitPipeline.Pathway.Booking;
using FitPipeline.Pathway.Calendar;
using FitPipeline.Pathway.Haemoglobin;
using FitPipeline.Pathway.Journeys;
using FitPipeline.Pathway.Policy;
using FitPipeline.Pathway.Referrals;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;

namespace FitPipeline.Local.Tests;

/// <summary>Reports are made from figures kept beside the journeys; here the same is counted again from the journeys themselves.</summary>
public sealed class ReportsOfTheDayTests : IDisposable
{
    private readonly string _directory = Directory.CreateTempSubdirectory("fit-reports").FullName;

    public void Dispose() => Directory.Delete(_directory, recursive: true);

    [Fact]
    public async Task Given_the_practice_day_lived_when_each_report_is_made_then_it_says_what_the_journeys_say()
    {
        await using WebApplication app = Host.Build(new Options(0, _directory, DemoCommand.FirstMorning, false));
        await app.StartAsync();
        DataDirectory data = app.Services.GetRequiredService<DataDirectory>();
        using Api api = new(new Uri(RunCommand.AddressOf(app)), (JsonObject)JsonNode.Parse(await File.ReadAllTextAsync(data.Tokens))!);
        await new Play(api, DateOnly.FromDateTime(DemoCommand.FirstMorning.UtcDateTime), data.Inbox).ToTheEndAsync((_, _) => { }, CancellationToken.None);

        List<(Journey Journey, PatientRecord? Patient)> all = [];
        IPatientRegister patients = app.Services.GetRequiredService<IPatientRegister>();
        await foreach (JourneyListing listing in app.Services.GetRequiredService<IJourneyStore>().AllAsync(CancellationToken.None))
        {
            all.Add((listing.Journey, await patients.FindAsync(listing.Journey.Id, CancellationToken.None)));
        }

        Assert.InRange(all.Count, 150, int.MaxValue);
        MakeReport make = app.Services.GetRequiredService<MakeReport>();
        DateRange range = new(DateOnly.MinValue, DateOnly.MaxValue);
        foreach ((string by, Func<(Journey Journey, PatientRecord? Patient), string> stratum) in Strata)
        {
            Report report = await make.RunAsync("equity", range, by, PathwayPolicy.Current, CancellationToken.None);
            Assert.Equal(
                all.GroupBy(stratum).OrderBy(group => group.Key, StringComparer.Ordinal).Select(group => $"{group.Key}: {string.Join(' ', Counted([.. group.Select(one => one.Journey)]))}"),
                report.Rows.Select(row => $"{row.Stratum}: {string.Join(' ', EquityCounts.Select(column => row.Figures[report.Columns.ToList().IndexOf(column)]))}"));
        }

        Report turnaround = await make.RunAsync("turnaround", range, null, PathwayPolicy.Current, CancellationToken.None);
        List<double> days = [.. all.Select(one => one.Journey).Where(journey => journey.ToldAt >= journey.ReferredAt).Select(journey => (journey.ToldAt!.Value - journey.ReferredAt).TotalDays)];
        Assert.Equal(
            [Figures.Count(days.Count), Figures.Days(days, 0.5), Figures.Days(days, 0.9)],
            ((string[])["referralToToldCount", "referralToToldMedian", "referralToToldP90"]).Select(column => Assert.Single(turnaround.Rows).Figures[turnaround.Columns.ToList().IndexOf(column)]));

        Report standards = await make.RunAsync("standards", range, null, PathwayPolicy.Current, CancellationToken.None);
        int inTime = all.Count(one => JourneyClocks.Of(one.Journey) is { ToldOn: { } told } clocks && told <= clocks.FasterDiagnosisBreachOn);
        Assert.Equal(Figures.Count(inTime), Assert.Single(standards.Rows).Figures[standards.Columns.ToList().IndexOf("toldInTime")]);

        DateOnly today = ServiceCalendar.DateOf(app.Services.GetRequiredService<TimeProvider>().GetUtcNow());
        StandardClock[] clocks = [.. all.SelectMany(one => StandardClock.Of(one.Journey))];
        Report breaches = await app.Services.GetRequiredService<BookingReports>().RunAsync("breaches", range, "standard", CancellationToken.None);
        foreach ((WaitingStandard standard, string? name) in ((WaitingStandard, string?)[])
            [(WaitingStandard.FasterDiagnosis, null), (WaitingStandard.SixtyTwoDay, "sixtyTwoDay"), (WaitingStandard.Dm01, "dm01")])
        {
            StandardClock[] of = [.. clocks.Where(clock => clock.Standard == standard)];
            (int met, int missed) = (of.Count(clock => clock.StoppedOn is not null && !clock.Missed(today)), of.Count(clock => clock.StoppedOn is not null && clock.Missed(today)));
            Assert.True(met > 0, $"No {standard.Words()} clock of the day stopped in time, so nothing shows that one is counted.");
            Assert.Equal(
                [$"{of.Length}", $"{met}", $"{missed}"],
                Assert.Single(breaches.Rows, row => row.Stratum == standard.Words()).Figures.Take(3));
            if (name is not null)
            {
                Report report = await make.RunAsync(name, range, null, PathwayPolicy.Current, CancellationToken.None);
                Assert.Equal(
                    [Figures.Count(of.Length), Figures.Count(met), Figures.Count(missed), Figures.Share(met, met + missed)],
                    ((string[])["clocks", "stoppedInTime", "stoppedLate", "stoppedInTimePercent"]).Select(column => Assert.Single(report.Rows).Figures[report.Columns.ToList().IndexOf(column)]));
            }
        }

        await app.StopAsync();
    }

    private static readonly string[] EquityCounts = ["kitsPosted", "kitsReturned", "resulted", "atOrAboveThreshold", "examined"];

    private static readonly (string By, Func<(Journey Journey, PatientRecord? Patient), string> Of)[] Strata =
    [
        ("practice", one => one.Journey.Practice.Value),
        ("sex", one => one.Journey.Picture.Sex is Sex.NotKnown ? "not recorded" : one.Journey.Picture.Sex.ToString()),
        ("ethnicity", one => one.Patient?.Details.EthnicCategory ?? "not recorded"),
        ("language", one => one.Patient?.Details.Language ?? "not recorded"),
    ];

    private static string[] Counted(List<Journey> journeys) =>
    [
        Figures.Count(journeys.Count(journey => journey.Kits.Count > 0)),
        Figures.Count(journeys.Count(journey => journey.Kits.Any(kit => kit.ReceivedAt is not null || kit.State is KitState.Resulted or KitState.Rejected))),
        Figures.Count(journeys.Count(journey => journey.Results.Count > 0)),
        Figures.Count(journeys.Count(journey => journey.HighestResult?.Against(PathwayPolicy.Current.Threshold) is ThresholdSide.AtOrAbove)),
        Figures.Count(journeys.Count(journey => journey.State is JourneyState.Closed { Outcome: Outcome.Investigated })),
    ];
}
