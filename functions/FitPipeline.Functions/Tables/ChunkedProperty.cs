using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Azure.Data.Tables;

namespace FitPipeline.Functions.Tables;

/// <summary>A value as JSON in an entity, over as many properties as it needs: one property holds at most 64 KiB.</summary>
internal static class ChunkedProperty
{
    private const int Most = 60_000;

    internal static TableEntity With<T>(this TableEntity entity, T value, JsonTypeInfo<T> shape)
    {
        byte[] json = JsonSerializer.SerializeToUtf8Bytes(value, shape);
        for (int part = 0; part * Most < json.Length; part++)
        {
            entity[Name(part)] = json[(part * Most)..Math.Min(json.Length, (part + 1) * Most)];
        }

        return entity;
    }

    /// <exception cref="InvalidDataException">The entity holds no such value.</exception>
    internal static T Read<T>(this TableEntity entity, JsonTypeInfo<T> shape)
    {
        byte[] json = entity.GetBinary(Name(0)) ?? throw new InvalidDataException("A stored row holds no JSON.");
        for (int part = 1; entity.GetBinary(Name(part)) is { } more; part++)
        {
            json = [.. json, .. more];
        }

        return JsonSerializer.Deserialize(json, shape) ?? throw new InvalidDataException("A stored row holds null.");
    }

    private static string Name(int part) => part == 0 ? "Json" : "Json" + part.ToString(CultureInfo.InvariantCulture);
}
