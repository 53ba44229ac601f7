using System.Text.Json;
using System.Text.Json.Serialization;

namespace FitPipeline.Pathway.Haemoglobin;

/// <summary>
/// A result in JSON: <c>{"comparator":"&lt;","value":7,"unit":"ug/g","analyser":"hm-jackarc"}</c>. All four are needed on reading, each
/// once; other members are passed over.
/// </summary>
public sealed class FaecalHaemoglobinConverter : JsonConverter<FaecalHaemoglobin>
{
    /// <inheritdoc/>
    /// <exception cref="JsonException">A member is missing, double or unknown in its value, or the four make no result.</exception>
    public override FaecalHaemoglobin Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        if (reader.TokenType != JsonTokenType.StartObject)
        {
            throw new JsonException("A faecal haemoglobin is a JSON object.");
        }

        Comparator? comparator = null;
        decimal? number = null;
        HaemoglobinUnit? unit = null;
        Analyser? analyser = null;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            if (reader.ValueTextEquals("comparator"))
            {
                comparator = Once(comparator is null, "comparator")
                    && Comparators.TryParse(Text(ref reader), out Comparator read) ? read
                    : throw new JsonException("A faecal haemoglobin's comparator is empty, <, <=, > or >=.");
            }
            else if (reader.ValueTextEquals("value"))
            {
                number = Once(number is null, "value")
                    && reader.Read() && reader.TokenType == JsonTokenType.Number && reader.TryGetDecimal(out decimal read) ? read
                    : throw new JsonException("A faecal haemoglobin's value is a JSON number.");
            }
            else if (reader.ValueTextEquals("unit"))
            {
                unit = Once(unit is null, "unit")
                    && HaemoglobinUnits.TryParse(Text(ref reader), out HaemoglobinUnit read) ? read
                    : throw new JsonException("A faecal haemoglobin's unit is ug/g or ng/mL.");
            }
            else if (reader.ValueTextEquals("analyser"))
            {
                analyser = Once(analyser is null, "analyser")
                    && Analysers.TryFind(Text(ref reader), out Analyser? read) ? read
                    : throw new JsonException("A faecal haemoglobin's analyser is not one that is known.");
            }
            else
            {
                reader.Read();
                reader.Skip();
            }
        }

        if (comparator is null || number is null || unit is null || analyser is null)
        {
            throw new JsonException("A faecal haemoglobin needs its comparator, value, unit and analyser.");
        }

        return FaecalHaemoglobin.TryCreate(comparator.Value, number.Value, unit.Value, analyser, out FaecalHaemoglobin? value, out string? because)
            ? value
            : throw new JsonException(because);
    }

    /// <inheritdoc/>
    public override void Write(Utf8JsonWriter writer, FaecalHaemoglobin value, JsonSerializerOptions options)
    {
        writer.WriteStartObject();
        writer.WriteString("comparator", value.Comparator.ToText());
        writer.WriteNumber("value", value.Number);
        writer.WriteString("unit", value.Unit.ToText());
        writer.WriteString("analyser", value.Analyser.Code);
        writer.WriteEndObject();
    }

    private static bool Once(bool first, string member) =>
        first ? true : throw new JsonException($"A faecal haemoglobin has two of the member {member}.");

    private static string? Text(ref Utf8JsonReader reader) =>
        reader.Read() && reader.TokenType == JsonTokenType.String ? reader.GetString() : null;
}
