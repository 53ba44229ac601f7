using System.Text.Json;
using FitPipeline.Application.People;
using FitPipeline.Application.Practices;
using FitPipeline.Pathway.Decide;
using FitPipeline.Pathway.Effects;
using FitPipeline.Pathway.Events;
using FitPipeline.Pathway.Haemoglobin;
using FitPipeline.Pathway.Journeys;
using FitPipeline.Pathway.Policy;
using FitPipeline.Pathway.Results;
using FitPipeline.PortContracts;

namespace FitPipeline.Application.Tests;

/// <summary>Every notice as FHIR: result, non-return, rejection, missed appointment, address failure and all others.</summary>
public sealed class FhirNoticeTests
{
    public static TheoryData<PracticeNotice> Notices => [.. Enum.GetValues<PracticeNotice>()];

    private static readonly PatientRecord Patient = TestPeople.Of("GP-1", "Testerby");

    private static Journey Journey(params string[] values)
    {
        Decision.Accepted started = (Decision.Accepted)JourneyDecider.Start(
            new PathwayEvent.ReferralReceived(Patient.Journey, Walk.Practice, Walk.Plain, true, Walk.Begins), PathwayPolicy.Current);
        return started.Next with
        {
            Results =
            [
                .. values.Select((value, i) => new LabResult(
                    Walk.Kit(i), "26B-" + i, Value(value), null, Walk.Begins.AddHours(i), ResultStanding.Stands)),
            ],
        };
    }

    private static FaecalHaemoglobin Value(string text)
    {
        Assert.True(HaemoglobinText.TryParse(text, out Comparator comparator, out decimal number, out string? because), because);
        Assert.True(
            FaecalHaemoglobin.TryCreate(
                comparator, number, HaemoglobinUnit.MicrogramsPerGram, Analysers.HmJackarc, out FaecalHaemoglobin? value, out because), because);
        return value;
    }

    private static JsonElement Write(PracticeNotice notice, Journey journey) => JsonDocument.Parse(FhirNotice.Write(
        new PracticeNotification(Patient.Journey.Value + ".4.1", Patient.Journey, Walk.Practice, notice, Walk.Begins.AddDays(1)), journey, Patient)).RootElement;

    [Theory]
    [MemberData(nameof(Notices))]
    public void Every_notice_says_what_happened_of_which_referral_and_names_nobody(PracticeNotice notice)
    {
        JsonElement fhir = Write(notice, Journey("45"));
        bool result = NoticeDescriptions.TellsAResult(notice);
        Assert.Equal(result ? "DiagnosticReport" : "Communication", fhir.GetProperty("resourceType").GetString());
        Assert.Equal(
            NoticeDescriptions.Of(notice),
            result ? fhir.GetProperty("conclusion").GetString() : fhir.GetProperty("payload")[0].GetProperty("contentString").GetString());
        Assert.Equal("GP-1", fhir.GetProperty(result ? "basedOn" : "about")[0].GetProperty("identifier").GetProperty("value").GetString());
        Assert.Equal(Patient.Details.NhsNumber.Value, fhir.GetProperty("subject").GetProperty("identifier").GetProperty("value").GetString());
        Assert.DoesNotContain("Testerby", fhir.GetRawText(), StringComparison.Ordinal);
        Assert.DoesNotContain("High Street", fhir.GetRawText(), StringComparison.Ordinal);
        Assert.EndsWith(".", NoticeDescriptions.Of(notice), StringComparison.Ordinal);
    }

    [Fact]
    public void A_result_that_no_longer_counts_is_not_reported_as_final()
    {
        Journey journey = Journey("45");
        journey = journey with { Results = [journey.Results[0] with { Standing = ResultStanding.Withdrawn }] };
        Assert.Equal("preliminary", Write(PracticeNotice.ResultAtOrAboveThreshold, journey).GetProperty("status").GetString());
    }

    [Fact]
    public void A_result_notice_without_any_result_left_is_a_Communication() =>
        Assert.Equal("Communication", Write(PracticeNotice.ResultBelowThreshold, Journey()).GetProperty("resourceType").GetString());
}
