using System.Runtime.InteropServices;
using System.Text.Json;
using FitPipeline.Intake.Fhir;
using FitPipeline.Intake.Json;
using FitPipeline.Intake.Text;

namespace FitPipeline.Intake.Results.Fhir;

/// <summary>
/// Reads results in FHIR R4: a Bundle of DiagnosticReports and Observations, or one of them. One JSON document cannot be
/// understood before its end, so this format alone is held in memory whole.
/// </summary>
internal static class FhirLabReader
{
    private const int MaxListed = 50;
    private const int MaxText = 4000;

    internal static IEnumerable<LabReading> Read(Stream content, LabReadingOptions options, LabVocabulary vocabulary)
    {
        if (!TryReadWhole(content, options.MaxBytes, out ReadOnlyMemory<byte> bytes))
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
            if (IsOversized(json!.RootElement, ""))
            {
                yield return new FileFault(null, "The document has a list or a text longer than any report's.");
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
    /// Whether a list other than one of rows (entry, result, contained), or a text other than a page or an attachment (div,
    /// data), is longer than any report's. Every row looks through its patient's and specimen's, so their size times the rows
    /// is the work.
    /// </summary>
    private static bool IsOversized(JsonElement element, string name) => element.ValueKind switch
    {
        JsonValueKind.Object => element.EnumerateObject().Any(property => IsOversized(property.Value, property.Name)),
        JsonValueKind.Array => (name is not ("entry" or "result" or "contained") && element.GetArrayLength() > MaxListed)
            || element.EnumerateArray().Any(item => IsOversized(item, name)),
        JsonValueKind.String => name is not ("div" or "data") && JsonMarshal.GetRawUtf8Value(element).Length > MaxText,
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

    private static bool TryReadWhole(Stream content, long maxBytes, out ReadOnlyMemory<byte> bytes)
    {
        using RawInput input = new(content, maxBytes);
        using MemoryStream whole = new();
        input.CopyTo(whole);
        bytes = whole.GetBuffer().AsMemory(0, (int)whole.Length);
        return !input.TooLarge;
    }
}
