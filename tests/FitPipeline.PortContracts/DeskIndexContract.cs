using FitPipeline.Application.Journeys;
using FitPipeline.Application.Messaging.Texts;
using FitPipeline.Application.People;
using FitPipeline.Pathway.Calendar;
using FitPipeline.Pathway.Effects;
using FitPipeline.Pathway.Events;
using FitPipeline.Pathway.Identity;
using FitPipeline.Pathway.Journeys;
using FitPipeline.Pathway.Messages;

namespace FitPipeline.PortContracts;

/// <summary>What people at a desk look up is what the stores hold, the moment they hold it.</summary>
public abstract class DeskIndexContract
{
    protected abstract IDeskIndex Index { get; }

    protected abstract IJourneyStore Journeys { get; }

    protected abstract IPatientRegister Patients { get; }

    protected abstract ITextOutbox Texts { get; }

    private Walk Walk => new(Journeys);

    private static CancellationToken None => CancellationToken.None;

    [Fact]
    public async Task Given_a_result_when_its_laboratory_number_is_asked_for_then_its_journey_comes_in_any_case_of_letters()
    {
        Journey journey = await Walk.WaitingAsync("GP-1", 1);
        Assert.Equal([journey.Id], await Index.ByLabNumberAsync("L1", None));
        Assert.Equal([journey.Id], await Index.ByLabNumberAsync(" l1 ", None));
        Assert.Empty(await Index.ByLabNumberAsync("L2", None));
    }

    [Theory]
    [InlineData("Smith-Łukasz", "SMITHLUKASZ", true)]
    [InlineData("Smith-Łukasz", "SMITH", true)]
    [InlineData("Smith-Łukasz", "LUKASZ", true)]
    [InlineData("Smith-Łukasz", "SMI", false)]
    [InlineData("Müller", "MULLER", true)]
    [InlineData("Müller", "MUELLER", true)]
    [InlineData("O'Neill", "ONEILL", true)]
    [InlineData("O'Neill", "O", false)]
    public async Task Given_a_family_name_when_its_letters_are_asked_for_then_the_person_is_found_by_name_and_by_part(string name, string asked, bool found)
    {
        PatientRecord patient = TestPeople.Of("GP-1", name);
        await Patients.AddAsync(patient, None);
        await Patients.AddAsync(TestPeople.Of("GP-2", "Patel", number: 2), None);
        Assert.Equal(found ? [patient.Journey] : Array.Empty<JourneyId>(), await Index.ByFamilyNameAsync(asked, 10, None));
    }

    [Fact]
    public async Task Given_more_people_of_a_name_than_asked_for_when_they_are_listed_then_the_newest_come()
    {
        for (int i = 1; i <= 3; i++)
        {
            await Patients.AddAsync(TestPeople.Of($"GP-{i}", number: i), None);
        }

        Assert.Equal(
            [JourneyId.For(Walk.Practice, "GP-3"), JourneyId.For(Walk.Practice, "GP-2")], await Index.ByFamilyNameAsync("SMITH", 2, None));
    }

    [Fact]
    public async Task Given_patients_not_told_when_breaches_are_asked_for_then_they_come_earliest_first_and_those_told_or_ended_do_not()
    {
        Journey later = await Walk.ReferredAsync("GP-1", at: Walk.Begins.AddDays(2));
        Journey first = await Walk.ReferredAsync("GP-2", at: Walk.Begins);
        Journey told = await Walk.ReferredAsync("GP-3", at: Walk.Begins);
        await Walk.ThenAsync(told, "died", new PathwayEvent.DecisionMade(ClinicalDecision.PatientDied, Actor.Gp, Walk.Begins.AddDays(1)), Actor.Gp);
        await Walk.ReferredAsync("GP-4", picture: Walk.Mass);

        DateOnly breach = ServiceCalendar.DateOf(Walk.Begins).AddDays(28);
        Assert.Equal([new UninformedPatient(first.Id, breach)], (await Index.UntoldAsync(breach, null, 10, None)).Items);
        Assert.Empty((await Index.UntoldAsync(breach.AddDays(-1), null, 10, None)).Items);
        Assert.Equal([first.Id, later.Id], (await Index.UntoldAsync(breach.AddDays(2), null, 10, None)).Items.Select(untold => untold.Journey));
        Assert.Equal(
            [first.Id, later.Id],
            (await Paging.AllAsync(after => Index.UntoldAsync(breach.AddDays(2), after, 1, None), 1)).Select(untold => untold.Journey));
    }

    [Fact]
    public async Task Given_texts_that_did_not_arrive_when_they_are_listed_then_the_latest_is_first_and_no_other_is_among_them()
    {
        for (int i = 1; i <= 3; i++)
        {
            TextRecord queued = new(
                $"t-{i}", JourneyId.For(Walk.Practice, $"GP-{i}"), MessageTemplate.KitOnItsWay, MessageFacts.None, "Your kit is on its way.", 1,
                Walk.Begins, Walk.Begins, null, TextStatus.Queued, null, Guid.NewGuid());
            await Texts.QueueAsync(queued, None);
            TextRecord sending = queued with { Status = TextStatus.Sending, SentAt = Walk.Begins.AddHours(i) };
            await Texts.MoveAsync(queued, sending, None);
            await Texts.MoveAsync(sending, sending with { Status = i == 2 ? TextStatus.Delivered : TextStatus.Failed }, None);
        }

        Assert.Equal(["t-3", "t-1"], (await Index.FailedTextsAsync(null, 10, None)).Items.Select(text => text.TextId));
        Assert.Equal(
            ["t-3", "t-1"], (await Paging.AllAsync(after => Index.FailedTextsAsync(after, 1, None), 1)).Select(text => text.TextId));
    }
}
