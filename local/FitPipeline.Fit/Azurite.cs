using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Text.Json;

namespace FitPipeline.Fit;

/// <summary>Azurite, the storage server from npm, as <c>tests/azurite</c> pins it.</summary>
internal static class Azurite
{
    // Published for every storage emulator; it opens nothing anywhere else.
    // https://learn.microsoft.com/azure/storage/common/storage-connect-azurite
    private const string Account = "devstoreaccount1";
    private const string Key = "Eby8vdM02xNOcqFlqUwJPLlmEtlCDXJ1OUzFT50uSRZ6IFsuFq2UVErCz4I6tq/K1SZFPTOtr/KBHBeksoGMGw==";

    /// <summary>The version installed, or null.</summary>
    internal static string? InstalledVersion(Checkout checkout)
    {
        string package = checkout.At("tests", "azurite", "node_modules", "azurite", "package.json");
        if (!File.Exists(package))
        {
            return null;
        }

        using JsonDocument document = JsonDocument.Parse(File.ReadAllText(package));
        return document.RootElement.GetProperty("version").GetString();
    }

    /// <summary>Three ports free at this moment: blob, queue, table.</summary>
    internal static int[] FreePorts()
    {
        TcpListener[] listeners = [.. Enumerable.Range(0, 3).Select(_ => new TcpListener(IPAddress.Loopback, 0))];
        foreach (TcpListener listener in listeners)
        {
            listener.Start();
        }

        int[] ports = [.. listeners.Select(listener => ((IPEndPoint)listener.LocalEndpoint).Port)];
        foreach (TcpListener listener in listeners)
        {
            listener.Dispose();
        }

        return ports;
    }

    internal static ProcessStartInfo Start(Checkout checkout, string node, int[] ports)
    {
        string data = checkout.At("artifacts", "azurite-data");
        Directory.CreateDirectory(data);
        ProcessStartInfo start = Programs.At(
            node,
            checkout.At("tests", "azurite", "node_modules", "azurite", "dist", "src", "azurite.js"),
            "--location", data,
            "--blobHost", "127.0.0.1", "--blobPort", $"{ports[0]}",
            "--queueHost", "127.0.0.1", "--queuePort", $"{ports[1]}",
            "--tableHost", "127.0.0.1", "--tablePort", $"{ports[2]}",
            "--silent", "--disableTelemetry", "--skipApiVersionCheck");
        start.WorkingDirectory = data;
        return start;
    }

    /// <summary>Settings written for Azurite's usual ports, turned to ours.</summary>
    internal static string Redirect(string settings, int[] ports)
    {
        string Endpoint(string kind, int port) => $"{kind}Endpoint=http://127.0.0.1:{port}/{Account};";
        string connection = $"DefaultEndpointsProtocol=http;AccountName={Account};AccountKey={Key};"
            + Endpoint("Blob", ports[0]) + Endpoint("Queue", ports[1]) + Endpoint("Table", ports[2]);

        return settings
            .Replace("UseDevelopmentStorage=true", connection, StringComparison.Ordinal)
            .Replace("127.0.0.1:10000", $"127.0.0.1:{ports[0]}", StringComparison.Ordinal)
            .Replace("127.0.0.1:10001", $"127.0.0.1:{ports[1]}", StringComparison.Ordinal)
            .Replace("127.0.0.1:10002", $"127.0.0.1:{ports[2]}", StringComparison.Ordinal);
    }

    /// <summary>Waits until all three services take connections; false when the server ended, or 30 seconds have gone.</summary>
    internal static async Task<bool> IsReadyAsync(Child server, int[] ports, StopSignal stop)
    {
        Stopwatch watch = Stopwatch.StartNew();
        while (!server.HasExited && !stop.Asked.IsCancellationRequested && watch.Elapsed < TimeSpan.FromSeconds(30))
        {
            bool[] answers = await Task.WhenAll(ports.Select(AnswersAsync));
            if (answers.All(answer => answer))
            {
                return true;
            }

            await Task.Delay(TimeSpan.FromMilliseconds(200));
        }

        return false;
    }

    private static async Task<bool> AnswersAsync(int port)
    {
        using TcpClient client = new();
        try
        {
            await client.ConnectAsync(IPAddress.Loopback, port);
            return true;
        }
        catch (SocketException)
        {
            // Not listening yet, which is what is being asked.
            return false;
        }
    }
}
