using System.Diagnostics;

namespace FitPipeline.Fit;

/// <summary><c>fit azure</c>: the functions app on the real Functions host, over Azurite.</summary>
internal static class AzureCommand
{
    private static readonly string[] Settings = ["local.settings.json", "local.settings.sample.json"];

    internal static readonly Command Command = new(
        "azure",
        "azure",
        "The functions app on Azure Functions Core Tools with Azurite, port 7071. Ctrl-C stops both.",
        [],
        Operands: 0,
        (checkout, _, stop) => RunAsync(checkout, stop));

    private static async Task<int> RunAsync(Checkout checkout, StopSignal stop)
    {
        if (CoreTools.Find() is not { } func)
        {
            return await FailAsync($"fit azure needs Azure Functions Core Tools, which are not on PATH. To get them: {CoreTools.HowToGet}");
        }

        if (Programs.Find("node") is not { } node)
        {
            return await FailAsync("fit azure needs Node.js for Azurite: https://nodejs.org, version 22 or later.");
        }

        if (AzurePackages.Project(checkout) is not { } project)
        {
            return await FailAsync("This checkout does not hold the functions app: functions/FitPipeline.Functions is missing.");
        }

        string? settings = Settings.Select(name => checkout.At(name)).FirstOrDefault(File.Exists);
        if (settings is null)
        {
            return await FailAsync("The functions app has no settings: local.settings.json and local.settings.sample.json are both missing.");
        }

        await AzurePackages.ChooseAsync(checkout, stop);
        if (AzurePackages.Settled(checkout) is { HasStandIns: true } choice)
        {
            return await FailAsync($"The functions app cannot run on a stand-in for {choice.Named} ({choice.Why}). {choice.HowToChange}.");
        }

        await TestNeeds.InstallAzuriteAsync(checkout, stop);
        if (Azurite.InstalledVersion(checkout) is null)
        {
            return await FailAsync("Azurite is not installed: run npm ci in tests/azurite.");
        }

        string app = checkout.At("artifacts", "azure-app");
        await Console.Error.WriteLineAsync("publishing the functions app");
        Captured publish = await Build.RunAsync(checkout, ["publish", project, "-c", "Debug", "-o", app], stop);
        if (stop.Asked.IsCancellationRequested)
        {
            return stop.ExitCode;
        }

        if (publish.ExitCode != 0)
        {
            return await FailAsync($"{publish.Output}The functions app could not be published: see above.");
        }

        int[] ports = Azurite.FreePorts();
        string redirected = Azurite.Redirect(await File.ReadAllTextAsync(settings), ports);
        await File.WriteAllTextAsync(Path.Combine(app, "local.settings.json"), redirected);
        return await RunBothAsync(checkout, func, node, app, ports, stop);
    }

    private static async Task<int> RunBothAsync(
        Checkout checkout, string func, string node, string app, int[] ports, StopSignal stop)
    {
        using Child azurite = Child.StartInOwnSession(Azurite.Start(checkout, node, ports));
        try
        {
            if (!await Azurite.IsReadyAsync(azurite, ports, stop))
            {
                return stop.Asked.IsCancellationRequested ? stop.ExitCode : await FailAsync("Azurite did not start: see above.");
            }

            using Child host = Child.StartInOwnSession(HostStart(func, app));
            return await host.WaitAsync(Ending.Interrupt, stop);
        }
        finally
        {
            // Last, because the host still writes while it stops.
            await azurite.EndAsync(Ending.Terminate, stop);
        }
    }

    private static ProcessStartInfo HostStart(string func, string app)
    {
        ProcessStartInfo start = Programs.At(func, "start", "--port", "7071");
        start.WorkingDirectory = app;
        // In a container the host takes this name for a deployment in the cloud and will not read local settings.
        start.Environment.Remove("CONTAINER_NAME");
        start.Environment["FUNCTIONS_CORE_TOOLS_TELEMETRY_OPTOUT"] = "1";
        return start;
    }

    private static async Task<int> FailAsync(string sentence)
    {
        await Console.Error.WriteLineAsync(sentence);
        return 1;
    }
}
