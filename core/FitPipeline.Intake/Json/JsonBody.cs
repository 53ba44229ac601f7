using System.Text.Json;
using System.Text.Unicode;

namespace FitPipeline.Intake.Json;

/// <summary>
/// Opens a JSON body that came from outside. Stricter than JSON asks where leniency would be a guess: a name given
/// twice in one object has two meanings, and bytes that are not UTF-8 have none.
/// </summary>
internal static class JsonBody
{
    /// <summary>Deeper than any referral, scan list or FHIR bundle is; a depth bomb stops here.</summary>
    internal const int MaxDepth = 32;

    private static ReadOnlySpan<byte> ByteOrderMark => [0xEF, 0xBB, 0xBF];

    internal static bool TryOpen(ReadOnlyMemory<byte> utf8, out JsonDocument? document, out string? because)
    {
        document = null;
        if (utf8.Span.StartsWith(ByteOrderMark))
        {
            utf8 = utf8[ByteOrderMark.Length..];
        }

        if (!Utf8.IsValid(utf8.Span))
        {
            because = "The body is not UTF-8.";
            return false;
        }

        try
        {
            document = JsonDocument.Parse(utf8, new JsonDocumentOptions { MaxDepth = MaxDepth, AllowDuplicateProperties = false });
            because = null;
            return true;
        }
        catch (JsonException trouble)
        {
            // The library's own message quotes the body; only the place is passed on. A name given twice comes without one.
            because = trouble.LineNumber is long line
                ? $"The body is not JSON of at most {MaxDepth} levels: reading stopped in line {line + 1} at byte {trouble.BytePositionInLine + 1}."
                : "The body is not JSON that can be read: an object names a field twice.";
            return false;
        }
        catch (InvalidOperationException)
        {
            // An escaped half of a surrogate pair in a field's name has no text, so names cannot be told apart.
            because = "The body is not JSON that can be read: a field's name holds half of a surrogate pair.";
            return false;
        }
    }
}
