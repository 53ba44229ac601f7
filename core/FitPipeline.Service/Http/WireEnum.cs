using System.Text.Json;
using System.Text.Json.Serialization;

namespace FitPipeline.Service;

/// <summary>Writes an enum as the contract spells its values: in camel case.</summary>
public sealed class WireEnum<T>() : JsonStringEnumConverter<T>(JsonNamingPolicy.CamelCase, allowIntegerValues: false)
    where T : struct, Enum;
