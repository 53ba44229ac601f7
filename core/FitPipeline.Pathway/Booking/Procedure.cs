using System.Text.Json.Serialization;

namespace FitPipeline.Pathway.Booking;

/// <summary>The examination a slot is for.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<Procedure>))]
public enum Procedure
{
    /// <summary>Colonoscopy.</summary>
    [JsonStringEnumMemberName("colonoscopy")]
    Colonoscopy,

    /// <summary>Flexible sigmoidoscopy.</summary>
    [JsonStringEnumMemberName("flexibleSigmoidoscopy")]
    FlexibleSigmoidoscopy,

    /// <summary>CT colonography.</summary>
    [JsonStringEnumMemberName("ctColonography")]
    CtColonography,
}
