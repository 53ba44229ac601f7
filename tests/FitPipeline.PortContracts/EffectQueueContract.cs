using FitPipeline.Application.Journeys;
using FitPipeline.Pathway.Effects;
using FitPipeline.Pathway.Events;
using FitPipeline.Pathway.Journeys;
using FitPipeline.Pathway.Messages;

namespace FitPipeline.PortContracts;

/// <summary>What was committed to be done is handed out until it is done.</summary>
public abstract class EffectQueueContract
{
    protected abstract IJourneyStore Journeys { get; }

    protected abstract IEffectOutbox Effects { get; }

    private Walk Walk => new(Journeys);

    private static CancellationToken None => CancellationToken.None;

    [Fact]
    public async Task Given_nothing_committed_when_asked_then_nothing_is_pending()
    {
        Assert.Empty(await Effects.PendingAsync(DateTimeOffset.MaxValue, 10, None));
        Assert.Null(await Effects.NextAsync(None));
    }

    [Fact]
    public async Task Given_a_referral_when_its_effects_are_asked_for_then_they_are_those_of_the_decision_in_order()
    {
        Journey journey = await Walk.ReferredAsync("GP-1");
        IReadOnlyList<PendingEffect> effects = await Effects.OfJourneyAsync(journey.Id, None);
        Assert.Equal([$"{journey.Id.Value}.1.0", $"{journey.Id.Value}.1.1"], effects.Select(effect => effect.Id));
        Assert.Equal([new Effect.PostKit(1), new Effect.Publish("referral-accepted")], effects.Select(effect => effect.Effect));
        Assert.All(effects, effect => Assert.Equal((journey.Id, 0), (effect.Journey, effect.Attempts)));
        Assert.Equal(effects, await Effects.PendingAsync(Walk.Begins, 10, None));
        Assert.True(await Effects.NextAsync(None) <= Walk.Begins);
    }

    [Fact]
    public async Task Given_effects_of_many_kinds_when_they_are_read_then_each_is_as_it_was_decided()
    {
        Journey journey = await Walk.WaitingAsync("GP-1", 1);
        await Walk.ThenAsync(
            journey,
            "booking/b-1",
            new PathwayEvent.SlotBooked(new Appointment("b-1", "s-1", "Gateshead", Walk.Begins.AddDays(20)), Walk.Begins.AddDays(10)),
            Actor.BookingDesk);
        IReadOnlyList<PendingEffect> effects = await Effects.OfJourneyAsync(journey.Id, None);
        Assert.Contains(effects, effect => effect.Effect is Effect.SendText
        {
            Template: MessageTemplate.AppointmentMade, Facts.Site: "Gateshead", Facts.AppointmentAt: var at,
        } && at == Walk.Begins.AddDays(20));
        Assert.Contains(effects, effect => effect.Effect is Effect.RequestBooking);
        Assert.Contains(effects, effect => effect.Effect is Effect.Audit { By: Actor.Triage });
        Assert.Equal(effects.Count, effects.Select(effect => effect.Id).Distinct().Count());
    }

    [Fact]
    public async Task Given_effects_when_some_are_done_twice_then_the_others_stay()
    {
        Journey journey = await Walk.ReferredAsync("GP-1");
        Journey other = await Walk.ReferredAsync("GP-2");
        IReadOnlyList<PendingEffect> effects = await Effects.OfJourneyAsync(journey.Id, None);

        await Effects.DoneAsync([effects[0]], None);
        await Effects.DoneAsync([effects[0]], None);
        Assert.Equal([effects[1].Id], (await Effects.OfJourneyAsync(journey.Id, None)).Select(effect => effect.Id));
        await Effects.DoneAsync(effects, None);
        Assert.Empty(await Effects.OfJourneyAsync(journey.Id, None));
        Assert.Equal(2, (await Effects.OfJourneyAsync(other.Id, None)).Count);
        Assert.Equal(2, (await Effects.PendingAsync(Walk.Begins, 10, None)).Count);
    }

    [Fact]
    public async Task Given_an_effect_that_is_put_off_when_its_time_has_not_come_then_only_its_journey_shows_it()
    {
        Journey journey = await Walk.ReferredAsync("GP-1");
        PendingEffect effect = (await Effects.OfJourneyAsync(journey.Id, None))[0];
        await Effects.DoneAsync([(await Effects.OfJourneyAsync(journey.Id, None))[1]], None);
        DateTimeOffset until = Walk.Begins.AddMinutes(5);
        await Effects.PutOffAsync(effect, until, None);

        Assert.Empty(await Effects.PendingAsync(until.AddTicks(-1), 10, None));
        Assert.Equal(until, await Effects.NextAsync(None));
        PendingEffect shown = Assert.Single(await Effects.PendingAsync(until, 10, None));
        Assert.Equal(effect with { Attempts = 1, NotBefore = until }, shown);
        Assert.Equal(shown, Assert.Single(await Effects.OfJourneyAsync(journey.Id, None)));

        await Effects.PutOffAsync(shown, until.AddMinutes(5), None);
        Assert.Equal(2, Assert.Single(await Effects.OfJourneyAsync(journey.Id, None)).Attempts);
        await Effects.DoneAsync([effect], None);
        Assert.Null(await Effects.NextAsync(None));
    }

    [Fact]
    public async Task Given_more_effects_than_asked_for_when_they_are_asked_for_then_the_limit_holds_and_none_is_lost()
    {
        for (int i = 0; i < 5; i++)
        {
            await Walk.ReferredAsync($"GP-{i}");
        }

        HashSet<string> seen = [];
        while (await Effects.PendingAsync(Walk.Begins, 3, None) is { Count: > 0 } batch)
        {
            Assert.InRange(batch.Count, 1, 3);
            Assert.All(batch, effect => Assert.True(seen.Add(effect.Id), effect.Id));
            await Effects.DoneAsync(batch, None);
        }

        Assert.Equal(10, seen.Count);
    }
}
