using FitPipeline.Pathway.Decide;
using FitPipeline.Pathway.Events;

namespace FitPipeline.Pathway.Tests;

/// <summary>Repeated and late news is the commonest of all after an outage; turning it away costs no memory.</summary>
public sealed class AllocationTests
{
    [Fact]
    public void Every_ignored_answer_of_the_matrix_allocates_nothing()
    {
        int ignored = 0;
        foreach ((string situation, Func<Story> tell) in Situations.All)
        {
            Story story = tell();
            foreach ((string happening, Func<Story, PathwayEvent> of) in Happenings.All)
            {
                PathwayEvent @event = of(story);
                if (JourneyDecider.Decide(story.Journey, @event, story.Policy) is not Decision.Ignored)
                {
                    continue;
                }

                ignored++;
                long before = GC.GetAllocatedBytesForCurrentThread();
                JourneyDecider.Decide(story.Journey, @event, story.Policy);
                Assert.True(GC.GetAllocatedBytesForCurrentThread() == before, $"{situation} × {happening}");
            }
        }

        Assert.True(ignored > 300, $"{ignored} ignored answers are too few to prove anything");
    }
}
