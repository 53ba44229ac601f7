using FitPipeline.Application.Messaging.Texts;
using FitPipeline.Application.Worklist;
using FitPipeline.Pathway.Identity;
using FitPipeline.Pathway.Journeys;
using FitPipeline.Pathway.Policy;

namespace FitPipeline.Application.Tests;

/// <summary>Not too fast, not too many, and not at all once something has gone wrong (H24).</summary>
public sealed class SmsRateLimiterTests
{
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);
    private static readonly DateTimeOffset Eight = new(2026, 1, 12, 8, 0, 0, TimeSpan.Zero);

    [Fact]
    public async Task Given_20_000_texts_queued_at_three_in_the_night_then_they_leave_in_order_from_eight_at_600_a_minute()
    {
        // A thousand numbers are kept for tests; each of the thousand patients is owed twenty texts.
        const int patients = 1000;
        const int each = 20;
        TextWorld world = new("2026-01-12T03:00Z", PathwayPolicy.Current with { TextsPerPatientPerDay = each });
        List<JourneyId> journeys = [];
        for (int patient = 0; patient < patients; patient++)
        {
            journeys.Add(await world.KitPostedAsync(patient));
        }

        for (int i = 1; i < each; i++)
        {
            foreach (JourneyId journey in journeys)
            {
                await world.QueueAsync(journey, $"{journey.Value}.9.{i}");
            }
        }

        string[] queued = [.. world.Texts.All.Select(text => text.TextId)];
        Assert.Equal(20_000, queued.Length);
        await world.UntilAsync("2026-01-12T18:00Z");

        Assert.Equal(queued, world.Network.Accepted);
        Assert.Equal(Eight, world.Network.Calls[0].At);
        AssertNeverMoreThan600SegmentsAMinute(world);

        // No slower than it need be either: every minute but the last is used to the full.
        int segments = world.Texts.All.Sum(text => text.Segments);
        Assert.InRange((world.Network.Calls[^1].At - Eight) / Minute, (segments / 600) - 1, (segments / 600) + 1);
        Assert.Empty(world.Letters.All);
        Assert.Empty(world.Work.Open);
    }

    [Fact]
    public async Task Given_texts_of_two_parts_then_each_counts_twice()
    {
        TextWorld world = new("2026-01-12T03:00Z", PathwayPolicy.Current with { TextsPerPatientPerDay = 1001 });
        JourneyId id = await world.KitPostedAsync(1);
        for (int i = 0; i < 999; i++)
        {
            await world.QueueAsync(id, $"{id.Value}.9.{i}", segments: 2);
        }

        await world.UntilAsync("2026-01-12T18:00Z");

        Assert.Equal(1000, world.Network.Calls.Count);
        Assert.Equal(Eight + (3 * Minute), world.Network.Calls[^1].At);
        AssertNeverMoreThan600SegmentsAMinute(world);
    }

    [Fact]
    public async Task Given_a_restart_within_the_minute_then_the_minute_s_room_is_not_given_twice()
    {
        TextWorld world = new("2026-01-12T03:00Z", PathwayPolicy.Current with { TextsPerPatientPerDay = 2001 });
        JourneyId id = await world.KitPostedAsync(1);
        for (int i = 0; i < 1500; i++)
        {
            await world.QueueAsync(id, $"{id.Value}.9.{i}");
        }

        await world.UntilAsync("2026-01-12T08:00:10Z");
        world.Restart();
        await world.UntilAsync("2026-01-12T08:00:50Z");
        AssertNeverMoreThan600SegmentsAMinute(world);
        Assert.Equal(Eight, world.Network.Calls[^1].At);

        await world.UntilAsync("2026-01-12T09:00Z");
        AssertNeverMoreThan600SegmentsAMinute(world);
        Assert.Equal(1501, world.Network.Calls.Count);
    }

    [Fact]
    public async Task Given_a_storm_then_texting_stops_at_the_policy_s_number_and_the_desk_is_told_once()
    {
        TextWorld world = new("2026-01-12T09:00Z", PathwayPolicy.Current with { TextsPerHour = 50 });
        for (int patient = 0; patient < 120; patient++)
        {
            await world.KitPostedAsync(patient);
        }

        await world.UntilAsync("2026-01-12T17:00Z");

        Assert.Equal(50, world.Network.Calls.Count);
        WorkItem item = Assert.Single(world.Work.Open);
        Assert.Equal(Owner.Admin, item.Owner);
        Assert.Null(item.Journey);
        Assert.EndsWith(".", item.What, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Given_texting_has_stopped_then_neither_a_restart_nor_the_next_morning_starts_it_but_a_person_does()
    {
        TextWorld world = new("2026-01-12T16:00Z", PathwayPolicy.Current with { TextsPerHour = 50 });
        for (int patient = 0; patient < 120; patient++)
        {
            await world.KitPostedAsync(patient);
        }

        await world.UntilAsync("2026-01-12T17:00Z");
        world.Restart();
        await world.UntilAsync("2026-01-13T12:00Z");
        Assert.Equal(50, world.Network.Calls.Count);

        Assert.True(await world.Work.DoneAsync(Assert.Single(world.Work.Open).ItemId, Actor.Admin, "A new lot went out.", world.Clock.Now, default));
        await world.UntilAsync("2026-01-13T12:30Z");

        // It goes on, and stops again at the number: what was let go on was yesterday's storm.
        Assert.Equal(100, world.Network.Calls.Count);
        Assert.Single(world.Work.Open);
        Assert.True(await world.Work.DoneAsync(Assert.Single(world.Work.Open).ItemId, Actor.Admin, "The same.", world.Clock.Now, default));
        await world.UntilAsync("2026-01-13T13:00Z");
        Assert.Equal(120, world.Network.Calls.Count);
        Assert.Empty(world.Work.Open);
    }

    [Fact]
    public async Task Given_the_provider_is_full_then_nobody_is_sent_anything_for_as_long_as_it_asks()
    {
        TextWorld world = new("2026-01-12T09:00Z");
        for (int patient = 0; patient < 20; patient++)
        {
            await world.KitPostedAsync(patient);
        }

        int calls = 0;
        world.Network.Answer = _ => Task.FromResult(++calls == 3 ? new TextSending.Busy(TimeSpan.FromSeconds(90)) : Network.Taken);
        await world.UntilAsync("2026-01-12T09:10Z");

        DateTimeOffset start = world.Network.Calls[0].At;
        Assert.Equal(2, world.Network.Calls.Count(call => call.Accepted && call.At < start.AddSeconds(90)));
        Assert.Equal(21, world.Network.Calls.Count);
        Assert.Equal(20, world.Network.Accepted.Distinct().Count());
        Assert.All(world.Network.Calls.Skip(3), call => Assert.Equal(start.AddSeconds(90), call.At));

        // A repeat goes under the id it had, so that a provider which did take it after all does not send it twice.
        string refused = world.Network.Calls[2].Text.TextId;
        Assert.Single(world.Network.Calls.Where(call => call.Text.TextId == refused).Select(call => call.Text.RepeatabilityId).Distinct());
    }

    [Fact]
    public async Task Given_one_text_that_the_provider_always_puts_off_then_it_holds_nobody_up_for_long()
    {
        TextWorld world = new("2026-01-12T09:00Z");
        JourneyId unlucky = await world.KitPostedAsync(0);
        for (int patient = 1; patient < 300; patient++)
        {
            await world.KitPostedAsync(patient);
        }

        world.Network.Answer = text => Task.FromResult(
            text.Journey == unlucky ? new TextSending.Busy(TimeSpan.FromSeconds(30)) : Network.Taken);
        await world.UntilAsync("2026-01-12T09:05Z");

        Assert.Equal(299, world.Network.Accepted.Count());
    }

    [Fact]
    public async Task Given_a_provider_that_is_down_for_an_hour_then_the_morning_s_texts_wait_for_it_and_few_become_letters()
    {
        TextWorld world = new("2026-01-12T09:00Z");
        for (int patient = 0; patient < 200; patient++)
        {
            await world.KitPostedAsync(patient);
        }

        DateTimeOffset back = world.Clock.Now.AddHours(1);
        world.Network.Answer = _ => Task.FromResult(world.Clock.Now < back ? new TextSending.Unknown("down") : Network.Taken);
        await world.UntilAsync("2026-01-12T12:00Z");

        // One a minute finds out whether it is back.
        Assert.InRange(world.Network.Calls.Count(call => !call.Accepted), 2, 62);
        Assert.Equal(200, world.Network.Calls.Select(call => call.Text.TextId).Distinct().Count());
        Assert.Equal(200, world.Network.Calls.Count);
    }

    [Fact]
    public async Task Given_one_text_without_an_answer_then_the_others_leave_in_the_same_minute()
    {
        TextWorld world = new("2026-01-12T09:00Z");
        for (int patient = 0; patient < 5; patient++)
        {
            await world.KitPostedAsync(patient);
        }

        int calls = 0;
        world.Network.Answer = _ => Task.FromResult(++calls == 2 ? new TextSending.Unknown("lost") : Network.Taken);
        await world.UntilAsync("2026-01-12T09:00:01Z");

        Assert.Equal(5, world.Network.Calls.Count);
    }

    [Fact]
    public async Task Given_a_refusal_that_anyone_would_get_then_nobody_is_sent_anything_until_it_may_have_been_mended()
    {
        TextWorld world = new("2026-01-12T09:00Z");
        for (int patient = 0; patient < 20; patient++)
        {
            await world.KitPostedAsync(patient);
        }

        DateTimeOffset mended = world.Clock.Now.AddMinutes(40);
        world.Network.Answer = _ => Task.FromResult(world.Clock.Now < mended ? new TextSending.Refused(401, OnlyThis: false) : Network.Taken);
        await world.UntilAsync("2026-01-12T10:00Z");

        Assert.Equal(3, world.Network.Calls.Count(call => !call.Accepted));
        Assert.Equal(20, world.Network.Accepted.Distinct().Count());
        Assert.Empty(world.Letters.All);
    }

    [Fact]
    public async Task Given_one_number_that_is_always_refused_then_it_holds_nobody_up_and_its_patient_is_written_to()
    {
        TextWorld world = new("2026-01-12T09:00Z");
        JourneyId unlucky = await world.KitPostedAsync(0);
        for (int patient = 1; patient < 20; patient++)
        {
            await world.KitPostedAsync(patient);
        }

        world.Network.Answer = text => Task.FromResult(text.Journey == unlucky ? new TextSending.Refused(403, OnlyThis: true) : Network.Taken);
        await world.UntilAsync("2026-01-12T09:01Z");
        Assert.Equal(19, world.Network.Accepted.Count());

        world.Network.ReportsDelivery = false;
        await world.UntilAsync("2026-01-16T09:00Z");
        Assert.Equal(unlucky, Assert.Single(world.Letters.All).Journey);
    }

    private static void AssertNeverMoreThan600SegmentsAMinute(TextWorld world)
    {
        int from = 0;
        int segments = 0;
        foreach ((DateTimeOffset at, TextRecord text, _) in world.Network.Calls)
        {
            segments += text.Segments;
            while (world.Network.Calls[from].At <= at - Minute)
            {
                segments -= world.Network.Calls[from++].Text.Segments;
            }

            Assert.True(segments <= 600, $"{segments} parts in the minute before {at:HH:mm:ss}.");
        }
    }
}
