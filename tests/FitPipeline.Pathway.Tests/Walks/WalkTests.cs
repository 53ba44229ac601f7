using System.Text;
using FitPipeline.Pathway.Decide;
using FitPipeline.Pathway.Events;
using FitPipeline.Pathway.Journeys;
using FitPipeline.Pathway.Policy;
using FitPipeline.Pathway.Results;

namespace FitPipeline.Pathway.Tests;

/// <summary>Ten thousand random lives of a journey, sixty events each, every promise checked after every event.</summary>
public sealed class WalkTests
{
    private const int Walks = 10_000;
    private const int Events = 60;

    /// <summary>To run one life again, put the seed that a failure printed here.</summary>
    [Theory]
    [InlineData(20260112)]
    public void One_life_by_its_seed(int seed) => Assert.Null(Walk(seed, []));

    [Fact]
    public void Ten_thousand_lives_keep_every_promise()
    {
        Dictionary<string, int> reached = [];
        for (int seed = 1; seed <= Walks; seed++)
        {
            if (Walk(seed, reached) is { } story)
            {
                Assert.Fail(story);
            }
        }

        // A walk that reaches little proves little: every state, question, reason and outcome was lived in.
        Assert.Equal(Everywhere().Order(StringComparer.Ordinal), reached.Keys.Order(StringComparer.Ordinal));
        Assert.True(reached.Values.Min() >= 20, string.Join(", ", reached.OrderBy(pair => pair.Value).Select(pair => $"{pair.Key} {pair.Value}")));
    }

    private static IEnumerable<string> Everywhere() =>
    [
        "Referred", "KitPosted", "KitReceived", "AwaitingAcknowledgement", "AwaitingBooking", "Booked", "SafetyNet",
        .. Enum.GetNames<PracticeQuestion>().Select(name => "PracticeReview " + name),
        .. Enum.GetNames<AssistanceReason>().Select(name => "AssistanceNeeded " + name),
        .. Enum.GetNames<ReviewReason>().Select(name => "ClinicalReview " + name),
        .. Enum.GetNames<Outcome>().Where(name => name is not "NotIndicated").Select(name => "Closed " + name),
    ];

    // Null when every promise held; otherwise the whole life with the seed to live it again.
    private static string? Walk(int seed, Dictionary<string, int> reached)
    {
        PathwayPolicy policy = PathwayPolicy.Current;
        Walker walker = new(seed);
        Promises promises = new(policy);
        var started = (Decision.Accepted)JourneyDecider.Start(walker.Referral(), policy);
        Journey journey = started.Next;
        StringBuilder life = new();
        int afterTheEnd = 0;
        for (int i = 0; i < Events && afterTheEnd < 12; i++)
        {
            afterTheEnd += journey.State is JourneyState.Closed ? 1 : 0;
            PathwayEvent @event = walker.Next(journey);
            (Kit[] kits, LabResult[] results) = ([.. journey.Kits], [.. journey.Results]);
            Decision decision = JourneyDecider.Decide(journey, @event, policy);
            string? broken = null;
            if (!kits.AsSpan().SequenceEqual([.. journey.Kits]) || !results.AsSpan().SequenceEqual([.. journey.Results]))
            {
                broken = "a decision changed the journey it was asked about";
            }

            if (decision is Decision.Accepted accepted)
            {
                broken ??= promises.Broken(journey, @event, accepted);
                if (FromAMachine(@event) && JourneyDecider.Decide(accepted.Next, @event, policy) is Decision.Accepted)
                {
                    broken ??= "the same news was accepted twice";
                }

                journey = accepted.Next;
            }

            life.Append(seed).Append('.').Append(i + 1).Append(": ").Append(@event).Append(" → ").Append(EffectWords.Of(decision)).Append('\n');
            if (broken is not null)
            {
                return $"Seed {seed}, event {i + 1}: {broken}.\n{life}";
            }

            string where = EffectWords.Of(journey.State);
            reached[where] = reached.GetValueOrDefault(where) + 1;
        }

        return null;
    }

    // Machines repeat themselves; people mean it.
    private static bool FromAMachine(PathwayEvent @event) => @event
        is PathwayEvent.KitPosted or PathwayEvent.KitReceived or PathwayEvent.KitReturnedToSender or PathwayEvent.KitLost
        or PathwayEvent.LotRecalled or PathwayEvent.ResultReported or PathwayEvent.ResultCorrected or PathwayEvent.ResultWithdrawn
        or PathwayEvent.SampleRejected or PathwayEvent.SlotBooked or PathwayEvent.SlotWithdrawn or PathwayEvent.AppointmentAttended
        or PathwayEvent.AppointmentMissed or PathwayEvent.AppointmentCancelled or PathwayEvent.AppointmentAccepted
        or PathwayEvent.AppointmentDeclined or PathwayEvent.AppointmentMoved or PathwayEvent.NeedsRecorded or PathwayEvent.BreachForeseen
        or PathwayEvent.DeadlineElapsed or PathwayEvent.BesideDone;
}
