using System.Text.Json.Serialization;

namespace FitPipeline.Pathway.Booking;

/// <summary>The national waiting-time standards an examination bears on.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<WaitingStandard>))]
public enum WaitingStandard
{
    /// <summary>Told cancer or not within 28 days of an urgent suspected-cancer referral.</summary>
    [JsonStringEnumMemberName("fasterDiagnosis")]
    FasterDiagnosis,

    /// <summary>First treatment within 62 days of that referral.</summary>
    [JsonStringEnumMemberName("sixtyTwoDay")]
    SixtyTwoDay,

    /// <summary>A diagnostic test less than six weeks after it was asked for.</summary>
    [JsonStringEnumMemberName("dm01")]
    Dm01,
}

/// <summary>What the standards are called, and how long they are.</summary>
public static class WaitingStandards
{
    /// <summary>The standard's days, as <see cref="JourneyClocks"/> reckons them.</summary>
    /// <param name="standard">The standard.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such standard.</exception>
    public static int Days(this WaitingStandard standard) => standard switch
    {
        WaitingStandard.FasterDiagnosis => JourneyClocks.FasterDiagnosisDays,
        WaitingStandard.SixtyTwoDay => JourneyClocks.TreatmentDays,
        WaitingStandard.Dm01 => JourneyClocks.DiagnosticTestDays,
        _ => throw new ArgumentOutOfRangeException(nameof(standard)),
    };

    /// <summary>The standard's name in a sentence.</summary>
    /// <param name="standard">The standard.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such standard.</exception>
    public static string Words(this WaitingStandard standard) => standard switch
    {
        WaitingStandard.FasterDiagnosis => $"{JourneyClocks.FasterDiagnosisDays}-day Faster Diagnosis",
        WaitingStandard.SixtyTwoDay => $"{JourneyClocks.TreatmentDays}-day treatment",
        WaitingStandard.Dm01 => "six-week diagnostic (DM01)",
        _ => throw new ArgumentOutOfRangeException(nameof(standard)),
    };
}
