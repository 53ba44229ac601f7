using System.Text.Json.Serialization;
using FitPipeline.Application.Storage;

namespace FitPipeline.Application.People;

/// <summary>The JSON shapes of people and how they are reached, generated at build time.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    UseStringEnumConverter = true,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    RespectNullableAnnotations = true,
    RespectRequiredConstructorParameters = false)]
[JsonSerializable(typeof(ContactBody))]
[JsonSerializable(typeof(Page<PersonView>), TypeInfoPropertyName = "PagePersonView")]
[JsonSerializable(typeof(PeopleBody))]
[JsonSerializable(typeof(SearchAnswer))]
[JsonSerializable(typeof(SearchBody))]
public sealed partial class PeopleJson : JsonSerializerContext;
