using System.Text.Json.Serialization;

namespace FitPipeline.Pathway.Journeys;

/// <summary>Who caused an event. A role, never a person's name.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<Actor>))]
public enum Actor
{
    /// <summary>The pathway itself: a due time came.</summary>
    [JsonStringEnumMemberName("pathway")]
    Pathway,

    /// <summary>The referring practice.</summary>
    [JsonStringEnumMemberName("gp")]
    Gp,

    /// <summary>The kit desk.</summary>
    [JsonStringEnumMemberName("kitDesk")]
    KitDesk,

    /// <summary>The laboratory.</summary>
    [JsonStringEnumMemberName("lab")]
    Lab,

    /// <summary>The trust's triage clinicians.</summary>
    [JsonStringEnumMemberName("triage")]
    Triage,

    /// <summary>The booking desk.</summary>
    [JsonStringEnumMemberName("bookingDesk")]
    BookingDesk,

    /// <summary>Whoever runs the service.</summary>
    [JsonStringEnumMemberName("admin")]
    Admin,

    /// <summary>The patient, on the patient's page.</summary>
    [JsonStringEnumMemberName("patient")]
    Patient,
}
