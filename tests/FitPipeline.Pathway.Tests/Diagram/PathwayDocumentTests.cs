using FitPipeline.Pathway.Journeys;

namespace FitPipeline.Pathway.Tests;

public sealed class PathwayDocumentTests
{
    [Fact]
    public void The_page_of_the_pathway_says_what_the_rules_do() => Approvals.Matches("docs/pathway.md", PathwayDocument.Write());

    [Fact]
    public void A_patients_death_ends_every_open_state()
    {
        IEnumerable<string> open = Situations.All.Select(one => one.Tell().State).OfType<JourneyState.Open>().Select(state => state.Name).Distinct();
        IEnumerable<string> ended = Transition.All.Where(step => step is { Event: "patient has died", To: "Closed" }).Select(step => step.From).Distinct();

        Assert.Equal(open.Order(StringComparer.Ordinal), ended.Order(StringComparer.Ordinal));
    }
}
