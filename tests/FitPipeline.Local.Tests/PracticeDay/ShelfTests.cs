using System.Text.Json.Nodes;
using FitPipeline.Local.PracticeDay;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;

namespace FitPipeline.Local.Tests;

/// <summary>The kit desk's shelf in the practice day: what its page shows is what came in, less what went out.</summary>
public sealed class ShelfTests : IDisposable
{
    private static readonly DateOnly First = DateOnly.FromDateTime(DemoCommand.FirstMorning.UtcDateTime);

    private readonly string _directory = Directory.CreateTempSubdirectory("fit-shelf").FullName;

    private static CancellationToken None => CancellationToken.None;

    public void Dispose() => Directory.Delete(_directory, recursive: true);

    [Fact]
    public async Task Given_the_practice_day_when_its_kits_are_posted_then_the_shelf_falls_by_them_and_is_filled_again()
    {
        await using WebApplication app = Host.Build(new Options(0, _directory, DemoCommand.FirstMorning, false));
        await app.StartAsync();
        using Api api = await ApiAsync(app);
        Play play = new(api, First, null);
        await play.ReferAsync(None);
        List<JsonObject> before = await api.ListAsync("kitDesk", "/api/kits/stock", None);
        Assert.Equal(["L24-11", "L25-04", "L25-12"], before.Select(Lot));
        Assert.All(before, lot => Assert.Equal((0, (int)lot["received"]!), ((int)lot["posted"]!, (int)lot["left"]!)));

        await play.LiveAsync(First, None);
        List<JsonObject> after = await api.ListAsync("kitDesk", "/api/kits/stock", None);
        JsonObject journeys = (JsonObject)(await api.SendAsync("admin", HttpMethod.Get, "/api/front", null, None)).Body!["byState"]!;
        Assert.Equal((int)journeys["KitPosted"]!, after.Sum(lot => (int)lot["posted"]!));
        Assert.All(after, lot => Assert.Equal((int)lot["received"]! - (int)lot["posted"]!, (int)lot["left"]!));
        Assert.All(after, lot => Assert.True((int)lot["left"]! >= 0, $"Of lot {Lot(lot)} more kits went out than came in."));

        // Too near its date on the first morning already: it stays on the shelf, to be seen.
        Assert.Equal((0, 12), Counts(after, "L24-11"));
        Assert.Equal((80, 0), Counts(after, "L25-04"));
        Assert.True(Counts(after, "L25-12").Posted > 0);

        // Referred again, as when the host was started again: nothing is written down twice.
        await new Play(api, First, null).ReferAsync(None);
        Assert.Equal(after.Select(lot => lot.ToJsonString()), (await api.ListAsync("kitDesk", "/api/kits/stock", None)).Select(lot => lot.ToJsonString()));
        await app.StopAsync();
    }

    [Fact]
    public async Task Given_a_lot_of_the_practice_day_recalled_when_kits_go_out_then_they_are_of_other_lots()
    {
        await using WebApplication app = Host.Build(new Options(0, _directory, DemoCommand.FirstMorning, false));
        await app.StartAsync();
        using Api api = await ApiAsync(app);
        Play play = new(api, First, null);
        await play.ReferAsync(None);
        foreach (string lot in (string[])["L25-04", "L25-12"])
        {
            Assert.True((await api.PostAsync("kitDesk", "/api/kits/recalls", new JsonObject { ["lot"] = lot, ["reason"] = "The maker asked for it." }, None)).Done);
        }

        await play.LiveAsync(First, None);
        List<JsonObject> after = await api.ListAsync("kitDesk", "/api/kits/stock", None);
        Assert.Equal(0, Counts(after, "L25-04").Posted + Counts(after, "L25-12").Posted);
        JsonObject journeys = (JsonObject)(await api.SendAsync("admin", HttpMethod.Get, "/api/front", null, None)).Body!["byState"]!;
        Assert.True((int)journeys["KitPosted"]! > 150);
        Assert.Equal((int)journeys["KitPosted"]!, after.Where(lot => Lot(lot).StartsWith("L26-", StringComparison.Ordinal)).Sum(lot => (int)lot["posted"]!));
        await app.StopAsync();
    }

    private static string Lot(JsonObject lot) => (string)lot["lot"]!;

    private static (int Posted, int Left) Counts(List<JsonObject> lots, string name)
    {
        JsonObject lot = Assert.Single(lots, one => Lot(one) == name);
        return ((int)lot["posted"]!, (int)lot["left"]!);
    }

    private static async Task<Api> ApiAsync(WebApplication app)
    {
        DataDirectory data = app.Services.GetRequiredService<DataDirectory>();
        return new Api(new Uri(RunCommand.AddressOf(app)), (JsonObject)JsonNode.Parse(await File.ReadAllTextAsync(data.Tokens))!);
    }
}
