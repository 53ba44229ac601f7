#nullable disable
using System.Globalization;
using System.Text.Json;

namespace Azure.Data.Tables;

/// <summary>Entities as JSON with the type notes that the Table service wants for what JSON cannot say.</summary>
internal static class EntityJson
{
    internal static byte[] Write(ITableEntity entity)
    {
        using MemoryStream stream = new();
        using (Utf8JsonWriter json = new(stream))
        {
            json.WriteStartObject();
            foreach ((string name, object value) in (IDictionary<string, object>)entity)
            {
                if (value is not null && name is not ("Timestamp" or "odata.etag"))
                {
                    Write(json, name, value);
                }
            }

            json.WriteEndObject();
        }

        return stream.ToArray();
    }

    internal static TableEntity Read(JsonElement json)
    {
        TableEntity entity = [];
        foreach (JsonProperty property in json.EnumerateObject())
        {
            if (property.Name.Contains("@odata.", StringComparison.Ordinal) || property.Name is "odata.metadata")
            {
                continue;
            }

            string type = json.TryGetProperty(property.Name + "@odata.type", out JsonElement note) ? note.GetString() : null;
            entity[property.Name] = property.Name is "Timestamp" ? property.Value.GetDateTimeOffset() : Value(property.Value, type);
        }

        return entity;
    }

    private static void Write(Utf8JsonWriter json, string name, object value)
    {
        switch (value)
        {
            case string text:
                json.WriteString(name, text);
                break;
            case int number:
                json.WriteNumber(name, number);
                break;
            case bool truth:
                json.WriteBoolean(name, truth);
                break;
            case long number:
                json.WriteString(name + "@odata.type", "Edm.Int64");
                json.WriteString(name, number.ToString(CultureInfo.InvariantCulture));
                break;
            case DateTimeOffset at:
                json.WriteString(name + "@odata.type", "Edm.DateTime");
                json.WriteString(name, at.UtcDateTime.ToString("O", CultureInfo.InvariantCulture));
                break;
            case byte[] bytes:
                json.WriteString(name + "@odata.type", "Edm.Binary");
                json.WriteString(name, Convert.ToBase64String(bytes));
                break;
            default:
                throw new NotSupportedException("The stand-in does not store a " + value.GetType().Name);
        }
    }

    private static object Value(JsonElement value, string type) => (value.ValueKind, type) switch
    {
        (JsonValueKind.Null, _) => null,
        (JsonValueKind.True or JsonValueKind.False, _) => value.GetBoolean(),
        (JsonValueKind.Number, _) => value.GetInt32(),
        (_, "Edm.Int64") => long.Parse(value.GetString(), CultureInfo.InvariantCulture),
        (_, "Edm.DateTime") => value.GetDateTimeOffset(),
        (_, "Edm.Binary") => value.GetBytesFromBase64(),
        _ => value.GetString(),
    };
}
