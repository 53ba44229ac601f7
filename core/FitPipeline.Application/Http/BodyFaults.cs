using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace FitPipeline.Application.Http;

/// <summary>Which fields of a JSON object are not of their shape, and what each may be.</summary>
/// <remarks>Only our own field names are repeated, never what was sent.</remarks>
internal static class BodyFaults
{
    /// <summary>Every field of a body that its shape cannot take.</summary>
    /// <returns>Field path → reasons; null when the body is no JSON object.</returns>
    internal static IReadOnlyDictionary<string, IReadOnlyList<string>>? Of<T>(ReadOnlyMemory<byte> body, JsonTypeInfo<T> shape)
    {
        try
        {
            using JsonDocument sent = JsonDocument.Parse(body);
            return sent.RootElement.ValueKind is JsonValueKind.Object ? OfObject(sent.RootElement, shape) : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    // Each field is read as if it were the only one, so that one wrong field does not hide the next.
    private static Dictionary<string, IReadOnlyList<string>> OfObject<T>(JsonElement sent, JsonTypeInfo<T> shape)
    {
        Dictionary<string, IReadOnlyList<string>> faults = [];
        foreach (JsonProperty field in sent.EnumerateObject())
        {
            try
            {
                JsonSerializer.Deserialize($$"""{"{{JsonEncodedText.Encode(field.Name)}}":{{field.Value.GetRawText()}}}""", shape);
            }
            catch (JsonException wrong)
            {
                // The whole object is JSON, so the path holds the names of our fields and places in lists.
                string path = wrong.Path is ['$', '.', .. var inner] ? inner : "body";
                faults[path] = [MayBe(TypeAt(shape, path))];
            }
        }

        return faults;
    }

    private static Type? TypeAt(JsonTypeInfo shape, string path)
    {
        JsonTypeInfo at = shape;
        Type? type = null;
        foreach (string part in path.Replace("[", ".[", StringComparison.Ordinal).Split('.', StringSplitOptions.RemoveEmptyEntries))
        {
            type = part[0] is '[' ? at.ElementType : at.Properties.FirstOrDefault(property => property.Name == part)?.PropertyType;
            if (type is null)
            {
                return null;
            }

            at = shape.Options.GetTypeInfo(type);
        }

        return type is null ? null : Nullable.GetUnderlyingType(type) ?? type;
    }

    private static string MayBe(Type? type) => type switch
    {
        { IsEnum: true } => $"It must be one of {string.Join(", ", Enum.GetNames(type).Select(JsonNamingPolicy.CamelCase.ConvertName))}.",
        _ when type == typeof(string) => "It must be text.",
        _ when type == typeof(int) => "It must be a whole number.",
        _ when type == typeof(bool) => "It must be true or false.",
        _ when type == typeof(DateOnly) => "Give a date as YYYY-MM-DD.",
        _ when type == typeof(DateTimeOffset) => "Give a time with its offset: like 2026-01-08T09:30:00Z.",
        _ => "It is of another type than the contract says.",
    };
}
