using FitPipeline.Application.Journeys;
using FitPipeline.Application.Messaging.Letters;
using FitPipeline.Application.Messaging.Wording;
using FitPipeline.Application.People;
using FitPipeline.Intake.Referrals;
using FitPipeline.Pathway.Effects;
using FitPipeline.Pathway.Events;
using FitPipeline.Pathway.Identity;
using FitPipeline.Pathway.Journeys;
using FitPipeline.Pathway.Messages;

namespace FitPipeline.Application.Tests;

/// <summary>Letters leave once, in batches, and only while they are true: H22, H26 and H27 at the moment of printing.</summary>
public sealed class PrintLettersTests
{
    private static PrintLetters Printer(TextWorld world, Uri? site = null) => new(
        world.Letters, world.Patients, world.Journeys, world.Engine, world.Work, new LetterPrint(new WordingSettings()), new PageAddresses(() => site),
        world.Clock);

    [Fact]
    public async Task Given_letters_that_wait_when_a_batch_is_taken_twice_then_each_letter_is_in_it_once_and_the_next_batch_is_empty()
    {
        TextWorld world = new("2026-01-12T10:00Z");
        JourneyId one = await world.KitPostedAsync(1, canBeTexted: false);
        JourneyId other = await world.KitPostedAsync(2, canBeTexted: false);
        PrintLetters printer = Printer(world);

        IReadOnlyList<LetterRecord> batch = await printer.TakeAsync("b-1", default);
        Assert.Equal([one, other], batch.Select(letter => letter.Journey));
        Assert.Equal(batch, await printer.TakeAsync("b-1", default));
        Assert.Empty(await printer.TakeAsync("b-2", default));
        Assert.Null(await printer.PrintAsync("b-2", default));

        (IReadOnlyList<PdfLine> lines, int pages) = PdfWords.Read((await printer.PrintAsync("b-1", default))!);
        Assert.Equal(2, pages);
        Assert.Equal([1, 2], lines.Where(line => line.Text == "NE8 1AA").Select(line => line.Page));
        Assert.Equal((await printer.PrintAsync("b-1", default))!, await printer.PrintAsync("b-1", default));
    }

    [Fact]
    public async Task Given_two_who_print_at_once_then_no_letter_is_in_two_batches()
    {
        TextWorld world = new("2026-01-12T10:00Z");
        for (int patient = 0; patient < 20; patient++)
        {
            await world.KitPostedAsync(patient, canBeTexted: false);
        }

        IReadOnlyList<LetterRecord>[] batches = await Task.WhenAll(
            Printer(world).TakeAsync("b-1", default), Printer(world).TakeAsync("b-2", default));
        Assert.Equal(20, batches.Sum(batch => batch.Count));
        Assert.Equal(20, batches.SelectMany(batch => batch).Select(letter => letter.LetterId).Distinct().Count());
    }

    [Fact]
    public async Task Given_the_kit_came_back_before_the_letters_are_printed_then_nobody_is_asked_for_it()
    {
        TextWorld world = new("2026-01-12T10:00Z");
        JourneyId id = await world.KitPostedAsync(1, canBeTexted: false);
        await world.HappensAsync(id, "in", new PathwayEvent.KitReceived(TextWorld.KitOf(1), null, world.Clock.Now));
        IReadOnlyList<LetterRecord> batch = await Printer(world).TakeAsync("b-1", default);

        Assert.Equal([MessageTemplate.KitReceived], batch.Select(letter => letter.Template));
        Assert.Equal(LetterStatus.Cancelled, world.LettersTo(id).Single(letter => letter.Template is MessageTemplate.KitOnItsWay).Status);
    }

    [Fact]
    public async Task Given_a_site_for_patients_pages_when_letters_are_printed_then_each_leads_to_its_own_patient_s_page_while_the_journey_lasts()
    {
        TextWorld world = new("2026-01-12T10:00Z");
        JourneyId one = await world.KitPostedAsync(1, canBeTexted: false);
        JourneyId other = await world.KitPostedAsync(2, canBeTexted: false);
        PrintLetters printer = Printer(world, new Uri("https://kits.example.nhs.uk/"));
        await printer.TakeAsync("b-1", default);
        async Task<string> pageOf(JourneyId id) => "https://kits.example.nhs.uk/p/" + (await world.Patients.FindAsync(id, default))!.PageToken;

        byte[] both = (await printer.PrintAsync("b-1", default))!;
        Assert.Equal([await pageOf(one), await pageOf(other)], [Camera.Read(both, 1), Camera.Read(both, 2)]);
        Assert.Empty(PdfWords.Bars((await Printer(world).PrintAsync("b-1", default))!));

        await world.HappensAsync(one, "away", new PathwayEvent.DecisionMade(ClinicalDecision.Withdraw, Actor.Gp, world.Clock.Now));
        byte[] later = (await printer.PrintAsync("b-1", default))!;
        Assert.Equal([2], PdfWords.Bars(later).Select(bar => bar.Page).Distinct());
        Assert.Equal(await pageOf(other), Camera.Read(later, 2));
        Assert.Single(PdfWords.Read(later).Lines, line => line.Text == "kits.example.nhs.uk");
    }

    [Fact]
    public async Task Given_a_patient_who_died_before_or_after_the_batch_was_taken_then_no_letter_leaves()
    {
        TextWorld world = new("2026-01-12T10:00Z");
        JourneyId before = await world.KitPostedAsync(1, canBeTexted: false);
        JourneyId after = await world.KitPostedAsync(2, canBeTexted: false);
        await world.KitPostedAsync(3, canBeTexted: false);
        PathwayEvent died = new PathwayEvent.DecisionMade(ClinicalDecision.PatientDied, Actor.Gp, world.Clock.Now);
        await world.HappensAsync(before, "died", died);
        Assert.Equal(2, (await Printer(world).TakeAsync("b-1", default)).Count);
        await world.HappensAsync(after, "died", died);

        Assert.Equal(1, PdfWords.Read((await Printer(world).PrintAsync("b-1", default))!).Pages);
    }

    [Fact]
    public async Task Given_a_patient_to_whom_nothing_may_be_sent_then_the_letter_is_held_back_and_a_person_is_asked_once()
    {
        TextWorld world = new("2026-01-12T10:00Z");
        JourneyId id = await world.KitPostedAsync(1, canBeTexted: false);
        await world.HappensAsync(id, "stop", new PathwayEvent.ContactStopped(ContactRestriction.DetailsProtected, Actor.KitDesk, world.Clock.Now));

        Assert.Empty(await Printer(world).TakeAsync("b-1", default));
        Assert.Equal(LetterStatus.Cancelled, Assert.Single(world.LettersTo(id)).Status);
        Assert.Single(await world.Journeys.EventsAsync(id, default), line => line.Event is PathwayEvent.LetterHeldBack);
        Assert.Empty(await Printer(world).TakeAsync("b-2", default));
        Assert.Single(await world.Journeys.EventsAsync(id, default), line => line.Event is PathwayEvent.LetterHeldBack);
    }

    [Fact]
    public async Task Given_a_patient_of_no_fixed_abode_then_no_letter_is_printed_and_someone_is_to_ring_once()
    {
        TextWorld world = new("2026-01-12T10:00Z");
        JourneyId id = await world.KitPostedAsync(1, canBeTexted: false);
        await ChangeAsync(world, id, details => details with { Address = new PostalAddress(["No fixed abode"], "ZZ99 3VZ", true) });

        Assert.Empty(await Printer(world).TakeAsync("b-1", default));
        Assert.Empty(await Printer(world).TakeAsync("b-2", default));
        Assert.Equal(LetterStatus.Cancelled, Assert.Single(world.LettersTo(id)).Status);
        SideTask call = Assert.Single((await world.Journeys.LoadAsync(id, null, default)).Stored!.Journey.Beside);
        Assert.Equal((SideTaskReason.LetterUndelivered, Owner.KitDesk), (call.Reason, call.Owner));
    }

    [Fact]
    public async Task Given_a_letter_that_came_back_when_it_is_recorded_twice_then_someone_is_to_ring_once()
    {
        TextWorld world = new("2026-01-12T10:00Z");
        JourneyId id = await world.KitPostedAsync(1, canBeTexted: false);
        LetterRecord letter = Assert.Single(await Printer(world).TakeAsync("b-1", default));

        Assert.IsType<ApplyResult.Decided>(await Printer(world).CameBackAsync(letter, default));
        Assert.IsType<ApplyResult.Repeated>(await Printer(world).CameBackAsync(letter, default));
        Assert.Single((await world.Journeys.LoadAsync(id, null, default)).Stored!.Journey.Beside);
    }

    [Fact]
    public async Task Given_a_patient_who_needs_Braille_then_the_letter_is_printed_and_the_desk_has_one_made_in_Braille()
    {
        TextWorld world = new("2026-01-12T10:00Z");
        JourneyId id = await world.KitPostedAsync(1, canBeTexted: false);
        await ChangeAsync(world, id, details => details with { Contact = new ContactWishes(false, [ContactFormat.Braille]) });

        Assert.Single(await Printer(world).TakeAsync("b-1", default));
        Assert.Contains("Braille", Assert.Single(world.Work.Open).What, StringComparison.Ordinal);
    }

    [Fact]
    public void Given_a_language_whose_script_cannot_be_set_then_its_letters_are_English_and_its_texts_are_not()
    {
        Assert.Equal("en", MessageComposer.LetterLanguage("ur-PK"));
        Assert.Equal("en", MessageComposer.LetterLanguage("ar"));
        Assert.Equal("en", MessageComposer.LetterLanguage("bn"));
        Assert.Equal("pl", MessageComposer.LetterLanguage("pl"));
        Assert.Equal("ur", new MessageComposer(Told.AllSignedOff).Compose(MessageTemplate.KitReceived, MessageFacts.None, "ur").Language);
    }

    private static async Task ChangeAsync(TextWorld world, JourneyId id, Func<PatientDetails, PatientDetails> change)
    {
        PatientRecord patient = (await world.Patients.FindAsync(id, default))!;
        Assert.True(await world.Patients.ReplaceAsync(patient, patient with { Details = change(patient.Details) }, default));
    }
}
