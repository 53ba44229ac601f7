using System.Text.Json.Serialization;

namespace FitPipeline.SmsEmulator;

/// <summary>The body of <c>POST /sms</c>. Source: Azure/azure-rest-api-specs, communication, sms 2021-03-07.</summary>
public sealed record SmsRequest(string? From, IReadOnlyList<SmsRecipient>? SmsRecipients, string? Message, SmsOptions? SmsSendOptions);

/// <summary>One number, and what makes a repeat known.</summary>
public sealed record SmsRecipient(string? To, string? RepeatabilityRequestId, string? RepeatabilityFirstSent);

/// <summary>Whether a report is wanted, and what it is tagged with.</summary>
public sealed record SmsOptions(bool EnableDeliveryReport, string? Tag);

/// <summary>The answer: one item a number.</summary>
public sealed record SmsAnswer(IReadOnlyList<SmsItem> Value);

/// <summary>What became of one text.</summary>
public sealed record SmsItem(
    string To, string? MessageId, int HttpStatusCode, string? RepeatabilityResult, bool Successful, string? ErrorMessage);

/// <summary>An error as the provider words it.</summary>
public sealed record SmsError(SmsErrorDetail Error);

/// <summary>What is wrong.</summary>
public sealed record SmsErrorDetail(string Code, string Message);

/// <summary>An event in Event Grid's schema.</summary>
public sealed record GridEvent(
    string Id, string Topic, string Subject, string EventType, string DataVersion, DateTimeOffset EventTime, GridData Data);

/// <summary>What a delivery report or a validation says.</summary>
public sealed record GridData
{
    /// <summary>The code that whoever wants the events sends back.</summary>
    public string? ValidationCode { get; init; }

    /// <summary>The provider's id of the text.</summary>
    public string? MessageId { get; init; }

    /// <summary>The sender.</summary>
    public string? From { get; init; }

    /// <summary>The number.</summary>
    public string? To { get; init; }

    /// <summary><c>Delivered</c> or <c>Failed</c>.</summary>
    public string? DeliveryStatus { get; init; }

    /// <summary>Why.</summary>
    public string? DeliveryStatusDetails { get; init; }

    /// <summary>When.</summary>
    public DateTimeOffset? ReceivedTimestamp { get; init; }

    /// <summary>What the sender tagged it with; the provider's own documents capitalise it.</summary>
    [JsonPropertyName("Tag")]
    public string? Tag { get; init; }

    /// <summary>What a patient wrote back.</summary>
    public string? Message { get; init; }
}

/// <summary>A text as a telephone has it.</summary>
/// <param name="To">The number.</param>
/// <param name="From">Who sent it.</param>
/// <param name="Message">What it says.</param>
/// <param name="MessageId">The provider's id.</param>
/// <param name="Tag">The sender's tag.</param>
/// <param name="At">When it was first sent, as its sender says; when it was taken, if the sender does not say.</param>
public sealed record PhoneText(string To, string From, string Message, string MessageId, string? Tag, DateTimeOffset At);

/// <summary>What is to go wrong with the next requests.</summary>
/// <param name="Fault">A fault of <see cref="Faults"/>.</param>
/// <param name="Times">How often; once when left out.</param>
public sealed record FaultBody(Fault? Fault, int? Times);

/// <summary>Where delivery reports go.</summary>
/// <param name="Url">The address; it must answer the handshake.</param>
/// <param name="Authorization">The Authorization header to send; may be left out.</param>
public sealed record ReportsBody(Uri? Url, string? Authorization);

/// <summary>What a handshake is answered with.</summary>
public sealed record ValidationBody(string? ValidationResponse);

/// <summary>A text that a telephone sends back.</summary>
public sealed record ReplyBody(string? From, string? Message);

/// <summary>Every shape, generated at build time.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull, UseStringEnumConverter = true,
    PropertyNameCaseInsensitive = true)]
[JsonSerializable(typeof(SmsRequest))]
[JsonSerializable(typeof(SmsAnswer))]
[JsonSerializable(typeof(SmsError))]
[JsonSerializable(typeof(GridEvent[]))]
[JsonSerializable(typeof(IReadOnlyList<PhoneText>))]
[JsonSerializable(typeof(FaultBody))]
[JsonSerializable(typeof(ReportsBody))]
[JsonSerializable(typeof(ReplyBody))]
[JsonSerializable(typeof(ValidationBody))]
internal sealed partial class EmulatorJson : JsonSerializerContext;
