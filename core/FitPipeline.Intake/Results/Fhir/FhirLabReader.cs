using System.Text.Json;

namespace FitPipeline.Intake;

/// <summary>
/// Reads results in FHIR R4: a Bundle of DiagnosticReports and Observations, or one of them. One JSON document cannot be
/// understood before its end, so this format alone is held in memory whole.
/// </summary>
internal static class FhirLabReader
{
    private const int MaxListed = 100;

    internal static IEnumerable<LabReading> Read(Stream content, LabReadingOptions options, LabVocabulary vocabulary)
    {
        if (ReadWhole(content, options.MaxBytes) is not ReadOnlyMemory<byte> bytes)
        {
            yield return new FileFault(null, LabFaults.FileTooLarge);
            yield break;
        }

        if (bytes.IsEmpty)
        {
            yield return new FileFault(null, LabFaults.FileEmpty);
            yield break;
        }

        if (!JsonBody.TryOpen(bytes, out JsonDocument? json, out string? because))
        {
            yield return new FileFault(null, because!.Replace("The body", "The file", StringComparison.Ordinal));
            yield break;
        }

        using (json)
        {
            if (HasLongList(json!.RootElement, isOfRows: false))
            {
                yield return new FileFault(null, "The document has a list longer than any report's.");
                yield break;
            }

            FhirDocument document = new(json.RootElement);
            if (WhyNot(document.Root) is string not)
            {
                yield return new FileFault(null, not);
                yield break;
            }

            FhirReport report = new(document, vocabulary, options);
            foreach (LabReading reading in report.Rows())
            {
                yield return reading;
            }
        }
    }

    /// <summary>
    /// Whether a list other than one of rows (entry, result, contained) is longer than any report's. Every row looks through
    /// its patient's and specimen's lists, so their length times the rows is the work.
    /// </summary>
    private static bool HasLongList(JsonElement element, bool isOfRows) => element.ValueKind switch
    {
        JsonValueKind.Object => element.EnumerateObject().Any(property => HasLongList(property.Value, property.Name is "entry" or "result" or "contained")),
        JsonValueKind.Array => (!isOfRows && element.GetArrayLength() > MaxListed) || element.EnumerateArray().Any(item => HasLongList(item, isOfRows: false)),
        _ => false,
    };

    private static string? WhyNot(FhirElement root) => root.ResourceType switch
    {
        "Observation" or "DiagnosticReport" => null,
        "Bundle" => root["type"].Text is "collection" or "message" or "document" or "transaction" or "batch"
            ? null
            : "The bundle's type is not collection, message, document, transaction or batch.",
        _ => "The file is not a FHIR Bundle, DiagnosticReport or Observation.",
    };

    private static ReadOnlyMemory<byte>? ReadWhole(Stream content, long maxBytes)
    {
        using RawInput input = new(content, maxBytes);
        using MemoryStream whole = new();
        input.CopyTo(whole);
        return input.TooLarge ? null : whole.GetBuffer().AsMemory(0, (int)whole.Length);
    }
}
