using System.Text.Json;
using System.Text.Json.Serialization;

namespace FitPipeline.Intake;

/// <summary>
/// What a laboratory's own analyser calls itself and how its export is laid out: one JSON file in <c>Profiles</c>, and no
/// code. See docs/formats.md.
/// </summary>
internal sealed record AnalyserProfile
{
    /// <summary>The profile's name, for people.</summary>
    public required string Name { get; init; }

    /// <summary>The code of the analyser whose facts apply, such as hm-jackarc.</summary>
    public required string Analyser { get; init; }

    /// <summary>Names under which the instrument reports, without regard to case; a # at the end stands for any digits.</summary>
    public IReadOnlyList<string> Instruments { get; init; } = [];

    /// <summary>Codes under which an HL7, LIS2-A2 or FHIR report names the faecal haemoglobin test, beside those of SNOMED CT and LOINC.</summary>
    public IReadOnlyList<string> TestCodes { get; init; } = [];

    /// <summary>How its CSV export is laid out, when it has one of its own.</summary>
    public CsvProfile? Csv { get; init; }

    /// <summary>Where its LIS2-A2 messages put what the standard leaves open.</summary>
    public Lis2Profile? Lis2 { get; init; }

    internal static AnalyserProfile Parse(ReadOnlySpan<byte> json) =>
        JsonSerializer.Deserialize(json, ProfileJson.Default.AnalyserProfile) ?? throw new JsonException("A profile is a JSON object.");
}

/// <summary>The layout of an analyser's CSV export.</summary>
internal sealed record CsvProfile
{
    /// <summary>The character between fields.</summary>
    public char Delimiter { get; init; } = ',';

    /// <summary>Our column to the export's heading. An export is recognised by having all of them.</summary>
    public required IReadOnlyDictionary<string, string> Columns { get; init; }

    /// <summary>Our column to what it always is in this export, such as unit to ng/mL.</summary>
    public IReadOnlyDictionary<string, string> Constants { get; init; } = new Dictionary<string, string>();

    /// <summary>The export's word to ours, for the status column.</summary>
    public IReadOnlyDictionary<string, string> Statuses { get; init; } = new Dictionary<string, string>();

    /// <summary>How the export writes a day. Declared by whoever wrote the profile, so that no row is ever guessed at.</summary>
    public DayOrder Days { get; init; } = DayOrder.Iso;
}

/// <summary>Where a LIS2-A2 sender puts what the standard leaves to the parties.</summary>
internal sealed record Lis2Profile
{
    /// <summary>Sender names in H-5 this applies to, without regard to case.</summary>
    public IReadOnlyList<string> Senders { get; init; } = [];

    /// <summary>The field of the P record that carries the NHS number: 3, 4 or 5.</summary>
    public int NhsNumberField { get; init; } = 3;
}

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
    UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    ReadCommentHandling = JsonCommentHandling.Skip)]
[JsonSerializable(typeof(AnalyserProfile))]
internal sealed partial class ProfileJson : JsonSerializerContext;
