using System.Text.Json.Serialization;

namespace FitPipeline.Pathway.Journeys;

/// <summary>Why nothing may be sent to a patient, although the care goes on (NHS Notify, checks before sending).</summary>
[JsonConverter(typeof(JsonStringEnumConverter<ContactRestriction>))]
public enum ContactRestriction
{
    /// <summary>The national register marks the details as sensitive: the patient may be at risk from whoever reads the post.</summary>
    [JsonStringEnumMemberName("detailsProtected")]
    DetailsProtected,

    /// <summary>Somebody said that the patient has died, and no clinician has recorded it yet.</summary>
    [JsonStringEnumMemberName("deathReported")]
    DeathReported,
}
