using System.Text.Json.Serialization;
using FitPipeline.Pathway.Identity;

namespace FitPipeline.Pathway.Journeys;

/// <summary>Where a kit is.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<KitState>))]
public enum KitState
{
    /// <summary>In the post to the patient, at the patient's, or in the post back.</summary>
    [JsonStringEnumMemberName("posted")]
    Posted,

    /// <summary>At the laboratory, without a result yet.</summary>
    [JsonStringEnumMemberName("received")]
    Received,

    /// <summary>A value was reported from it.</summary>
    [JsonStringEnumMemberName("resulted")]
    Resulted,

    /// <summary>The laboratory could not use it.</summary>
    [JsonStringEnumMemberName("rejected")]
    Rejected,

    /// <summary>Lost in the post.</summary>
    [JsonStringEnumMemberName("lost")]
    Lost,

    /// <summary>Came back undelivered.</summary>
    [JsonStringEnumMemberName("returnedToSender")]
    ReturnedToSender,
}

/// <summary>One posted device of a journey.</summary>
/// <param name="Id">The device's barcode.</param>
/// <param name="Number">1 for the first kit of the journey.</param>
/// <param name="State">Where it is.</param>
/// <param name="Lot">The manufacturer's lot; null when the scan carried none.</param>
/// <param name="ExpiresOn">The last day the device may be used; null when the scan carried none.</param>
/// <param name="PostedAt">When it was scanned out.</param>
/// <param name="ReceivedAt">When it was scanned in; null until then.</param>
/// <param name="CollectedOn">The date the patient wrote on it; null until known.</param>
/// <param name="Recalled">Its lot was recalled, wherever it is: nothing below the threshold from it counts.</param>
public sealed record Kit(
    KitId Id,
    int Number,
    KitState State,
    string? Lot,
    DateOnly? ExpiresOn,
    DateTimeOffset PostedAt,
    DateTimeOffset? ReceivedAt,
    DateOnly? CollectedOn,
    bool Recalled = false);
