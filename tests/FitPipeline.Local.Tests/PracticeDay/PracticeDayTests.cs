using System.Text.Json.Nodes;
using FitPipeline.Local.PracticeDay;
using FitPipeline.Pathway.Journeys;
using Microsoft.Extensions.DependencyInjection;

namespace FitPipeline.Local.Tests;

public sealed class PracticeDayTests : IDisposable
{
    private readonly string _directory = Directory.CreateTempSubdirectory("fit-day").FullName;

    [Fact]
    public async Task Played_to_its_end_the_practice_day_leaves_nobody_behind_and_reaches_every_state_and_ending()
    {
        Summary summary = await PlayAsync();

        Assert.Equal(0, summary.OpenJourneys);
        Assert.Equal(0, summary.OpenWithoutNextAction);
        Assert.True(summary.Referrals >= 200);
        Assert.Equal(
            summary.Referrals, summary.Accepted + summary.ReferWithoutFit + summary.NotIndicated + summary.Refused + summary.Duplicates);
        Assert.Equal(summary.Accepted + summary.ReferWithoutFit + summary.NotIndicated, summary.Outcomes.Values.Sum());

        string[] states =
        [
            "Referred", "KitPosted", "KitReceived", "AwaitingAcknowledgement", "AwaitingBooking", "Booked", "PracticeReview", "SafetyNet",
            "AssistanceNeeded", "ClinicalReview", "Closed",
        ];
        Assert.Equal(states.Order(), summary.StatesSeen.Keys.Order());
        Assert.Equal(
            Enum.GetNames<Outcome>().Select(name => char.ToLowerInvariant(name[0]) + name[1..]).Order(StringComparer.Ordinal),
            summary.Outcomes.Keys.Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Played_twice_the_practice_day_comes_to_the_same() =>
        Assert.Equal(Figures(await PlayAsync()), Figures(await PlayAsync()));

    public void Dispose() => Directory.Delete(_directory, recursive: true);

    private static string Figures(Summary summary)
    {
        JsonObject figures = summary.ToJson();
        figures.Remove("seconds");
        return figures.ToJsonString();
    }

    private async Task<Summary> PlayAsync()
    {
        string directory = Path.Combine(_directory, Guid.NewGuid().ToString("N"));
        await using Microsoft.AspNetCore.Builder.WebApplication app = Host.Build(new Options(0, directory, DemoCommand.FirstMorning, false));
        await app.StartAsync();
        DataDirectory data = app.Services.GetRequiredService<DataDirectory>();
        JsonObject tokens = (JsonObject)JsonNode.Parse(await File.ReadAllTextAsync(data.Tokens))!;
        using Api api = new(new Uri(RunCommand.AddressOf(app)), tokens);
        Summary summary = await new Play(api, DateOnly.FromDateTime(DemoCommand.FirstMorning.UtcDateTime), data.Inbox).ToTheEndAsync((_, _) => { }, CancellationToken.None);
        await app.StopAsync();
        return summary;
    }
}
