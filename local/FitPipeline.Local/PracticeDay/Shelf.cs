using System.Globalization;
using System.Text.Json.Nodes;

namespace FitPipeline.Local.PracticeDay;

/// <summary>
/// The kits on the kit desk's shelf: deliveries come in, and each kit that goes out is of a lot that is there, first to expire first.
/// What is on it is asked of the service, so that a lot recalled, or a delivery written down, by whoever looks on counts too.
/// </summary>
internal sealed class Shelf(Api api)
{
    private const int KitsInADelivery = 150;

    // Enough for the replacements of some days; the next delivery is written down before the shelf falls below it.
    private const int Reserve = 40;

    // What the day begins with: a few too near their date to be posted, some that go first, and the new lot.
    private static readonly (string Lot, int ExpiresAfterDays, int Kits)[] AtFirst = [("L24-11", 25, 12), ("L25-04", 60, 80), ("L25-12", 400, 150)];

    /// <summary>Writes down what is on the shelf when the day begins, unless it is written down already.</summary>
    public async Task BeginAsync(DateOnly first, CancellationToken cancel)
    {
        HashSet<string> known = [.. (await LotsAsync(cancel)).Select(lot => (string)lot["lot"]!)];
        foreach ((string lot, int days, int kits) in AtFirst.Where(one => !known.Contains(one.Lot)))
        {
            await DeliverAsync(lot, first.AddDays(days), kits, cancel);
        }
    }

    /// <summary>Takes kits off the shelf; what it lacks is delivered first.</summary>
    /// <returns>Each kit's lot and date, as many as wanted.</returns>
    public async Task<Queue<(string Lot, DateOnly ExpiresOn)>> TakeAsync(int wanted, DateOnly today, CancellationToken cancel)
    {
        List<JsonObject> lots = await LotsAsync(cancel);
        Queue<(string Lot, DateOnly ExpiresOn)> kits = Good(lots, today);
        while (kits.Count < wanted + Reserve)
        {
            await DeliverAsync(NextLot(lots), today.AddYears(1), KitsInADelivery, cancel);
            lots = await LotsAsync(cancel);
            kits = Good(lots, today);
        }

        return kits;
    }

    private static Queue<(string Lot, DateOnly ExpiresOn)> Good(List<JsonObject> lots, DateOnly today) => new(
        lots.Where(lot => !(bool)lot["recalled"]! && Day(lot, "postBy") >= today && (int)lot["left"]! > 0)
            .SelectMany(lot => Enumerable.Repeat(((string)lot["lot"]!, Day(lot, "expiresOn")), (int)lot["left"]!)));

    // A lot nobody has written down yet, so that a delivery always adds to the shelf.
    private static string NextLot(List<JsonObject> lots) => Enumerable.Range(lots.Count + 1, int.MaxValue - lots.Count)
        .Select(number => "L26-" + number.ToString("00", CultureInfo.InvariantCulture))
        .First(lot => lots.All(one => (string?)one["lot"] != lot));

    private static DateOnly Day(JsonObject lot, string field) => DateOnly.ParseExact((string)lot[field]!, "O", CultureInfo.InvariantCulture);

    private Task<List<JsonObject>> LotsAsync(CancellationToken cancel) => api.ListAsync("kitDesk", "/api/kits/stock", cancel);

    private async Task DeliverAsync(string lot, DateOnly expiresOn, int kits, CancellationToken cancel)
    {
        JsonObject delivery = new()
        {
            ["deliveryId"] = "note-" + lot,
            ["lot"] = lot,
            ["expiresOn"] = expiresOn.ToString("O", CultureInfo.InvariantCulture),
            ["kits"] = kits,
        };
        Answer answer = await api.PostAsync("kitDesk", "/api/kits/deliveries", delivery, cancel);
        if (!answer.Done)
        {
            throw new InvalidOperationException($"The delivery was refused: {(int)answer.Status} {answer.Body?.ToJsonString()}");
        }
    }
}
