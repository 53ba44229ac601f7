using System.Text.Json.Serialization;

namespace FitPipeline.Application.Storage;

/// <summary>The JSON shapes of the archive, generated at build time. A changed meaning is a new name beside the old.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    UseStringEnumConverter = true,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(KeptArrival))]
internal sealed partial class StorageJson : JsonSerializerContext;
