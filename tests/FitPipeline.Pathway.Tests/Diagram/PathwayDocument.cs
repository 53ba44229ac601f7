using System.Globalization;
using System.Text;
using FitPipeline.Pathway.Calendar;
using FitPipeline.Pathway.Journeys;
using FitPipeline.Pathway.Policy;

namespace FitPipeline.Pathway.Tests;

/// <summary>docs/pathway.md, written from what the rules answer.</summary>
internal static class PathwayDocument
{
    public static string Write()
    {
        StringBuilder page = new();
        page.Append("# The pathway\n\n");
        page.Append("Written from the rules (`core/FitPipeline.Pathway/Decide`) by `PathwayDocumentTests`; a test fails when it drifts. ");
        page.Append("Numbers are those of the policy in force, version ").Append(PathwayPolicy.Current.Version).Append(": see [policy.md](policy.md).\n\n");
        Diagram(page);
        States(page);
        Effects(page);
        return page.ToString();
    }

    private static void Diagram(StringBuilder page)
    {
        page.Append("```mermaid\nstateDiagram-v2\n");
        page.Append("    [*] --> Referred: referral that needs a kit\n");
        page.Append("    [*] --> Closed: refer without a kit, or not indicated\n");
        foreach (IGrouping<(string From, string To), Transition> edge in Edges(Transition.All.Where(Drawn)))
        {
            page.Append("    ").Append(edge.Key.From).Append(" --> ").Append(edge.Key.To).Append(": ").Append(Labels(edge)).Append('\n');
        }

        page.Append("    Closed --> [*]\n```\n\n");
        page.Append("Nothing reopens a closed journey: what still arrives is old news, is rejected into a worked queue, or becomes a work item. ");
        page.Append("Left out of the drawing, because they lead there from almost everywhere:\n\n");
        foreach (string to in new[] { "ClinicalReview", "Closed" })
        {
            page.Append("- to ").Append(to).Append(": ");
            page.AppendJoin("; ", Edges(Transition.All.Where(step => step.To == to && !Drawn(step))).Select(edge => $"from {edge.Key.From} by {Labels(edge)}"));
            page.Append(".\n");
        }

        page.Append('\n');
    }

    private static bool Drawn(Transition step) =>
        step.To != "ClinicalReview" && !(step.To == "Closed" && (step.Event == "patient has died" || step.Event.StartsWith("decision", StringComparison.Ordinal)));

    private static IEnumerable<IGrouping<(string From, string To), Transition>> Edges(IEnumerable<Transition> steps) =>
        steps.Where(step => step.From != step.To).GroupBy(step => (step.From, step.To));

    private static string Labels(IEnumerable<Transition> edge) =>
        string.Join(", ", edge.Select(step => step.Event.Replace("decision: ", "", StringComparison.Ordinal)).Distinct());

    private static void States(StringBuilder page)
    {
        page.Append("## What each state waits for\n\n");
        page.Append("| state: situation | next action | owner | due | wakes by itself |\n|---|---|---|---|---|\n");
        foreach ((string situation, Func<Story> tell) in Situations.All)
        {
            Story story = tell();
            if (story.State is JourneyState.Open open)
            {
                page.Append("| ").Append(situation).Append(" | ").Append(open.What).Append(" | ").Append(CamelCase(open.Owner.ToString()))
                    .Append(" | ").Append(Span(story, open.Due)).Append(" | ").Append(Span(story, story.Journey.WakeAt!.Value)).Append(" |\n");
            }
        }

        PathwayPolicy policy = PathwayPolicy.Current;
        page.Append(CultureInfo.InvariantCulture, $"\nWhile a kit is awaited, counted from its posting: reminded on day {policy.FirstReminderDays} and day {policy.SecondReminderDays}, ");
        page.Append(CultureInfo.InvariantCulture, $"rung from day {policy.CallListDays}, the practice decides from day {policy.NotReturnedDays}.\n");
        page.Append("\nA due time stays where it is when it passes, so lateness shows; the wake time moves on, and each waking raises the delay again.\n\n");
    }

    private static void Effects(StringBuilder page)
    {
        page.Append("## What each step makes the hosts do\n\n");
        page.Append("Effects are done at least once, under the id `journey.step.index`, so that twice is once. Without a usable mobile every text is a letter.\n");
        foreach (IGrouping<string, Transition> state in Transition.All.GroupBy(step => step.From))
        {
            page.Append("\n### ").Append(state.Key).Append("\n\n| event | then | effects |\n|---|---|---|\n");
            foreach (IGrouping<(string Event, string To), Transition> step in state.GroupBy(step => (step.Event, step.To)))
            {
                page.Append("| ").Append(step.Key.Event).Append(" | ").Append(step.Key.To == state.Key ? "-" : step.Key.To).Append(" | ");
                page.AppendJoin("<br>or ", step.Select(one => one.Effects.Length == 0 ? "none" : one.Effects.Replace("PostKit 0", "PostKit", StringComparison.Ordinal).Replace("Audit Triage ", "Audit ", StringComparison.Ordinal)).Distinct());
                page.Append(" |\n");
            }
        }
    }

    // How long after coming into the state, in the words of the policy: working days when it is the close of one.
    private static string Span(Story story, DateTimeOffset time)
    {
        PathwayPolicy policy = PathwayPolicy.Current;
        if (story.Journey.Appointment is { } appointment && story.State is JourneyState.Booked)
        {
            return (ServiceCalendar.DateOf(time).DayNumber - ServiceCalendar.DateOf(appointment.StartsAt).DayNumber) switch
            {
                1 => "the day after the appointment",
                < 0 and int before => string.Create(CultureInfo.InvariantCulture, $"{-before} days before the appointment"),
                int days => string.Create(CultureInfo.InvariantCulture, $"{days} days after the appointment"),
            };
        }

        for (int days = 1; days <= 5; days++)
        {
            if (time == ServiceCalendar.CloseOfWorkingDay(story.EnteredAt, days, policy.CloseOfBusiness))
            {
                return string.Create(CultureInfo.InvariantCulture, $"{days} working day{(days == 1 ? "" : "s")}");
            }
        }

        double hours = (time - story.EnteredAt).TotalHours;
        return hours == policy.HoursToResult
            ? string.Create(CultureInfo.InvariantCulture, $"{hours} hours")
            : string.Create(CultureInfo.InvariantCulture, $"{ServiceCalendar.DateOf(time).DayNumber - ServiceCalendar.DateOf(story.EnteredAt).DayNumber} days");
    }

    private static string CamelCase(string name) => char.ToLowerInvariant(name[0]) + name[1..];
}
