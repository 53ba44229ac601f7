using FitPipeline.Application.Journeys;
using FitPipeline.Application.Laboratory;
using FitPipeline.Intake.Results;
using FitPipeline.Pathway.Haemoglobin;
using FitPipeline.Pathway.Identity;
using FitPipeline.Pathway.Journeys;
using FitPipeline.Pathway.Matching;
using FitPipeline.PortContracts;

namespace FitPipeline.Local.Tests;

/// <summary>Whose a row is: kits of one household, and kits that are not ours.</summary>
public sealed class MatchRowTests
{
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Given_another_of_the_household_on_the_report_then_a_swap_is_said_only_if_that_one_has_a_kit_too(bool hasKit)
    {
        await using RunningHost host = await RunningHost.StartAsync(RunningHost.Morning);
        string holder = await host.ReferAsync(1);
        await host.PostKitAsync(holder, 1, RunningHost.Morning);
        string other = await host.ReferAsync(2);
        if (hasKit)
        {
            await host.PostKitAsync(other, 2, RunningHost.Morning);
        }

        RowMatch.Unsure unsure = Assert.IsType<RowMatch.Unsure>(await host.Get<LabRowMatcher>().OfAsync(Row(RunningHost.KitName(1), patient: 2), default));
        Assert.Contains("NHS number", unsure.Because, StringComparison.Ordinal);
        Assert.Equal(hasKit, unsure.Because.Contains("swapped", StringComparison.Ordinal));
        Assert.Contains(unsure.Candidates, candidate => candidate.Journey.Value == holder && candidate.Evidence.Contains("posted to this patient", StringComparison.Ordinal));
        Assert.Contains(unsure.Candidates, candidate => candidate.Journey.Value == other && candidate.Evidence.Contains("identifiers agree", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(1, "The kit was posted to this patient.")]
    [InlineData(2, "The kit was posted to someone else.")]
    [InlineData(3, "The kit was posted to nobody from here.")]
    [InlineData(null, "The report names no kit.")]
    public async Task Given_a_row_with_a_fault_when_candidates_are_named_then_what_is_said_of_the_kit_is_true(int? kit, string said)
    {
        await using RunningHost host = await RunningHost.StartAsync(RunningHost.Morning);
        string journey = await host.ReferAsync(1);
        await host.PostKitAsync(journey, 1, RunningHost.Morning);
        await host.PostKitAsync(await host.ReferAsync(2), 2, RunningHost.Morning);
        LabRow row = Row(RunningHost.KitName(kit ?? 1), patient: 1) with { Faults = ["The result cannot be read."] };

        IReadOnlyList<QuarantineCandidate> candidates = await host.Get<LabRowMatcher>().CandidatesAsync(kit is null ? row with { KitId = null } : row, default);
        Assert.Equal($"{said} The patient's identifiers agree.", Assert.Single(candidates, candidate => candidate.Journey.Value == journey).Evidence);
    }

    [Fact]
    public async Task Given_a_screening_kit_on_the_report_then_nobody_is_offered_and_nobody_can_be_given_it()
    {
        await using RunningHost host = await RunningHost.StartAsync(RunningHost.Morning);
        string journey = await host.ReferAsync(1);
        await host.PostKitAsync(journey, 1, RunningHost.Morning);
        LabRow row = Row("7301234567-K122798765/KD00001", patient: 1) with { Faults = [ScreeningDevice.NotOurs] };

        LabRowRecord taken = await host.Get<ImportLabRow>().RunAsync(new string('a', 64), row, default);
        Assert.Equal((RowOutcome.Quarantined, ScreeningDevice.NotOurs), (taken.Outcome, taken.Because));
        QuarantinedRow quarantined = Assert.Single((await host.Get<IQuarantine>().OpenAsync(null, 10, default)).Items);
        Assert.Empty(quarantined.Candidates);
        ResolutionOutcome outcome = await host.Get<ResolveQuarantine>().MatchAsync(quarantined.Id, JourneyId.Parse(journey), "The same name.", Actor.Triage, default);
        Assert.Contains("screening", Assert.IsType<ResolutionOutcome.Refused>(outcome).Because, StringComparison.Ordinal);
        Assert.Empty((await host.Get<IJourneyStore>().LoadAsync(JourneyId.Parse(journey), null, default)).Stored!.Journey.Results);
    }

    private static LabRow Row(string kit, int patient) => new(
        1, kit, KitId.TryParse(kit, out KitId? id, out _) ? id : null, TestPeople.Number(patient), "Smith", new DateOnly(1960, 2, 14),
        DateOnly.FromDateTime(RunningHost.Morning.UtcDateTime), RunningHost.Morning, RunningHost.Morning,
        FaecalHaemoglobin.TryCreate(Comparator.Exactly, 120m, HaemoglobinUnit.MicrogramsPerGram, Analysers.HmJackarc, out FaecalHaemoglobin? value, out _) ? value : null, "26B1", LabRowStatus.Final, null, null, []);
}
