using FitPipeline.Application.Storage;
using FitPipeline.Pathway.Identity;
using FitPipeline.Pathway.Journeys;

namespace FitPipeline.Application.Worklist;

/// <summary>One line of a worklist.</summary>
/// <param name="ItemId">A journey's next action has the journey's id; anything raised beside it its own.</param>
/// <param name="Journey">The journey; null when the item is about none we know (an unmatched result).</param>
/// <param name="Practice">The journey's practice; null without a journey.</param>
/// <param name="What">What to do.</param>
/// <param name="Owner">Who owes it.</param>
/// <param name="Due">When it is due.</param>
/// <param name="Because">Why it is there.</param>
public sealed record WorkItem(
    string ItemId, JourneyId? Journey, OdsCode? Practice, string What, Owner Owner, DateTimeOffset Due, string Because);

/// <summary>What a worklist is asked for; nulls mean all.</summary>
/// <param name="Owner">Only this owner's.</param>
/// <param name="Practice">Only this practice's.</param>
/// <param name="DueBefore">Only what was due before this time.</param>
/// <param name="After">The cursor of the page before.</param>
/// <param name="Limit">At most this many.</param>
public sealed record WorklistQuery(Owner? Owner, OdsCode? Practice, DateTimeOffset? DueBefore, string? After, int Limit)
{
    /// <summary>Only next actions of journeys in this state, by <see cref="JourneyState.Name"/>; null for all, and for what was raised beside them.</summary>
    public string? State { get; init; }

    /// <summary>Only patients who have been reminded of the kit that is with them: help may be wanted.</summary>
    public bool Reminded { get; init; }
}

/// <summary>
/// The worklists: every open journey's next action, written with the journey's own commit, and what was raised beside it.
/// </summary>
public interface IWorklist
{
    /// <summary>Raises an item. Raising the same id again changes nothing, even after it was done.</summary>
    Task RaiseAsync(WorkItem item, CancellationToken cancel);

    /// <summary>An item that is not done; null when there is none of that id.</summary>
    Task<WorkItem?> FindAsync(string itemId, CancellationToken cancel);

    /// <summary>Marks a raised item done. False when it is unknown, already done, or a journey's next action.</summary>
    Task<bool> DoneAsync(string itemId, Actor by, string? note, DateTimeOffset at, CancellationToken cancel);

    /// <summary>Items not done, by due time.</summary>
    Task<Page<WorkItem>> ListAsync(WorklistQuery query, CancellationToken cancel);
}
