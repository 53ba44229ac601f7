using System.Globalization;
using System.Text.Json;
using FitPipeline.Application.Journeys;
using FitPipeline.Application.Messaging.Letters;
using FitPipeline.Application.Messaging.Texts;
using FitPipeline.Application.Messaging.Wording;
using FitPipeline.Application.People;
using FitPipeline.Intake.Referrals;
using FitPipeline.Pathway.Calendar;
using FitPipeline.Pathway.Decide;
using FitPipeline.Pathway.Effects;
using FitPipeline.Pathway.Events;
using FitPipeline.Pathway.Identity;
using FitPipeline.Pathway.Journeys;
using FitPipeline.Pathway.Messages;
using FitPipeline.Pathway.Policy;
using FitPipeline.Pathway.Referrals;

namespace FitPipeline.Application.Tests;

/// <summary>A service with nothing but patients, texts and letters, in virtual time.</summary>
internal sealed class TextWorld
{
    private readonly EffectDispatcher _effects;

    public TextWorld(string now, PathwayPolicy? policy = null)
    {
        Clock = new StandingClock { Now = DateTimeOffset.Parse(now, CultureInfo.InvariantCulture) };
        Policy = policy ?? PathwayPolicy.Current;
        Network = new Network(Clock);
        Engine = new JourneyEngine(Journeys, new NoNudge(), Policy, Clock);
        MessageComposer composer = new(new WordingSettings());
        _effects = new EffectDispatcher(
            [new SendTexts(Texts, Patients, composer, Policy, Clock), new SendLetters(Letters, Patients, composer, Clock)]);
        Sender = null!;
        Restart();
    }

    public StandingClock Clock { get; }

    public PathwayPolicy Policy { get; }

    public JourneysInMemory Journeys { get; } = new();

    public PatientsInMemory Patients { get; } = new();

    public TextsInMemory Texts { get; } = new();

    public LettersInMemory Letters { get; } = new();

    public WorkInMemory Work { get; } = new();

    public Network Network { get; }

    public JourneyEngine Engine { get; }

    public SmsDispatcher Sender { get; private set; }

    /// <summary>What is only in a process's memory is lost.</summary>
    public void Restart() =>
        Sender = new SmsDispatcher(Texts, Network, Patients, Journeys, Engine, new SmsRateLimiter(Texts, Work, Policy), Clock);

    /// <summary>A patient is referred and a kit posted: the first text is queued, or the first letter.</summary>
    public async Task<JourneyId> KitPostedAsync(int patient, int? mobile = null, bool canBeTexted = true)
    {
        JourneyId id = await RegisterAsync(patient, mobile ?? patient);
        await HappensAsync(id, "referral", new PathwayEvent.ReferralReceived(id, Practice, Picture, canBeTexted, Clock.Now));
        await HappensAsync(id, "posted", new PathwayEvent.KitPosted(KitOf(patient), "LOT-1", ServiceCalendar.DateOf(Clock.Now).AddDays(300), Clock.Now));
        return id;
    }

    /// <summary>The same person is referred once more.</summary>
    public async Task<JourneyId> ReferredAgainAsync(JourneyId first)
    {
        PatientRecord patient = (await Patients.FindAsync(first, default))!;
        JourneyId id = JourneyId.For(Practice, patient.ReferralId + "-again");
        await Patients.AddAsync(patient with { Journey = id, PageToken = new string('y', 32) }, default);
        await HappensAsync(id, "referral", new PathwayEvent.ReferralReceived(id, Practice, Picture, true, Clock.Now));
        return id;
    }

    public static KitId KitOf(int patient) => KitId.Parse($"FIT-KIT-{patient:00000}");

    /// <summary>Something happens to a patient, and what it asks for is done.</summary>
    public async Task HappensAsync(JourneyId id, string eventId, PathwayEvent @event)
    {
        ApplyResult.Decided decided = Assert.IsType<ApplyResult.Decided>(await Engine.ApplyAsync(id, eventId, @event, Actor.Pathway, null, default));
        Assert.True(decided.Decision is Decision.Accepted, decided.Decision.Because);
        await DoEffectsAsync();
    }

    /// <summary>Queues a text as the pathway would, besides those that events bring.</summary>
    public Task QueueAsync(JourneyId id, string textId, int segments = 1) => Texts.QueueAsync(
        new TextRecord(
            textId, id, MessageTemplate.KitOnItsWay, new MessageFacts(new DateOnly(2026, 1, 22)), new string('a', segments == 1 ? 100 : segments * 153),
            segments, Clock.Now, ServiceCalendar.NextInWindow(Clock.Now, Policy.TextsFrom, Policy.TextsUntil), null, TextStatus.Queued, null, Guid.NewGuid()),
        default);

    /// <summary>Time goes on to then, stopping whenever a text may leave.</summary>
    public async Task UntilAsync(string then)
    {
        DateTimeOffset to = DateTimeOffset.Parse(then, CultureInfo.InvariantCulture);
        for (int stops = 0; ; stops++)
        {
            Assert.True(stops < 50_000, "Time stands still: there is always something to send and nothing leaves.");
            while (await Sender.RunAsync(default) > 0)
            {
                await DoEffectsAsync();
            }

            await DoEffectsAsync();
            if (Clock.Now >= to)
            {
                return;
            }

            DateTimeOffset? next = await Sender.NextAsync(default);
            Assert.True(next is null || next > Clock.Now, "The sender asks to be woken in the past.");
            Clock.Now = next is null || next > to ? to : next.Value;
        }
    }

    /// <summary>A delivery report as Event Grid brings it.</summary>
    public Task<bool?> ReportAsync(string textId, string status, string details = "") => TakeAsync(
            $$"""
            { "eventType": "Microsoft.Communication.SMSDeliveryReportReceived",
              "data": { "messageId": "network-id", "deliveryStatus": "{{status}}", "deliveryStatusDetails": "{{details}}", "Tag": "{{textId}}" } }
            """);

    /// <summary>An answer that a telephone sends, as Event Grid brings it.</summary>
    public Task<bool?> ReplyAsync(string from, string message, string id = "in-1") => TakeAsync(
        $$"""
        { "eventType": "Microsoft.Communication.SMSReceived", "data": { "messageId": "{{id}}", "from": "{{from}}", "message": "{{message}}" } }
        """);

    private Task<bool?> TakeAsync(string gridEvent) => new ImportDeliveryReports(
        Texts, Sender, Patients, new ChangeContact(Patients, Engine, Clock), Clock)
        .RunAsync(JsonDocument.Parse(gridEvent).RootElement, default);

    public IEnumerable<LetterRecord> LettersTo(JourneyId id) => Letters.All.Where(letter => letter.Journey == id);

    public TextRecord TextTo(JourneyId id) => Texts.All.Single(text => text.Journey == id);

    private static OdsCode Practice { get; } = OdsCode.Parse("A99001");

    private static ClinicalPicture Picture { get; } = new(
        [Symptom.ChangeInBowelHabit], [], IronDeficiencyAnaemia: false, Anaemia: false, Concern: false, AgeInYears: 65, Sex.Female);

    private async Task<JourneyId> RegisterAsync(int patient, int mobile)
    {
        JourneyId id = JourneyId.For(Practice, $"GP-{patient}");
        PatientDetails details = new(
            Number(patient), "Testbury", "Pat", new DateOnly(1960, 2, 14), Sex.Female, UkMobile.Parse($"07700900{mobile:000}"), null,
            new PostalAddress(["1 Trial Street"], "NE8 1AA", false), null, null, "en", new ContactWishes(true, []));
        await Patients.AddAsync(new PatientRecord(id, $"GP-{patient}", details, new PracticeDetails(Practice, null), $"{patient:x32}"), default);
        return id;
    }

    // The nth number of the range kept for tests whose check digit is right.
    private static NhsNumber Number(int patient)
    {
        for (int check = 0; check < 10; check++)
        {
            if (NhsNumber.TryParse($"999{patient * 2:000000}{check}", out NhsNumber? number, out _))
            {
                return number;
            }
        }

        return Number(patient + 300_000);
    }

    private async Task DoEffectsAsync()
    {
        while (await Journeys.PendingAsync(Clock.Now, 1000, default) is { Count: > 0 } pending)
        {
            foreach (PendingEffect effect in pending.Where(effect => effect.Effect is Effect.SendText or Effect.SendLetter))
            {
                await _effects.RunAsync(effect, default);
            }

            await Journeys.DoneAsync(pending, default);
        }
    }

    private sealed class NoNudge : IJourneyNotifier
    {
        public ValueTask NudgeAsync(JourneyCommit committed, CancellationToken cancel) => ValueTask.CompletedTask;
    }

    /// <summary>A clock that is set by hand.</summary>
    internal sealed class StandingClock : TimeProvider
    {
        public DateTimeOffset Now { get; set; }

        public override DateTimeOffset GetUtcNow() => Now;
    }
}
