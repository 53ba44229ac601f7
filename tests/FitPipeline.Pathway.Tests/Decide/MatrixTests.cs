using System.Text;
using FitPipeline.Pathway.Decide;
using FitPipeline.Pathway.Effects;
using FitPipeline.Pathway.Events;
using FitPipeline.Pathway.Journeys;

namespace FitPipeline.Pathway.Tests;

/// <summary>Every situation of a patient against every kind of event: no state without an answer to any event.</summary>
public sealed class MatrixTests
{
    [Fact]
    public void Every_kind_of_event_has_a_row()
    {
        IEnumerable<string> kinds = typeof(PathwayEvent).GetNestedTypes().Select(type => type.Name);
        IEnumerable<string> rows = Happenings.All.Select(happening => happening.Of(Situations.WithAppointment()).GetType().Name).Distinct();

        Assert.Equal(kinds.Order(StringComparer.Ordinal), rows.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Every_state_has_a_situation()
    {
        IEnumerable<string> states = typeof(JourneyState).GetNestedTypes().Where(type => !type.IsAbstract).Select(type => type.Name);

        Assert.Equal(states.Order(StringComparer.Ordinal), Reached(story => story.State.Name));
    }

    [Fact]
    public void Every_question_reason_and_outcome_has_a_situation()
    {
        Assert.Equal(Names<PracticeQuestion>(), Reached(story => (story.State as JourneyState.PracticeReview)?.Question.ToString()));
        Assert.Equal(Names<AssistanceReason>(), Reached(story => (story.State as JourneyState.AssistanceNeeded)?.Reason.ToString()));
        Assert.Equal(Names<ReviewReason>(), Reached(story => (story.State as JourneyState.ClinicalReview)?.Reason.ToString()));
        Assert.Equal(Names<Outcome>(), Reached(story => (story.State as JourneyState.Closed)?.Outcome.ToString()));
    }

    /// <summary>
    /// One file a state. The first situation of a state is written out whole, the others only where they answer differently.
    /// </summary>
    [Theory]
    [MemberData(nameof(States))]
    public void Every_situation_answers_every_event_as_approved(string state)
    {
        StringBuilder table = new($"What {state} answers to every kind of event. Written by MatrixTests; read it, then accept it.\n");
        Dictionary<string, string> first = [];
        foreach ((string situation, Func<Story> tell) in Situations.All.Where(situation => situation.Name.StartsWith(state + ":", StringComparison.Ordinal)))
        {
            table.Append("\n## ").Append(situation).Append('\n');
            bool whole = first.Count == 0;
            foreach ((string happening, Func<Story, PathwayEvent> of) in Happenings.All)
            {
                Story story = tell();
                string row = Row(happening, story.Try(of(story)));
                if (whole || first[happening] != row)
                {
                    table.Append(row).Append('\n');
                }

                first.TryAdd(happening, row);
            }
        }

        Approvals.Matches($"tests/FitPipeline.Pathway.Tests/Decide/Matrix/{state}.approved.md", table.ToString());
    }

    public static TheoryData<string> States() => new(Situations.All.Select(situation => situation.Name.Split(':')[0]).Distinct());

    [Fact]
    public void Every_answer_is_a_sentence_a_booking_clerk_can_read()
    {
        foreach ((string situation, Func<Story> tell) in Situations.All)
        {
            foreach ((string happening, Func<Story, PathwayEvent> of) in Happenings.All)
            {
                Story story = tell();
                Decision decision = story.Try(of(story));
                Sentences.AssertReadable(decision.Because, $"{situation} × {happening}");
                if (decision is Decision.Accepted accepted)
                {
                    foreach (Effect.RaiseWorkItem item in accepted.Effects.OfType<Effect.RaiseWorkItem>())
                    {
                        Sentences.AssertReadable(item.What, $"{situation} × {happening}");
                    }
                }
            }
        }
    }

    [Fact]
    public void Every_next_action_is_a_sentence()
    {
        foreach ((string situation, Func<Story> tell) in Situations.All)
        {
            if (tell().Journey.NextAction is { } action)
            {
                Sentences.AssertReadable(action.What, situation);
            }
        }
    }

    private static string Row(string happening, Decision decision)
    {
        string row = $"- {happening} → {EffectWords.Of(decision)}: {decision.Because}";
        return decision is Decision.Accepted { Effects.Count: > 0 } accepted ? $"{row} [{EffectWords.Of(accepted.Effects)}]" : row;
    }

    private static IEnumerable<string> Names<T>()
        where T : struct, Enum => Enum.GetNames<T>().Order(StringComparer.Ordinal);

    private static IEnumerable<string> Reached(Func<Story, string?> of) =>
        Situations.All.Select(situation => of(situation.Tell())).OfType<string>().Distinct().Order(StringComparer.Ordinal);
}
