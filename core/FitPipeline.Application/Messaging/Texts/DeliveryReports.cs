using System.Text.Json;
using FitPipeline.Application.Http;
using FitPipeline.Application.People;
using FitPipeline.Pathway.Identity;
using FitPipeline.Pathway.Journeys;
using Microsoft.AspNetCore.Http;

namespace FitPipeline.Application.Messaging.Texts;

/// <summary>The answer to Event Grid's question whether this address wants its events.</summary>
public sealed record ValidationAnswer(string ValidationResponse);

/// <summary>How many reports were for texts of ours.</summary>
public sealed record DeliveryReportsImported(int Taken, int Unknown);

/// <summary>
/// Takes delivery reports in, in Event Grid's schema. Names are compared without case: the provider's own documents
/// disagree on them. A report finds its text by our own tag; late, early and repeated reports are normal. What a patient
/// writes back comes the same way, where a sender's name can be answered: "stop" stops texts.
/// </summary>
public sealed class ImportDeliveryReports(
    ITextOutbox texts, SmsDispatcher sender, IPatientRegister patients, ChangeContact contact, TimeProvider time)
{
    private const string Report = "Microsoft.Communication.SMSDeliveryReportReceived";
    private const string Reply = "Microsoft.Communication.SMSReceived";
    private const int LongestId = 200;

    // What carriers themselves take for a refusal (K).
    private static readonly HashSet<string> Stops = new(StringComparer.OrdinalIgnoreCase)
        { "stop", "stopall", "stop all", "unsubscribe", "cancel", "end", "quit" };

    /// <summary>Takes one event in.</summary>
    /// <returns>True when it was a report about a text of ours; false when it was not; null when it is no delivery report.</returns>
    public async Task<bool?> RunAsync(JsonElement gridEvent, CancellationToken cancel)
    {
        if (Text(gridEvent, "eventType") == Reply && Field(gridEvent, "data") is { } reply)
        {
            return await TakeReplyAsync(reply, cancel);
        }

        if (Text(gridEvent, "eventType") != Report || Field(gridEvent, "data") is not { ValueKind: JsonValueKind.Object } data)
        {
            return null;
        }

        if (Text(data, "tag") is not { Length: > 0 and <= LongestId } tag || await texts.FindAsync(tag, cancel) is not { } found)
        {
            return false;
        }

        TextRecord? text = found;
        bool delivered = string.Equals(Text(data, "deliveryStatus"), "Delivered", StringComparison.OrdinalIgnoreCase);
        if (!delivered)
        {
            string? details = Text(data, "deliveryStatusDetails");
            if (IsRefusal(details))
            {
                await contact.RunAsync(found.Journey, new ContactWish(Texts: false), "report/" + tag, Actor.Patient, null, cancel);
            }

            await sender.FailAsync(found, IsPermanent(details) || IsRefusal(details), time.GetUtcNow(), cancel);
            return true;
        }

        // A report may come before the provider's own answer has been written down; then the text moves under our hands.
        while (text is { Status: not (TextStatus.Delivered or TextStatus.Failed or TextStatus.Cancelled) } on
            && !await texts.MoveAsync(on, on with { Status = TextStatus.Delivered }, cancel))
        {
            text = await texts.FindAsync(tag, cancel);
        }

        return true;
    }

    /// <summary>The events of a body: Event Grid sends a list of them over HTTP, and through a queue one by one.</summary>
    public static IEnumerable<JsonElement> EventsIn(JsonElement body) =>
        body.ValueKind is JsonValueKind.Array ? body.EnumerateArray() : [body];

    // The provider's words for a number that can never be texted; anything else may be a phone that was off.
    private static bool IsPermanent(string? details) => details is not null
        && (details.Contains("invalid", StringComparison.OrdinalIgnoreCase)
            || details.Contains("unassigned", StringComparison.OrdinalIgnoreCase)
            || details.Contains("unknown subscriber", StringComparison.OrdinalIgnoreCase)
            || details.Contains("landline", StringComparison.OrdinalIgnoreCase));

    // "Sender blocked for given recipient": Azure Communication Services, SMS FAQ, opt-outs.
    private static bool IsRefusal(string? details) => details is not null
        && (details.Contains("opted out", StringComparison.OrdinalIgnoreCase) || details.Contains("blocked", StringComparison.OrdinalIgnoreCase));

    private async Task<bool?> TakeReplyAsync(JsonElement reply, CancellationToken cancel)
    {
        if (!UkMobile.TryParse(Text(reply, "from") ?? "", out UkMobile? from, out _)
            || Text(reply, "messageId") is not { Length: > 0 and <= LongestId } id
            || !Stops.Contains((Text(reply, "message") ?? "").Trim().TrimEnd('.', '!')))
        {
            return false;
        }

        // Whoever shares the telephone stops texts for all who do: it is the telephone that refuses them.
        bool any = false;
        foreach (PatientRecord patient in (await patients.ByMobileAsync(from, cancel)).DistinctBy(patient => patient.Details.NhsNumber))
        {
            await contact.RunAsync(patient.Journey, new ContactWish(Texts: false), "reply/" + id, Actor.Patient, null, cancel);
            any = true;
        }

        return any;
    }

    internal static string? Text(JsonElement element, string name) =>
        Field(element, name) is { ValueKind: JsonValueKind.String } value ? value.GetString() : null;

    internal static JsonElement? Field(JsonElement element, string name)
    {
        if (element.ValueKind is JsonValueKind.Object)
        {
            foreach (JsonProperty property in element.EnumerateObject())
            {
                if (property.Name.Equals(name, StringComparison.OrdinalIgnoreCase))
                {
                    return property.Value;
                }
            }
        }

        return null;
    }
}

/// <summary><c>POST /api/texts/delivery-reports</c>.</summary>
public sealed class DeliveryReportsEndpoint(ImportDeliveryReports take) : IEndpoint
{
    private const int MostEvents = 1000;

    /// <inheritdoc/>
    public Route Route { get; } = new(
        "ReceiveDeliveryReports", "POST", "/api/texts/delivery-reports", "Delivery reports in Event Grid's schema, with its handshake.", [Actor.Admin])
    {
        Response = typeof(DeliveryReportsImported),
    };

    /// <inheritdoc/>
    public async Task<IResult> HandleAsync(ApiCall call, CancellationToken cancel)
    {
        (ReadOnlyMemory<byte> body, IResult? problem) = await call.ReadBodyAsync(cancel);
        if (problem is not null)
        {
            return problem;
        }

        JsonDocument document;
        try
        {
            document = JsonDocument.Parse(body, new JsonDocumentOptions { MaxDepth = 16 });
        }
        catch (JsonException)
        {
            return Problems.Of(call, 400, "The events could not be read", "Send a JSON array of Event Grid events.");
        }

        using (document)
        {
            JsonElement root = document.RootElement;
            if (root.ValueKind is not (JsonValueKind.Array or JsonValueKind.Object)
                || (root.ValueKind is JsonValueKind.Array && root.GetArrayLength() > MostEvents))
            {
                return Problems.Of(call, 400, "The events could not be read", "Send a JSON array of at most 1,000 Event Grid events.");
            }

            int taken = 0;
            int unknown = 0;
            foreach (JsonElement gridEvent in ImportDeliveryReports.EventsIn(root))
            {
                if (ImportDeliveryReports.Text(gridEvent, "eventType") == "Microsoft.EventGrid.SubscriptionValidationEvent"
                    && ImportDeliveryReports.Field(gridEvent, "data") is { } data
                    && ImportDeliveryReports.Text(data, "validationCode") is { } code)
                {
                    return Results.Json(new ValidationAnswer(code), MessagingJson.Default.ValidationAnswer);
                }

                bool? ours = await take.RunAsync(gridEvent, cancel);
                taken += ours is true ? 1 : 0;
                unknown += ours is true ? 0 : 1;
            }

            return Results.Json(new DeliveryReportsImported(taken, unknown), MessagingJson.Default.DeliveryReportsImported);
        }
    }
}
