using System.Text.Json.Serialization;

namespace FitPipeline.Pathway.Journeys;

/// <summary>Who owes the next action. Names are those of the worklist.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<Owner>))]
public enum Owner
{
    /// <summary>The team that posts kits and telephones patients.</summary>
    [JsonStringEnumMemberName("kitDesk")]
    KitDesk,

    /// <summary>The patient, whom the pathway reminds.</summary>
    [JsonStringEnumMemberName("patient")]
    Patient,

    /// <summary>The laboratory.</summary>
    [JsonStringEnumMemberName("lab")]
    Lab,

    /// <summary>The trust's triage clinicians.</summary>
    [JsonStringEnumMemberName("triage")]
    Triage,

    /// <summary>The endoscopy booking team.</summary>
    [JsonStringEnumMemberName("bookingDesk")]
    BookingDesk,

    /// <summary>The referring practice.</summary>
    [JsonStringEnumMemberName("practice")]
    Practice,

    /// <summary>Whoever runs the service.</summary>
    [JsonStringEnumMemberName("admin")]
    Admin,
}
