using System.Text.Json.Serialization;
using FitPipeline.Application.Storage;

namespace FitPipeline.Application.Booking;

/// <summary>The JSON shapes of slots, bookings and the waiting list, generated at build time.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    UseStringEnumConverter = true,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    RespectNullableAnnotations = true,
    RespectRequiredConstructorParameters = false)]
[JsonSerializable(typeof(BookingOutcomeBody))]
[JsonSerializable(typeof(BookingRoundReport))]
[JsonSerializable(typeof(BookingView))]
[JsonSerializable(typeof(MoveBookingBody))]
[JsonSerializable(typeof(NeedsBody))]
[JsonSerializable(typeof(NewBookingBody))]
[JsonSerializable(typeof(OfferAnswerBody))]
[JsonSerializable(typeof(Page<BookingView>), TypeInfoPropertyName = "PageBookingView")]
[JsonSerializable(typeof(Page<FreeSlotView>), TypeInfoPropertyName = "PageFreeSlotView")]
[JsonSerializable(typeof(Page<WaitingView>), TypeInfoPropertyName = "PageWaitingView")]
[JsonSerializable(typeof(ReasonBody))]
[JsonSerializable(typeof(SiteClosed))]
[JsonSerializable(typeof(SiteClosureBody))]
[JsonSerializable(typeof(SlotsBody))]
[JsonSerializable(typeof(SlotsTaken))]
public sealed partial class BookingJson : JsonSerializerContext;
