using FitPipeline.Functions.Durable;

namespace FitPipeline.Functions.Tests;

/// <summary>Writes and reads values as the worker does across the durable boundary: by their runtime type, with the app's own serialiser.</summary>
internal static class Wire
{
    internal static string Write(object? value) => value is null ? "null" : EnvelopeJson.Serializer.Serialize(value, value.GetType()).ToString();

    internal static T Read<T>(string json)
    {
        using MemoryStream stream = new(System.Text.Encoding.UTF8.GetBytes(json));
        return (T)EnvelopeJson.Serializer.Deserialize(stream, typeof(T), default)!;
    }
}
