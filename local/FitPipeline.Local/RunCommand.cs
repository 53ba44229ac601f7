using System.Text.Json.Nodes;
using FitPipeline.Local.Desk;
using FitPipeline.Local.PracticeDay;
using FitPipeline.Local.Storage;
using FitPipeline.Local.Time;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;

namespace FitPipeline.Local;

/// <summary>Runs the host until it is told to stop.</summary>
internal static class RunCommand
{
    /// <summary>Runs it.</summary>
    /// <returns>0 after a clean stop; 1 when it could not start; 2 for a fault in the options.</returns>
    public static async Task<int> RunAsync(IReadOnlyList<string> arguments)
    {
        (Options? options, IReadOnlyList<string> faults) = Options.Read(arguments);
        if (options is null)
        {
            foreach (string fault in faults)
            {
                await Console.Error.WriteLineAsync(fault);
            }

            return 2;
        }

        if (options.Demo)
        {
            // A practice day is lived in virtual time, and in a directory of its own.
            options = options with
            {
                VirtualClock = options.VirtualClock ?? DemoCommand.FirstMorning,
                Data = arguments.Contains("--data") ? options.Data : Path.Combine(options.Data, "demo"),
            };
        }

        WebApplication app;
        try
        {
            app = Host.Build(options);
            await app.StartAsync();
        }
        catch (Exception cannot) when (cannot is InvalidOperationException or IOException or NewerSchemaException)
        {
            await Console.Error.WriteLineAsync(cannot.Message);
            return 1;
        }

        await using (app)
        {
            string address = AddressOf(app);
            if (options.Demo)
            {
                await PlayReferralsAsync(app, address);
            }

            if (!DeskPages.AreHere)
            {
                await Console.Error.WriteLineAsync(DeskPages.NotHere);
            }

            await Console.Out.WriteLineAsync("ready " + address);
            await app.WaitForShutdownAsync();
        }

        return 0;
    }

    /// <summary>Where a started host answers.</summary>
    public static string AddressOf(WebApplication app) => AddressOf(app.Services);

    /// <summary>The same, asked from within it.</summary>
    public static string AddressOf(IServiceProvider services) =>
        services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First();

    // Started again on the same directory, the day goes on where it was: a referral sent twice is one journey.
    internal static async Task PlayReferralsAsync(WebApplication app, string address)
    {
        DataDirectory data = app.Services.GetRequiredService<DataDirectory>();
        JsonObject tokens = (JsonObject)JsonNode.Parse(await File.ReadAllTextAsync(data.Tokens))!;
        Play play = new(new Api(new Uri(address), tokens), DateOnly.FromDateTime(DemoCommand.FirstMorning.UtcDateTime), null);
        await play.ReferAsync(CancellationToken.None);
        app.Services.GetRequiredService<DemoPeople>().Play = play;
        await Console.Error.WriteLineAsync(
            $"The practice day's referrals are in. Open {address} in a browser, choose a role, and move the clock in the corner: its people live on.");
    }
}
