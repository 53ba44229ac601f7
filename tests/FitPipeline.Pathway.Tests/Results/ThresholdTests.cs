using System.Globalization;
using FitPipeline.Pathway.Journeys;
using FsCheck;
using FsCheck.Fluent;

namespace FitPipeline.Pathway.Tests;

/// <summary>For every value and sign: what the pathway does agrees with what could be true of the sample.</summary>
public sealed class ThresholdTests
{
    [Fact]
    public void For_all_values_and_signs_nobody_is_reassured_whose_sample_may_be_at_the_threshold_and_nobody_waits_whose_must_be() =>
        Check.QuickThrowOnFailure(Prop.ForAll(
            Gen.Choose(0, 40_000).Select(number => number / 1000m).ToArbitrary(),
            Gen.Elements("", "<", "<=", ">", ">=").ToArbitrary(),
            (number, sign) =>
            {
                if (sign == "<" && number == 0m)
                {
                    return true;
                }

                Story story = Situations.KitAtLab().Result(sign + number.ToString(CultureInfo.InvariantCulture));
                (bool mayBe, bool mustBe) = sign switch
                {
                    "" => (number >= 10m, number >= 10m),
                    "<" => (number > 10m, false),
                    "<=" => (number >= 10m, false),
                    ">" => (true, number >= 10m),
                    _ => (true, number >= 10m),
                };
                return story.State switch
                {
                    JourneyState.SafetyNet => !mayBe,
                    JourneyState.AwaitingAcknowledgement => mustBe,
                    JourneyState.ClinicalReview => mayBe && !mustBe,
                    _ => false,
                };
            }));
}
