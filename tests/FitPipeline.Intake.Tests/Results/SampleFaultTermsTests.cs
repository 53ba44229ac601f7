using FitPipeline.Intake.Results;
using FitPipeline.Pathway.Identity;
using FitPipeline.Pathway.Results;

namespace FitPipeline.Intake.Tests;

public sealed class SampleFaultTermsTests
{
    public static TheoryData<SampleFault> Faults => [.. Enum.GetValues<SampleFault>()];

    [Theory]
    [MemberData(nameof(Faults))]
    public void Given_a_reason_by_its_name_then_it_is_known(SampleFault fault) =>
        Assert.Equal(fault, SampleFaultTerms.Find(char.ToLowerInvariant(fault.ToString()[0]) + fault.ToString()[1..]));

    // The national screening system's list of what spoils a kit (domain source S18).
    [Theory]
    [InlineData("Broken in transit", SampleFault.BrokenInTransit)]
    [InlineData("Device misuse", SampleFault.DeviceMisuse)]
    [InlineData("Not used", SampleFault.NotUsed)]
    [InlineData("Sample buffer lost", SampleFault.BufferLost)]
    [InlineData("Too much sample", SampleFault.TooMuchSample)]
    [InlineData("Technical Fail", SampleFault.TechnicalFailure)]
    [InlineData("  TECHNICAL-FAIL. ", SampleFault.TechnicalFailure)]
    public void Given_the_screening_systems_words_then_they_are_known(string words, SampleFault fault) =>
        Assert.Equal(fault, SampleFaultTerms.Find(words));

    [Theory]
    [InlineData("")]
    [InlineData("-")]
    [InlineData("not insufficient")]
    [InlineData("insufficient evidence of cancer")]
    [InlineData("leaked?\u0000")]
    [InlineData("Below measuring range")]
    [InlineData("10")]
    public void Given_other_words_then_no_reason_is_guessed(string words) => Assert.Null(SampleFaultTerms.Find(words));

    [Theory]
    [InlineData("281268007", SampleFault.Insufficient)]
    [InlineData("373880007", SampleFault.Other)]
    [InlineData("384281000000108", SampleFault.TechnicalFailure)]
    public void Given_a_code_of_the_home_testing_service_then_it_is_known(string code, SampleFault fault)
    {
        Assert.True(SnomedCode.TryParse(code, out _, out _));
        Assert.Equal(fault, SampleFaultTerms.FindSnomed(code));
    }
}
