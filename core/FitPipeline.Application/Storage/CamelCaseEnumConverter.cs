using System.Text.Json;
using System.Text.Json.Serialization;

namespace FitPipeline.Application.Storage;

/// <summary>Writes an enum as the contract spells its values: in camel case.</summary>
public sealed class CamelCaseEnumConverter<T>() : JsonStringEnumConverter<T>(JsonNamingPolicy.CamelCase, allowIntegerValues: false)
    where T : struct, Enum;
