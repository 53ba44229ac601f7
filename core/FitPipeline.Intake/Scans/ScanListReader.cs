using System.Text.Json;
using FitPipeline.Intake.Json;
using FitPipeline.Intake.Referrals;
using FitPipeline.Intake.Text;
using FitPipeline.Pathway.Identity;
using FitPipeline.Pathway.Matching;

namespace FitPipeline.Intake.Scans;

/// <summary>Reads the body of <c>POST /api/kits/scans</c> and the message of the same shape on <c>kit-movements</c>.</summary>
public static class ScanListReader
{
    /// <summary>The most scans one body may hold.</summary>
    public const int MaxScans = 1000;

    private const int MaxId = 64;

    private static readonly WireNames<ScanKind> Kinds = new(
        ("posted", ScanKind.Posted),
        ("returnedToSender", ScanKind.ReturnedToSender),
        ("received", ScanKind.Received),
        ("lost", ScanKind.Lost));

    /// <summary>Reads every scan on its own, so that one bad scan never spoils the others.</summary>
    /// <param name="utf8">The body; a byte order mark is passed over.</param>
    /// <param name="receivedAt">When it arrived; what lies more than five minutes after it is in the future.</param>
    /// <returns>The scans in the order sent, or why the body is not a list of scans.</returns>
    public static ScanListReading Read(ReadOnlyMemory<byte> utf8, DateTimeOffset receivedAt)
    {
        if (!JsonBody.TryOpen(utf8, out JsonDocument? document, out string? because))
        {
            return new ScanListReading.Unreadable(because!);
        }

        using (document)
        {
            if (document!.RootElement.ValueKind != JsonValueKind.Object)
            {
                return new ScanListReading.Unreadable("The body must be one JSON object.");
            }

            FieldErrors errors = new();
            IReadOnlyList<(string, JsonElement)> items = new JsonFields(document.RootElement, "", errors).Items("scans", required: true, MaxScans);
            return errors.Any
                ? new ScanListReading.Refused(errors.ToErrors())
                : new ScanListReading.Read([.. items.Select(item => ReadOne(item.Item2, receivedAt))]);
        }
    }

    private static ScanReading ReadOne(JsonElement item, DateTimeOffset receivedAt)
    {
        if (item.ValueKind != JsonValueKind.Object)
        {
            return new ScanReading.Refused(null, ["The scan must be an object."]);
        }

        FieldErrors errors = new();
        JsonFields fields = new(item, "", errors);
        string? id = fields.Text("scanId", required: true, MaxId);
        ScanKind? kind = Kind(fields);
        KitId? kit = Kit(fields);
        JourneyId? journey = Journey(fields, required: kind == ScanKind.Posted);
        DateTimeOffset? at = At(fields, receivedAt);
        string? lot = fields.Text("lot", required: false, MaxId);
        DateOnly? expires = fields.Date("expiresOn", required: false);
        string? tracking = fields.Text("trackingId", required: false, MaxId);
        DateOnly? collected = fields.Date("collectedOn", required: false);
        string? lab = fields.Text("labNumber", required: false, MaxId);
        return errors.Any
            ? new ScanReading.Refused(id, errors.ToSentences())
            : new ScanReading.Read(new Scan(id!, kind!.Value, kit!, journey, at!.Value, lot, expires, tracking, collected, lab));
    }

    private static ScanKind? Kind(JsonFields fields)
    {
        string? text = fields.Text("kind", required: true);
        if (text is null)
        {
            return null;
        }

        if (Kinds.TryGet(text, out ScanKind kind))
        {
            return kind;
        }

        fields.Fault("kind", Kinds.MustBeOneOf);
        return null;
    }

    private static KitId? Kit(JsonFields fields)
    {
        string? text = fields.Text("kitId", required: true);
        if (text is null)
        {
            return null;
        }

        if (KitId.TryParse(text, out KitId? kit, out string? because))
        {
            return kit;
        }

        fields.Fault("kitId", ScreeningDevice.Is(text) ? ScreeningDevice.NotOurs : because!);
        return null;
    }

    private static JourneyId? Journey(JsonFields fields, bool required)
    {
        string? text = fields.Text("journeyId", required);
        if (text is null)
        {
            return null;
        }

        if (JourneyId.TryParse(text, out JourneyId? journey, out string? because))
        {
            return journey;
        }

        fields.Fault("journeyId", because!);
        return null;
    }

    private static DateTimeOffset? At(JsonFields fields, DateTimeOffset receivedAt)
    {
        DateTimeOffset? at = fields.Time("at", required: true);
        if (at > receivedAt + ReferralChecks.ClockTolerance)
        {
            fields.Fault("at", "It lies in the future.");
            return null;
        }

        return at;
    }
}
