using FitPipeline.Pathway.Booking;
using FitPipeline.Pathway.Journeys;
using FitPipeline.Pathway.Policy;
using FitPipeline.Pathway.Referrals;
using FitPipeline.Pathway.Results;

namespace FitPipeline.Pathway.Tests;

public sealed class WaitingPatientTests
{
    [Fact]
    public void Given_a_journey_on_the_list_when_read_then_the_patient_carries_what_ranking_needs()
    {
        Journey journey = Situations.OnTheList().Journey;
        var needs = new BookingNeeds { NeedsTransport = true };

        Assert.True(WaitingPatient.TryFrom(journey with { Procedure = Procedure.CtColonography, Needs = needs }, PathwayPolicy.Current, out WaitingPatient? patient, out string? because), because);
        Assert.Equal(journey.Id, patient.Id);
        Assert.Equal(FhbBand.From10, patient.Band);
        Assert.Equal(journey.ListedAt, patient.ListedAt);
        Assert.Equal(Procedure.CtColonography, patient.Procedure);
        Assert.Same(needs, patient.Needs);
        Assert.Equal(65, patient.AgeAtReferral);
        Assert.True(patient.OnCancerPathway);
    }

    [Fact]
    public void Given_a_patient_listed_below_the_threshold_when_read_then_the_cancer_clocks_do_not_bind()
    {
        Assert.True(WaitingPatient.TryFrom(Situations.OnTheListBelow().Journey, PathwayPolicy.Current, out WaitingPatient? patient, out _));
        Assert.Equal(FhbBand.From2, patient.Band);
        Assert.False(patient.OnCancerPathway);
    }

    [Fact]
    public void Given_a_kit_and_a_referral_at_once_when_the_patient_is_listed_then_the_cancer_clocks_bind_whatever_the_result()
    {
        Journey journey = Situations.OnTheListBelow().Journey with { Decision = ReferralDecision.FitAndRefer };

        Assert.True(WaitingPatient.TryFrom(journey, PathwayPolicy.Current, out WaitingPatient? patient, out _));
        Assert.True(patient.OnCancerPathway);
    }

    [Fact]
    public void Given_results_in_two_bands_when_read_then_the_higher_band_counts_even_when_its_number_is_smaller()
    {
        Journey journey = Situations.OnTheList().Journey;
        LabResult first = journey.Results[0];

        // 12 sorts above ">11", which may yet be 150 or more.
        journey = journey with { Results = [first with { Value = Fhb.Of("12") }, first with { Value = Fhb.Of(">11") }] };

        Assert.True(WaitingPatient.TryFrom(journey, PathwayPolicy.Current, out WaitingPatient? patient, out _));
        Assert.Equal(FhbBand.From150, patient.Band);
    }

    [Fact]
    public void Given_a_journey_not_on_the_list_when_read_then_it_is_refused_with_a_sentence()
    {
        Assert.False(WaitingPatient.TryFrom(Situations.KitWithPatient().Journey, PathwayPolicy.Current, out _, out string? because));
        Assert.Equal("The patient is not waiting for an appointment.", because);
    }

    [Fact]
    public void Given_a_journey_whose_every_result_is_set_aside_when_read_then_it_is_refused_with_a_sentence()
    {
        Journey journey = Situations.OnTheList().Journey;
        journey = journey with { Results = [.. journey.Results.Select(result => result with { Standing = ResultStanding.Withdrawn })] };

        Assert.False(WaitingPatient.TryFrom(journey, PathwayPolicy.Current, out _, out string? because));
        Assert.Contains("No result", because, StringComparison.Ordinal);
    }

    [Fact]
    public void Given_a_date_before_joining_the_list_when_days_are_counted_then_there_are_none() =>
        Assert.Equal(0, Waiting.Patient(1, FhbBand.From10).DaysWaited(Waiting.Today.AddDays(-3)));
}
