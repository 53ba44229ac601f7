using System.Reflection;
using FitPipeline.Pathway.Journeys;
using FitPipeline.Pathway.Policy;

namespace FitPipeline.Pathway.Tests;

/// <summary>Every number has a source; no senseless number ever decides about a patient.</summary>
public sealed class PathwayPolicyTests
{
    [Fact]
    public void Every_number_has_one_source_and_every_source_a_number()
    {
        IEnumerable<string> numbers = PolicyDocument.Numbers.Select(property => property.Name);

        Assert.Equal(numbers.Order(StringComparer.Ordinal), PathwayPolicy.Sources.Select(source => source.Number).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Every_source_says_where_from_and_whatever_was_chosen_or_not_read_needs_sign_off()
    {
        foreach (PolicySource source in PathwayPolicy.Sources)
        {
            Assert.True(!char.IsLower(source.Source[0]) && source.Source[^1] == '.', source.Number);
            bool chosen = source.Source.Contains("the service's choice", StringComparison.OrdinalIgnoreCase)
                || source.Source.Contains("general knowledge", StringComparison.OrdinalIgnoreCase);
            Assert.True(!chosen || source.NeedsClinicalSignOff, source.Number + " was chosen, not published: a clinician signs it off.");
        }
    }

    [Fact]
    public void The_policy_in_force_has_no_fault_and_a_version() => Assert.Empty(PathwayPolicy.Current.Faults());

    public static TheoryData<string, PathwayPolicy> Poisoned()
    {
        PathwayPolicy policy = PathwayPolicy.Current;
        TheoryData<string, PathwayPolicy> poisoned = new()
        {
            { "no version", policy with { Version = " " } },
            { "threshold zero", policy with { Threshold = 0m } },
            { "threshold below zero", policy with { Threshold = -10m } },
            { "second reminder before the first", policy with { SecondReminderDays = 6 } },
            { "two reminders on one day", policy with { SecondReminderDays = 7 } },
            { "call before the second reminder", policy with { CallListDays = 13 } },
            { "not returned before the call", policy with { NotReturnedDays = 21 } },
            { "post by after the kit counts as not returned", policy with { PostByDays = 29 } },
            { "rejected as old as valid", policy with { SampleRejectedAfterDays = 14 } },
            { "adult at no age", policy with { AdultFrom = 0 } },
            { "over 50 before 40", policy with { SingleSymptomFrom = 39 } },
            { "anaemia limit zero", policy with { AnaemiaBelowMen = 0m } },
            { "anaemia limit in g/dL", policy with { AnaemiaBelowWomen = 12m } },
            { "below examined before above", policy with { ExaminationDaysBelow = 13 } },
            { "negative replacements", policy with { AutomaticReplacements = -1 } },
            { "appointment's text later than texts may be", policy with { WorkingDaysToSpeak = 4 } },
            { "word promised before the laboratory owes its report", policy with { DaysToHear = 2 } },
            { "texts until before from", policy with { TextsUntil = new TimeOnly(7, 0) } },
        };

        // And no duration or limit may be zero or less.
        foreach (PropertyInfo property in PolicyDocument.Numbers.Where(property => property.PropertyType == typeof(int) && property.Name != "AutomaticReplacements"))
        {
            poisoned.Add(property.Name + " zero", With(property, 0));
            poisoned.Add(property.Name + " negative", With(property, -1));
        }

        return poisoned;
    }

    [Theory]
    [MemberData(nameof(Poisoned))]
    public void Given_a_poisoned_policy_then_its_faults_are_named_as_sentences(string poison, PathwayPolicy policy)
    {
        IReadOnlyList<string> faults = policy.Faults();

        Assert.NotEmpty(faults);
        Assert.All(faults, fault => Sentences.AssertReadable(fault, poison));
    }

    [Fact]
    public void Given_several_faults_then_all_are_named_at_once() =>
        Assert.Equal(3, (PathwayPolicy.Current with { Threshold = 0m, AutomaticReplacements = -1, Version = "" }).Faults().Count);

    [Fact]
    public void The_page_of_the_policy_says_what_the_policy_is() => Approvals.Matches("docs/policy.md", PolicyDocument.Write());

    [Fact]
    public void Given_another_nations_threshold_then_every_decision_uses_it_and_stores_its_version()
    {
        // Scotland's is 20: a configured number, never a constant.
        PathwayPolicy scotland = PathwayPolicy.Current with { Version = "scotland", Threshold = 20m };
        Story below = Story.Referred(policy: scotland).KitPosted().Days(3).KitReceived().Result("19.9");
        below.Is<JourneyState.SafetyNet>();
        Assert.Equal("scotland", below.Journey.PolicyVersion);

        Story.Referred(policy: scotland).KitPosted().Days(3).KitReceived().Result("20.0").Is<JourneyState.AwaitingAcknowledgement>();
        Story.Referred(policy: scotland).KitPosted().Days(3).KitReceived().Result("<20").Is<JourneyState.SafetyNet>();
    }

    [Fact]
    public void Given_the_rules_change_mid_journey_then_the_next_step_uses_and_stores_the_new_version()
    {
        Story story = Situations.KitAtLab().Under(PathwayPolicy.Current with { Version = "next", Threshold = 20m }).Result("12");

        story.Is<JourneyState.SafetyNet>();
        Assert.Equal("next", story.Journey.PolicyVersion);
    }

    private static PathwayPolicy With(PropertyInfo property, object value)
    {
        PathwayPolicy copy = PathwayPolicy.Current with { };
        property.SetValue(copy, value);
        return copy;
    }
}
