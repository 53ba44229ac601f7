using FitPipeline.Application.Journeys;
using FitPipeline.Application.Messaging.Letters;
using FitPipeline.Application.Messaging.Texts;
using FitPipeline.Application.People;
using FitPipeline.Intake.Referrals;
using FitPipeline.Pathway.Events;
using FitPipeline.Pathway.Identity;
using FitPipeline.Pathway.Journeys;
using FitPipeline.Pathway.Messages;

namespace FitPipeline.Application.Tests;

/// <summary>A wish is on the register before any journey hears of it, and holds for the person, not for one journey.</summary>
public sealed class ChangeContactTests
{
    private static ChangeContact Contact(TextWorld world) => new(world.Patients, world.Engine, world.Clock);

    [Fact]
    public async Task Given_a_text_in_the_queue_when_the_patient_stops_texts_then_a_letter_says_it_instead()
    {
        TextWorld world = new("2026-01-12T03:00Z");
        JourneyId id = await world.KitPostedAsync(1);
        await Contact(world).RunAsync(id, new ContactWish(Texts: false), "r-1", Actor.Patient, null, default);
        await world.UntilAsync("2026-01-12T12:00Z");

        Assert.Empty(world.Network.Calls);
        Assert.Equal(TextStatus.Cancelled, world.TextTo(id).Status);
        Assert.Equal(MessageTemplate.KitOnItsWay, Assert.Single(world.LettersTo(id)).Template);
    }

    [Fact]
    public async Task Given_only_the_register_knows_of_the_wish_when_the_text_is_due_then_it_does_not_leave()
    {
        TextWorld world = new("2026-01-12T03:00Z");
        JourneyId id = await world.KitPostedAsync(1);
        PatientRecord patient = (await world.Patients.FindAsync(id, default))!;
        Assert.True(await world.Patients.ReplaceAsync(patient, patient with { TextsRefused = true }, default));
        await world.UntilAsync("2026-01-12T12:00Z");

        Assert.Empty(world.Network.Calls);
        Assert.Single(world.LettersTo(id));
    }

    [Fact]
    public async Task Given_letters_at_an_old_address_when_a_new_one_is_recorded_then_they_open_the_page_no_more_and_the_next_letter_does()
    {
        TextWorld world = new("2026-01-12T03:00Z");
        JourneyId id = await world.KitPostedAsync(1);
        JourneyId again = await world.ReferredAgainAsync(id);
        string old = (await world.Patients.FindAsync(id, default))!.PageToken;
        ContactWish moved = new(Address: new PostalAddress(["2 Low Road", "Gateshead"], "NE9 6SX", false));
        await Contact(world).RunAsync(again, moved, "r-1", Actor.KitDesk, null, default);

        PatientRecord now = (await world.Patients.FindAsync(id, default))!;
        Assert.Null(await world.Patients.ByPageTokenAsync(old, default));
        Assert.Equal(32, now.PageToken.Length);
        Assert.Equal(id, (await world.Patients.ByPageTokenAsync(now.PageToken, default))!.Journey);
        Assert.NotEqual(now.PageToken, (await world.Patients.FindAsync(again, default))!.PageToken);

        // Said again, or another wish: nobody has moved, and the letter in the hand still leads to the page.
        await Contact(world).RunAsync(again, moved, "r-2", Actor.KitDesk, null, default);
        await Contact(world).RunAsync(again, new ContactWish(Texts: false), "r-3", Actor.KitDesk, null, default);
        Assert.Equal(now.PageToken, (await world.Patients.FindAsync(id, default))!.PageToken);
    }

    [Fact]
    public async Task Given_two_journeys_of_one_person_when_texts_are_stopped_on_one_then_neither_is_texted()
    {
        TextWorld world = new("2026-01-12T03:00Z");
        JourneyId id = await world.KitPostedAsync(1);
        JourneyId again = await world.ReferredAgainAsync(id);
        await Contact(world).RunAsync(again, new ContactWish(Texts: false), "r-1", Actor.KitDesk, null, default);
        await world.UntilAsync("2026-01-12T12:00Z");

        Assert.Empty(world.Network.Calls);
        Assert.False((await world.Journeys.LoadAsync(id, null, default)).Stored!.Journey.CanBeTexted);
    }

    [Fact]
    public async Task Given_a_dead_number_when_a_new_one_is_recorded_then_the_next_text_goes_there_unless_texts_were_refused()
    {
        TextWorld world = new("2026-01-12T10:00Z");
        JourneyId id = await world.KitPostedAsync(1);
        world.Network.Answer = _ => Task.FromResult<TextSending>(new TextSending.NoSuchNumber());
        await world.UntilAsync("2026-01-12T10:30Z");
        world.Network.Answer = _ => Task.FromResult(Network.Taken);
        UkMobile another = UkMobile.Parse("07700900777");
        await Contact(world).RunAsync(id, new ContactWish(Mobile: another), "r-1", Actor.KitDesk, null, default);
        await world.HappensAsync(id, "in", new PathwayEvent.KitReceived(TextWorld.KitOf(1), null, world.Clock.Now));
        await world.UntilAsync("2026-01-12T11:00Z");
        Assert.Equal(MessageTemplate.KitReceived, world.Network.Calls[^1].Text.Template);

        await Contact(world).RunAsync(id, new ContactWish(Texts: false), "r-2", Actor.Patient, null, default);
        await Contact(world).RunAsync(id, new ContactWish(Mobile: UkMobile.Parse("07700900778")), "r-3", Actor.KitDesk, null, default);
        Assert.False((await world.Journeys.LoadAsync(id, null, default)).Stored!.Journey.CanBeTexted);
    }

    [Fact]
    public async Task Given_the_same_request_twice_then_it_is_done_once()
    {
        TextWorld world = new("2026-01-12T10:00Z");
        JourneyId id = await world.KitPostedAsync(1);
        ContactWish wish = new(Texts: false, Language: "pl", Stop: ContactRestriction.DeathReported);
        Assert.All(await Contact(world).RunAsync(id, wish, "r-1", Actor.KitDesk, null, default), one => Assert.IsType<ApplyResult.Decided>(one));
        Assert.All(await Contact(world).RunAsync(id, wish, "r-1", Actor.KitDesk, null, default), one => Assert.IsType<ApplyResult.Repeated>(one));

        Assert.Equal(5, (await world.Journeys.EventsAsync(id, default)).Count);
        PatientRecord patient = (await world.Patients.FindAsync(id, default))!;
        Assert.True(patient.TextsRefused);
        Assert.Equal("pl", patient.Details.Language);
    }

    [Theory]
    [InlineData(ContactRestriction.DetailsProtected)]
    [InlineData(ContactRestriction.DeathReported)]
    public async Task Given_a_text_in_the_queue_when_nothing_may_be_sent_any_more_then_neither_text_nor_letter_leaves(ContactRestriction why)
    {
        TextWorld world = new("2026-01-12T03:00Z");
        JourneyId id = await world.KitPostedAsync(1);
        await Contact(world).RunAsync(id, new ContactWish(Stop: why), "r-1", Actor.KitDesk, null, default);
        await world.UntilAsync("2026-01-12T12:00Z");

        Assert.Empty(world.Network.Calls);
        Assert.Empty(world.LettersTo(id));
        Assert.Equal(TextStatus.Cancelled, world.TextTo(id).Status);
    }

    [Theory]
    [InlineData(ContactRestriction.DetailsProtected)]
    [InlineData(ContactRestriction.DeathReported)]
    public async Task Given_a_last_letter_of_an_ended_journey_when_another_journey_learns_that_nothing_may_be_sent_then_it_is_not_printed(ContactRestriction why)
    {
        TextWorld world = new("2026-01-12T10:00Z");
        JourneyId ended = await world.KitPostedAsync(1, canBeTexted: false);
        await world.HappensAsync(ended, "over", new PathwayEvent.DecisionMade(ClinicalDecision.Withdraw, Actor.Gp, world.Clock.Now));
        LetterRecord last = world.LettersTo(ended).Last();
        Assert.Equal(MessageTemplate.CareContinuesElsewhere, last.Template);
        JourneyId again = await world.ReferredAgainAsync(ended);
        await Contact(world).RunAsync(again, new ContactWish(Stop: why), "r-1", Actor.KitDesk, null, default);

        Journey journey = (await world.Journeys.LoadAsync(ended, null, default)).Stored!.Journey;
        Assert.Equal(LetterVerdict.HoldBack, MessageRules.Judge(last.Template, last.Facts, journey));
    }

    [Theory]
    [InlineData("STOP")]
    [InlineData(" stop. ")]
    [InlineData("Unsubscribe")]
    public async Task Given_a_telephone_that_writes_back_stop_then_its_owner_is_written_to_from_then_on(string word)
    {
        TextWorld world = new("2026-01-12T10:00Z");
        JourneyId id = await world.KitPostedAsync(1);
        await world.UntilAsync("2026-01-12T10:30Z");
        Assert.True(await world.ReplyAsync("+447700900001", word));
        Assert.True(await world.ReplyAsync("+447700900001", word));
        await world.HappensAsync(id, "in", new PathwayEvent.KitReceived(TextWorld.KitOf(1), null, world.Clock.Now));
        await world.UntilAsync("2026-01-12T12:00Z");

        Assert.Single(world.Network.Calls);
        Assert.Equal(MessageTemplate.KitReceived, Assert.Single(world.LettersTo(id)).Template);
        Assert.True((await world.Patients.FindAsync(id, default))!.TextsRefused);
    }

    [Theory]
    [InlineData("+447700900001", "Thank you, can you stop by on Friday?")]
    [InlineData("+447700900777", "STOP")]
    [InlineData("nobody", "STOP")]
    public async Task Given_any_other_answer_then_nothing_changes(string from, string message)
    {
        TextWorld world = new("2026-01-12T10:00Z");
        JourneyId id = await world.KitPostedAsync(1);
        Assert.False(await world.ReplyAsync(from, message));
        Assert.False((await world.Patients.FindAsync(id, default))!.TextsRefused);
    }

    [Fact]
    public async Task Given_the_provider_says_that_the_telephone_blocks_us_then_a_new_number_alone_does_not_bring_texts_back()
    {
        TextWorld world = new("2026-01-12T10:00Z");
        JourneyId id = await world.KitPostedAsync(1);
        await world.UntilAsync("2026-01-12T10:30Z");
        Assert.True(await world.ReportAsync(world.TextTo(id).TextId, "Failed", "Sender blocked for given recipient"));
        await Contact(world).RunAsync(id, new ContactWish(Mobile: UkMobile.Parse("07700900777")), "r-1", Actor.KitDesk, null, default);
        await world.UntilAsync("2026-01-12T11:00Z");

        Assert.False((await world.Journeys.LoadAsync(id, null, default)).Stored!.Journey.CanBeTexted);
        Assert.Equal(MessageTemplate.KitOnItsWay, Assert.Single(world.LettersTo(id)).Template);
    }
}
