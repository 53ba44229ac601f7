using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using FitPipeline.Pathway.Identity;

namespace FitPipeline.Application.Messaging.Texts;

/// <summary>
/// What is asked of Azure Communication Services' SMS REST interface, and what each of its answers means; a host only carries it.
/// By REST because the published client makes a new repeatability id for each call, so that a repeated call would be a second text
/// (docs/decisions/0013-sms-repeatability.md). https://learn.microsoft.com/rest/api/communication/sms/send
/// </summary>
public static class SmsProtocol
{
    /// <summary>Where texts are posted to, below the resource's address.</summary>
    public const string PathAndQuery = "/sms?api-version=2021-03-07";

    // A provider that has too much to do and does not say for how long: its limits are counted by the minute.
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    /// <summary>The request that sends one text, as JSON. The same text gives the same bytes: by its ids the provider knows a repeat.</summary>
    /// <param name="text">The text, handed over at its <see cref="TextRecord.SentAt"/>.</param>
    /// <param name="to">To whom.</param>
    /// <param name="from">The sender patients see: at most 11 letters and digits.</param>
    public static byte[] Request(TextRecord text, UkMobile to, string from)
    {
        string firstSent = (text.SentAt ?? text.QueuedAt).UtcDateTime.ToString("R", CultureInfo.InvariantCulture);
        return JsonSerializer.SerializeToUtf8Bytes(
            new SmsRequest(
                from,
                [new SmsRecipient(to.Value, text.RepeatabilityId.ToString("D"), firstSent)],
                text.Body,
                new SmsSendOptions(EnableDeliveryReport: true, text.TextId)),
            SmsJson.Default.SmsRequest);
    }

    /// <summary>
    /// True when the same request may be made again at once: the repeat is the same sending. Not when there was too much to do, for a
    /// repeat counts against the limit too.
    /// </summary>
    /// <param name="status">The HTTP status of the answer.</param>
    public static bool MayAskAgain(int status) => status is 408 or >= 500;

    /// <summary>What an answer to the request means.</summary>
    /// <param name="status">Its HTTP status.</param>
    /// <param name="retryAfter">Its <c>Retry-After</c> header, in seconds; null without one.</param>
    /// <param name="body">Its body.</param>
    public static TextSending Read(int status, string? retryAfter, ReadOnlySpan<byte> body) => status switch
    {
        202 => Item(body),
        429 => new TextSending.Busy(Wait(retryAfter)),

        // Ours to mend, whoever is texted: a sender not yet approved, a key or a role that is wrong.
        >= 400 and < 500 and not 408 => new TextSending.Refused(status, OnlyThis: false),
        _ => new TextSending.Unknown(Named(status)),
    };

    // 202 says that the request was read; what became of the text is said beside its number.
    private static TextSending Item(ReadOnlySpan<byte> body)
    {
        SmsAnswer? read;
        try
        {
            read = JsonSerializer.Deserialize(body, SmsJson.Default.SmsAnswer);
        }
        catch (JsonException)
        {
            read = null;
        }

        return read?.Value is not [{ } item] ? new TextSending.Unknown("no item in the answer") : item switch
        {
            { Successful: true, MessageId: { Length: > 0 } id } => new TextSending.Taken(id),
            { Successful: true } => new TextSending.Unknown("taken without an id"),

            // A repeat that came too late, or with other words: what became of the first is told by its report, or by silence.
            { RepeatabilityResult: "rejected" } or { HttpStatusCode: 409 or 412 } => new TextSending.Unknown(Named(item.HttpStatusCode)),
            { HttpStatusCode: 400 } => new TextSending.NoSuchNumber(),
            { HttpStatusCode: 429 } => new TextSending.Busy(Minute),

            // Refused for this number alone, and surely not taken. The others leave; this one is a letter when its days are over.
            { HttpStatusCode: > 400 and < 500 and not 408 } => new TextSending.Refused(item.HttpStatusCode, OnlyThis: true),
            _ => new TextSending.Unknown(Named(item.HttpStatusCode)),
        };
    }

    private static TimeSpan Wait(string? retryAfter) =>
        int.TryParse(retryAfter, NumberStyles.None, CultureInfo.InvariantCulture, out int seconds)
            ? TimeSpan.FromSeconds(Math.Clamp(seconds, 1, 3600))
            : Minute;

    private static string Named(int status) => "status " + status.ToString(CultureInfo.InvariantCulture);
}

/// <summary>The request of <c>POST /sms</c>.</summary>
internal sealed record SmsRequest(string From, IReadOnlyList<SmsRecipient> SmsRecipients, string Message, SmsSendOptions SmsSendOptions);

/// <summary>One number, and what makes a repeat known.</summary>
internal sealed record SmsRecipient(string To, string RepeatabilityRequestId, string RepeatabilityFirstSent);

/// <summary>That a report is wanted, and what it is to be tagged with.</summary>
internal sealed record SmsSendOptions(bool EnableDeliveryReport, string Tag);

/// <summary>The answer: one item a number.</summary>
internal sealed record SmsAnswer(IReadOnlyList<SmsItem>? Value);

/// <summary>What became of one text.</summary>
internal sealed record SmsItem(string? MessageId, int HttpStatusCode, string? RepeatabilityResult, bool Successful);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(SmsRequest))]
[JsonSerializable(typeof(SmsAnswer))]
internal sealed partial class SmsJson : JsonSerializerContext;
