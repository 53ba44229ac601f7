using System.Text.Json;
using System.Text.Json.Serialization;

namespace FitPipeline.Pathway.Identity;

/// <summary>Writes an <see cref="ITextValue{TSelf}"/> as a JSON string (or property name) and refuses a wrong one on reading.</summary>
/// <remarks>
/// The serialiser adds the path to a refusal, and a path holds property names: a value that is personal data is never used as one.
/// </remarks>
/// <typeparam name="T">The value's type.</typeparam>
public sealed class TextValueConverter<T> : JsonConverter<T>
    where T : class, ITextValue<T>
{
    /// <inheritdoc/>
    /// <exception cref="JsonException">The JSON is no string, or the text is not right; the message says why and does not repeat it.</exception>
    public override T Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        reader.TokenType == JsonTokenType.String
            ? Right(reader.GetString())
            : throw new JsonException($"A {typeof(T).Name} is written as a JSON string.");

    /// <inheritdoc/>
    public override void Write(Utf8JsonWriter writer, T value, JsonSerializerOptions options) =>
        writer.WriteStringValue(value.Value);

    /// <inheritdoc/>
    /// <exception cref="JsonException">The property name is not a right value; the message says why and does not repeat it.</exception>
    public override T ReadAsPropertyName(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        Right(reader.GetString());

    /// <inheritdoc/>
    public override void WriteAsPropertyName(Utf8JsonWriter writer, T value, JsonSerializerOptions options) =>
        writer.WritePropertyName(value.Value);

    private static T Right(string? text) =>
        T.TryParse(text, out T? value, out string? because) ? value : throw new JsonException(because);
}
