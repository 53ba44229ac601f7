using FitPipeline.Application.Journeys;
using FitPipeline.Application.Worklist;
using FitPipeline.Pathway.Events;
using FitPipeline.Pathway.Identity;
using FitPipeline.Pathway.Journeys;

namespace FitPipeline.PortContracts;

/// <summary>Every open journey's next action is on a worklist, once, together with what was raised beside it.</summary>
public abstract class WorklistContract
{
    protected abstract IJourneyStore Journeys { get; }

    protected abstract IWorklist Worklist { get; }

    private Walk Walk => new(Journeys);

    private static CancellationToken None => CancellationToken.None;

    [Fact]
    public async Task Given_an_open_journey_when_the_list_is_read_then_its_next_action_is_there_and_nothing_else()
    {
        Journey journey = await Walk.ReferredAsync("GP-1");
        NextAction next = journey.NextAction!.Value;
        WorkItem item = Assert.Single(await AllAsync());
        Assert.Equal(
            new WorkItem(journey.Id.Value, journey.Id, Walk.Practice, next.What, next.Owner, next.Due, item.Because), item);
        Assert.NotEmpty(item.Because);
        Assert.Equal(item, await Worklist.FindAsync(journey.Id.Value, None));
    }

    [Fact]
    public async Task Given_a_journey_that_moves_and_ends_when_the_list_is_read_then_its_line_moves_and_goes_with_it()
    {
        Journey journey = await Walk.PostedAsync(await Walk.ReferredAsync("GP-1"), 1, Walk.Begins.AddDays(1));
        Assert.Equal(Owner.Patient, Assert.Single(await AllAsync()).Owner);
        await Walk.ThenAsync(
            journey, "died", new PathwayEvent.DecisionMade(ClinicalDecision.PatientDied, Actor.Gp, Walk.Begins.AddDays(2)), Actor.Gp);
        Assert.Empty(await AllAsync());
        Assert.Null(await Worklist.FindAsync(journey.Id.Value, None));
    }

    [Fact]
    public async Task Given_a_raised_item_when_it_is_raised_again_or_done_twice_then_it_is_there_once_and_done_once()
    {
        WorkItem item = Item("q-1", Walk.Begins);
        await Worklist.RaiseAsync(item, None);
        await Worklist.RaiseAsync(item with { What = "Something else." }, None);
        Assert.Equal(item, Assert.Single(await AllAsync()));
        Assert.Equal(item, await Worklist.FindAsync("q-1", None));

        Assert.True(await Worklist.DoneAsync("q-1", Actor.Triage, "Rang the laboratory.", Walk.Begins, None));
        Assert.False(await Worklist.DoneAsync("q-1", Actor.Triage, null, Walk.Begins, None));
        await Worklist.RaiseAsync(item, None);
        Assert.Empty(await AllAsync());
        Assert.Null(await Worklist.FindAsync("q-1", None));
    }

    [Fact]
    public async Task Given_a_next_action_when_it_is_marked_done_like_a_raised_item_then_it_stays()
    {
        Journey journey = await Walk.ReferredAsync("GP-1");
        Assert.False(await Worklist.DoneAsync(journey.Id.Value, Actor.KitDesk, null, Walk.Begins, None));
        Assert.False(await Worklist.DoneAsync("unknown", Actor.KitDesk, null, Walk.Begins, None));
        Assert.Single(await AllAsync());
    }

    [Fact]
    public async Task Given_items_of_several_owners_and_practices_when_the_list_is_filtered_then_only_those_come_by_due_time()
    {
        Journey mine = await Walk.ReferredAsync("GP-1");
        Journey posted = await Walk.PostedAsync(await Walk.ReferredAsync("GP-2"), 2, Walk.Begins.AddDays(1));
        Journey others = await Walk.ReferredAsync("GP-3", Walk.OtherPractice);
        WorkItem raised = Item("r-1", Walk.Begins.AddHours(1)) with { Owner = Owner.KitDesk, Practice = Walk.Practice, Journey = posted.Id };
        await Worklist.RaiseAsync(raised, None);
        await Worklist.RaiseAsync(Item("r-2", Walk.Begins.AddHours(2)), None);

        Assert.Equal(
            Sorted("r-1", mine.Id.Value, others.Id.Value), Sorted(await AllAsync(owner: Owner.KitDesk)));
        Assert.Equal(Sorted("r-1", mine.Id.Value, posted.Id.Value), Sorted(await AllAsync(practice: Walk.Practice)));
        Assert.Equal(Sorted("r-1", mine.Id.Value), Sorted(await AllAsync(Owner.KitDesk, Walk.Practice)));
        Assert.Equal(Sorted("r-1"), Sorted(await AllAsync(before: Walk.Begins.AddHours(2))));
        Assert.Equal(Sorted("r-1", "r-2", mine.Id.Value, others.Id.Value, posted.Id.Value), Sorted(await AllAsync()));
        foreach (List<WorkItem> list in new[] { await AllAsync(), await AllAsync(owner: Owner.KitDesk), await AllAsync(practice: Walk.Practice) })
        {
            Assert.Equal(list.Select(item => item.Due).Order(), list.Select(item => item.Due));
        }
    }

    [Fact]
    public async Task Given_journeys_in_several_states_when_the_list_is_asked_for_one_then_every_next_action_there_comes_and_nothing_raised()
    {
        Journey referred = await Walk.ReferredAsync("GP-1");
        Journey posted = await Walk.PostedAsync(await Walk.ReferredAsync("GP-2"), 2, Walk.Begins.AddDays(1));
        Journey others = await Walk.PostedAsync(await Walk.ReferredAsync("GP-3", Walk.OtherPractice), 3, Walk.Begins.AddDays(1));
        await Worklist.RaiseAsync(Item("r-1", Walk.Begins) with { Owner = Owner.Patient, Journey = posted.Id, Practice = Walk.Practice }, None);

        Assert.Equal(Sorted(posted.Id.Value, others.Id.Value), Sorted(await InAsync("KitPosted")));
        Assert.Equal(Sorted(posted.Id.Value), Sorted(await InAsync("KitPosted", practice: Walk.Practice)));
        Assert.Equal(Sorted(posted.Id.Value, others.Id.Value), Sorted(await InAsync("KitPosted", Owner.Patient)));
        Assert.Empty(await InAsync("KitPosted", Owner.KitDesk));
        Assert.Equal(Sorted(referred.Id.Value), Sorted(await InAsync("Referred", Owner.KitDesk)));
        Assert.Empty(await InAsync("AssistanceNeeded"));
    }

    [Fact]
    public async Task Given_kits_that_are_out_when_reminders_have_come_then_those_patients_are_listed_until_the_kit_is_back()
    {
        Journey early = await Walk.PostedAsync(await Walk.ReferredAsync("GP-1"), 1, Walk.Begins.AddDays(1));
        await Walk.PostedAsync(await Walk.ReferredAsync("GP-2"), 2, Walk.Begins.AddDays(1));
        Assert.Empty(await InAsync(null, reminded: true));

        DateTimeOffset due = early.NextAction!.Value.Due;
        early = await Walk.ThenAsync(early, "reminded", new PathwayEvent.DeadlineElapsed(due), Actor.Pathway);
        Assert.Equal(Sorted(early.Id.Value), Sorted(await InAsync(null, reminded: true)));
        Assert.Equal(Sorted(early.Id.Value), Sorted(await InAsync("KitPosted", Owner.Patient, Walk.Practice, reminded: true)));
        Assert.Empty(await InAsync("Referred", reminded: true));
        Assert.Empty(await InAsync(null, practice: Walk.OtherPractice, reminded: true));

        await Walk.ThenAsync(early, "back", new PathwayEvent.KitReceived(Walk.Kit(1), null, due.AddDays(1)), Actor.KitDesk);
        Assert.Empty(await InAsync(null, reminded: true));
    }

    [Theory]
    [InlineData(null, false)]
    [InlineData(Owner.Triage, false)]
    [InlineData(null, true)]
    [InlineData(Owner.Triage, true)]
    public async Task Given_many_items_due_at_the_same_time_when_paged_while_others_come_then_each_comes_once(Owner? owner, bool ofPractice)
    {
        OdsCode? practice = ofPractice ? Walk.Practice : null;
        HashSet<string> expected = [];
        for (int i = 0; i < 17; i++)
        {
            WorkItem item = Item($"r-{i}", Walk.Begins.AddHours(i / 6)) with { Practice = Walk.Practice };
            await Worklist.RaiseAsync(item, None);
            expected.Add(item.ItemId);
            if (owner is null)
            {
                expected.Add((await Walk.ReferredAsync($"GP-{i}")).Id.Value);
            }
        }

        List<WorkItem> read = await Paging.AllAsync(
            after => Worklist.ListAsync(new WorklistQuery(owner, practice, null, after, 5), None),
            5,
            () => Worklist.RaiseAsync(Item("early", Walk.Begins.AddDays(-1)) with { Practice = Walk.Practice }, None));
        Assert.Equal(Sorted([.. expected]), Sorted(read));
        Assert.Equal(read.Select(item => item.Due).Order(), read.Select(item => item.Due));
    }

    [Fact]
    public async Task Given_a_cursor_nobody_gave_out_when_it_is_used_then_the_list_begins_at_its_beginning()
    {
        await Worklist.RaiseAsync(Item("r-1", Walk.Begins), None);
        foreach (string cursor in new[] { "", "%%%", "AAAA", "eHh4", new string('A', 5000) })
        {
            Assert.Single((await Worklist.ListAsync(new WorklistQuery(null, null, null, cursor, 5), None)).Items);
        }
    }

    private static WorkItem Item(string id, DateTimeOffset due) =>
        new(id, null, null, "Decide whose result this is.", Owner.Triage, due, "The row names no kit.");

    private static IEnumerable<string> Sorted(params string[] ids) => ids.Order(StringComparer.Ordinal);

    private static IEnumerable<string> Sorted(IEnumerable<WorkItem> items) => items.Select(item => item.ItemId).Order(StringComparer.Ordinal);

    private Task<List<WorkItem>> AllAsync(Owner? owner = null, OdsCode? practice = null, DateTimeOffset? before = null) =>
        Paging.AllAsync(after => Worklist.ListAsync(new WorklistQuery(owner, practice, before, after, 3), None), 3);

    private Task<List<WorkItem>> InAsync(string? state, Owner? owner = null, OdsCode? practice = null, bool reminded = false) => Paging.AllAsync(
        after => Worklist.ListAsync(new WorklistQuery(owner, practice, null, after, 1) { State = state, Reminded = reminded }, None), 1);
}
