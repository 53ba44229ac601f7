using FitPipeline.Intake.Referrals;
using FitPipeline.Intake.Referrals.Fhir;
using FitPipeline.Intake.Results;
using FitPipeline.Intake.Scans;
using FitPipeline.Pathway.Tests;

namespace FitPipeline.Intake.Tests;

/// <summary>The corpus of small files, and what reading one of them gives.</summary>
internal static class Corpus
{
    /// <summary>When every file of the corpus is taken to have arrived.</summary>
    internal static readonly DateTimeOffset ReceivedAt = new(2026, 2, 1, 12, 0, 0, TimeSpan.Zero);

    internal static string Root { get; } = Path.Combine(AppContext.BaseDirectory, "Corpus");

    /// <summary>Every file but the expectations and the page about them, as folder/name.</summary>
    internal static IReadOnlyList<string> Files { get; } =
    [
        .. Directory.EnumerateFiles(Root, "*", SearchOption.AllDirectories)
            .Where(path => !path.EndsWith(".expected.json", StringComparison.Ordinal) && !path.EndsWith(".md", StringComparison.Ordinal))
            .Select(path => Path.GetRelativePath(Root, path).Replace('\\', '/'))
            .Order(StringComparer.Ordinal),
    ];

    internal static string PathOf(string file) => Path.Combine(Root, file);

    internal static string SourcePathOf(string file) => Path.Combine(Approvals.Root, "tests", "FitPipeline.Intake.Tests", "Corpus", file);

    internal static byte[] Bytes(string file) => File.ReadAllBytes(PathOf(file));

    /// <summary>What reading bytes as a file of this name gives, as the expectations write it.</summary>
    internal static string Render(string file, byte[] bytes) => file.Split('/')[0] switch
    {
        "referrals" => Rendering.Of(ReadReferral(file, bytes)),
        "scans" => Rendering.Of(ScanListReader.Read(bytes, ReceivedAt)),
        _ => Rendering.Of(ReadLab(file, bytes)),
    };

    internal static IReadOnlyList<LabReading> ReadLab(string file, byte[] bytes)
    {
        using MemoryStream content = new(bytes);
        return [.. LabFile.Read(Path.GetFileName(file), content, new LabReadingOptions(ReceivedAt))];
    }

    internal static ReferralReading ReadReferral(string file, byte[] bytes) => file.EndsWith(".fhir.json", StringComparison.Ordinal)
        ? FhirReferralReader.Read(bytes, ReceivedAt)
        : JsonReferralReader.Read(bytes, ReceivedAt);

    /// <summary>Every sentence a reader says of a file.</summary>
    internal static IEnumerable<string> Sentences(string file, byte[] bytes) => file.Split('/')[0] switch
    {
        "referrals" => ReadReferral(file, bytes) switch
        {
            ReferralReading.Unreadable unreadable => [unreadable.Because],
            ReferralReading.Refused refused => refused.Errors.SelectMany(pair => pair.Value),
            ReferralReading.Read read => read.Message.Patient.MobileFault is string fault ? [fault] : [],
            _ => [],
        },
        "scans" => ScanListReader.Read(bytes, ReceivedAt) switch
        {
            ScanListReading.Unreadable unreadable => [unreadable.Because],
            ScanListReading.Refused refused => refused.Errors.SelectMany(pair => pair.Value),
            ScanListReading.Read read => read.Scans.OfType<ScanReading.Refused>().SelectMany(scan => scan.Because),
            _ => [],
        },
        _ => ReadLab(file, bytes).SelectMany(Of),
    };

    private static IEnumerable<string> Of(LabReading reading) => reading switch
    {
        LabRow row => row.Faults,
        RowFault fault => [fault.Because],
        FileFault fault => [fault.Because],
        MessageEnd { Because: string because } => [because],
        _ => [],
    };
}
