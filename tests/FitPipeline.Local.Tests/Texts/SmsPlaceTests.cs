using FitPipeline.Local.Dispatch;

namespace FitPipeline.Local.Tests;

/// <summary>Where the host sends texts, as its option says.</summary>
public sealed class SmsPlaceTests
{
    [Fact]
    public async Task Given_an_emulator_of_the_host_s_own_when_a_kit_is_posted_then_its_telephones_show_the_text_and_it_is_reported_delivered()
    {
        await using RunningHost host = await RunningHost.StartAsync(RunningHost.Morning, Options.Emulator);
        ISmsService place = host.Get<ISmsService>();
        Assert.True(await UntilAsync(() => Task.FromResult(place.Address is not null)), "The emulator was never joined to the host.");
        string journey = await host.ReferAsync(1);
        await host.PostKitAsync(journey, 1, RunningHost.Morning);
        Assert.True(await UntilAsync(async () => await StatusAsync(host, journey) == "delivered"), "The text was never reported.");

        using HttpClient http = new();
        string page = await http.GetStringAsync(place.Address);
        Assert.Contains("07700 900001", page, StringComparison.Ordinal);
        Assert.Contains("your home kit is in the post", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Given_no_such_option_when_a_kit_is_posted_then_the_text_stays_in_the_outbox()
    {
        await using RunningHost host = await RunningHost.StartAsync(RunningHost.Morning);
        string journey = await host.ReferAsync(1);
        await host.PostKitAsync(journey, 1, RunningHost.Morning);
        Assert.Equal("sent", await StatusAsync(host, journey));
    }

    private static async Task<string?> StatusAsync(RunningHost host, string journey) =>
        (string?)(await host.ListAsync("triage", "/api/texts?journeyId=" + journey)).FirstOrDefault()?["status"];

    private static async Task<bool> UntilAsync(Func<Task<bool>> there)
    {
        for (int i = 0; i < 200; i++)
        {
            if (await there())
            {
                return true;
            }

            await Task.Delay(100);
        }

        return false;
    }
}
