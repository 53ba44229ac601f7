using System.Text.Json;
using System.Text.Json.Serialization;

namespace FitPipeline.Intake.Results;

/// <summary>
/// What a laboratory's own analyser calls itself and how its export is laid out: one JSON file in <c>Profiles</c>, and no
/// code. See docs/formats.md.
/// </summary>
/// <param name="Name">The profile's name, for people.</param>
/// <param name="Analyser">The code of the analyser whose facts apply, such as hm-jackarc.</param>
/// <param name="Instruments">Names under which the instrument reports, without regard to case; a # at the end stands for any digits.</param>
/// <param name="TestCodes">Codes under which a report names the faecal haemoglobin test, beside those of SNOMED CT and LOINC.</param>
/// <param name="Csv">How its CSV export is laid out, when it has one of its own.</param>
/// <param name="Lis2">Where its LIS2-A2 messages put what the standard leaves open, when that must be said.</param>
internal sealed record AnalyserProfile(
    string Name,
    string Analyser,
    IReadOnlyList<string> Instruments,
    IReadOnlyList<string> TestCodes,
    CsvProfile? Csv = null,
    Lis2Profile? Lis2 = null)
{
    internal static AnalyserProfile Parse(ReadOnlySpan<byte> json) =>
        JsonSerializer.Deserialize(json, ProfileJson.Default.AnalyserProfile) ?? throw new JsonException("A profile is a JSON object.");
}

/// <summary>The layout of an analyser's CSV export.</summary>
/// <param name="Columns">Our column to the export's heading. An export is recognised by having all of them.</param>
/// <param name="Delimiter">The character between fields.</param>
/// <param name="Constants">Our column to what it always is in this export, such as unit to ng/mL.</param>
/// <param name="Statuses">The export's word to ours, for the status column; ours when absent.</param>
/// <param name="Days">How the export writes a day. Declared by whoever wrote the profile, so that no row is ever guessed at.</param>
internal sealed record CsvProfile(
    Dictionary<string, string> Columns,
    char Delimiter = ',',
    Dictionary<string, string>? Constants = null,
    Dictionary<string, string>? Statuses = null,
    DayOrder Days = DayOrder.Iso);

/// <summary>Where a LIS2-A2 sender puts what the standard leaves to the parties.</summary>
/// <param name="Senders">Sender names in H-5 this applies to, without regard to case.</param>
/// <param name="NhsNumberField">The field of the P record that carries the NHS number: 3, 4 or 5.</param>
internal sealed record Lis2Profile(IReadOnlyList<string> Senders, int NhsNumberField);

/// <summary>The order and marks of a written day.</summary>
internal enum DayOrder
{
    /// <summary>2026-01-31.</summary>
    Iso,

    /// <summary>2026/01/31.</summary>
    YearMonthDaySlashed,

    /// <summary>31/01/2026.</summary>
    DayMonthYearSlashed,

    /// <summary>20260131.</summary>
    Packed,
}

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    UseStringEnumConverter = true,
    RespectRequiredConstructorParameters = true,
    RespectNullableAnnotations = true,
    UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    ReadCommentHandling = JsonCommentHandling.Skip)]
[JsonSerializable(typeof(AnalyserProfile))]
internal sealed partial class ProfileJson : JsonSerializerContext;
