using FitPipeline.Application.Journeys;
using FitPipeline.Pathway.Calendar;
using FitPipeline.Pathway.Decide;
using FitPipeline.Pathway.Events;
using FitPipeline.Pathway.Haemoglobin;
using FitPipeline.Pathway.Identity;
using FitPipeline.Pathway.Journeys;
using FitPipeline.Pathway.Policy;
using FitPipeline.Pathway.Referrals;

namespace FitPipeline.PortContracts;

/// <summary>Journeys that real events moved through the real rules, over the store under test.</summary>
public sealed class Walk(IJourneyStore store)
{
    /// <summary>A Monday morning in winter, with no bank holiday near.</summary>
    public static readonly DateTimeOffset Begins = new(2026, 1, 12, 9, 12, 0, TimeSpan.Zero);

    public static readonly OdsCode Practice = OdsCode.Parse("A99001");
    public static readonly OdsCode OtherPractice = OdsCode.Parse("A99002");

    private readonly JourneyEngine _engine = new(store, new NobodyListens(), PathwayPolicy.Current, new Standing(Begins));

    public static ClinicalPicture Plain { get; } = new([Symptom.ChangeInBowelHabit], [], false, false, false, 60, Sex.Female, 132m);

    /// <summary>A finding that never waits for a kit: the journey is closed when it starts.</summary>
    public static ClinicalPicture Mass { get; } = Plain with { Findings = [Finding.RectalMass] };

    public static KitId Kit(int number) => KitId.Parse($"FIT-KIT-{number:0000}");

    public async Task<Journey> ReferredAsync(string referralId, OdsCode? practice = null, ClinicalPicture? picture = null, DateTimeOffset? at = null)
    {
        OdsCode of = practice ?? Practice;
        JourneyId id = JourneyId.For(of, referralId);
        return Accepted(await _engine.StartAsync(
            new PathwayEvent.ReferralReceived(id, of, picture ?? Plain, true, at ?? Begins), CancellationToken.None));
    }

    public async Task<Journey> ThenAsync(Journey journey, string eventId, PathwayEvent @event, Actor by, string? note = null) =>
        Accepted(await _engine.ApplyAsync(journey.Id, eventId, @event, by, note, CancellationToken.None));

    public Task<Journey> PostedAsync(Journey journey, int kit, DateTimeOffset at) =>
        ThenAsync(journey, $"scan/posted/{kit}", new PathwayEvent.KitPosted(Kit(kit), "LOT-A", null, at), Actor.KitDesk);

    /// <summary>A patient at or above the threshold whom a clinician has put on the waiting list.</summary>
    public async Task<Journey> WaitingAsync(string referralId, int kit)
    {
        Journey journey = await PostedAsync(await ReferredAsync(referralId), kit, Begins.AddDays(1));
        Assert.True(FaecalHaemoglobin.TryCreate(Comparator.Exactly, 120m, HaemoglobinUnit.MicrogramsPerGram, Analysers.HmJackarc, out FaecalHaemoglobin? value, out string? because), because);
        journey = await ThenAsync(
            journey,
            $"lab/{kit}",
            new PathwayEvent.ResultReported(Kit(kit), "L1", value, ServiceCalendar.DateOf(Begins).AddDays(5), ServiceCalendar.DateOf(Begins).AddDays(7), Begins.AddDays(8)),
            Actor.Lab);
        return await ThenAsync(journey, "acknowledged", new PathwayEvent.ResultAcknowledged(Actor.Triage, Begins.AddDays(9)), Actor.Triage);
    }

    private static Journey Accepted(ApplyResult applied)
    {
        ApplyResult.Decided decided = Assert.IsType<ApplyResult.Decided>(applied);
        Assert.True(decided.Decision is Decision.Accepted, decided.Decision.Because);
        return decided.Journey;
    }

    private sealed class NobodyListens : IJourneyNotifier
    {
        public ValueTask NudgeAsync(JourneyCommit committed, CancellationToken cancel) => ValueTask.CompletedTask;
    }

    private sealed class Standing(DateTimeOffset now) : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => now;
    }
}
