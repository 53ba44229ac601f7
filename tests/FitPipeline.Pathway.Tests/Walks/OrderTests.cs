using FitPipeline.Pathway.Decide;
using FitPipeline.Pathway.Events;
using FitPipeline.Pathway.Haemoglobin;
using FitPipeline.Pathway.Identity;
using FitPipeline.Pathway.Journeys;
using FitPipeline.Pathway.Policy;
using FitPipeline.Pathway.Results;

namespace FitPipeline.Pathway.Tests;

/// <summary>News of a patient's samples arrives in any order: the journey's result, and whether anyone acts on it, is the same.</summary>
public sealed class OrderTests
{
    private static readonly string[] Values = ["<7", "4", "9.9", "<10", "10.0", "12", "45", "150", ">400", "<20", ">7", "<=10"];

    [Fact]
    public void Given_the_same_reports_in_any_order_then_the_final_urgency_is_the_same()
    {
        for (int seed = 1; seed <= 10_000; seed++)
        {
            Random random = new(seed);
            Story story = Situations.KitWithPatient();
            story.When(new PathwayEvent.KitLost(Story.Kit(1), story.Now)).KitPosted(2).Days(4).KitReceived(1).KitReceived(2);
            PathwayEvent[] news = [.. Enumerable.Range(0, random.Next(2, 6)).Select(number => Report(random, story, number))];

            (FaecalHaemoglobin? Highest, bool Acted, bool Reassured) first = After(story.Journey, news);
            for (int shuffle = 0; shuffle < 6; shuffle++)
            {
                random.Shuffle(news);
                (FaecalHaemoglobin? Highest, bool Acted, bool Reassured) again = After(story.Journey, news);
                Assert.True(first == again, $"Seed {seed}: {first} but {again} after\n{string.Join('\n', news.AsEnumerable())}");
            }
        }
    }

    private static PathwayEvent Report(Random random, Story story, int number)
    {
        KitId kit = Story.Kit(random.Next(1, 3));
        DateTimeOffset at = story.Now.AddHours(number + 1);
        if (random.Next(8) == 0)
        {
            return new PathwayEvent.SampleRejected(kit, SampleFault.TechnicalFailure, at);
        }

        FaecalHaemoglobin value = Fhb.Of(Values[random.Next(Values.Length)], random.Next(8) == 0 ? Analysers.NsPrime : null);
        DateOnly? collected = random.Next(2) == 0 ? null : story.Today.AddDays(-random.Next(0, 40));
        return new PathwayEvent.ResultReported(kit, random.Next(3) == 0 ? "RERUN" : "FIRST", value, collected, story.Today, at);
    }

    private static (FaecalHaemoglobin? Highest, bool Acted, bool Reassured) After(Journey journey, IEnumerable<PathwayEvent> news)
    {
        foreach (PathwayEvent @event in news)
        {
            if (JourneyDecider.Decide(journey, @event, PathwayPolicy.Current) is Decision.Accepted accepted)
            {
                journey = accepted.Next;
            }
        }

        // Below the threshold the later dates of one report win, so which value shows may differ; whether it reassures may not.
        bool above = journey.HighestResult?.Against(10m) is ThresholdSide.AtOrAbove;
        return (above ? journey.HighestResult : null, above && journey.NextAction!.Value.Owner is Owner.Triage, journey.State is JourneyState.SafetyNet);
    }
}
