using FitPipeline.Application.Worklist;
using FitPipeline.Pathway.Journeys;

namespace FitPipeline.Application.Tests.Http;

public sealed class WorklistStateTests
{
    [Fact]
    public void Given_the_pathways_states_when_a_list_is_asked_for_one_then_each_that_waits_can_be_named()
    {
        string[] open = [.. typeof(JourneyState).GetNestedTypes().Where(type => type.IsSubclassOf(typeof(JourneyState.Open))).Select(type => type.Name)];
        Assert.Equal(open.Order(StringComparer.Ordinal), ReadWorklistEndpoint.States.Order(StringComparer.Ordinal));
    }
}
