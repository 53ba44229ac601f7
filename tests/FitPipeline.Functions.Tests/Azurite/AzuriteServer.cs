using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;

namespace FitPipeline.Functions.Tests;

/// <summary>
/// One Azurite for all the tests of this assembly, in memory, on ports of its own; it ends with the process. Each test
/// has a storage account of its own in it, so no test sees another's tables.
/// </summary>
internal sealed class AzuriteServer
{
    private const int Accounts = 400;

    private static readonly Lazy<AzuriteServer> Started = new(() => new AzuriteServer());

    // Anybody may know it: it opens a server that only this process can reach.
    private static readonly string Key = Convert.ToBase64String(SHA512.HashData("the tests of the functions host"u8));

    private static int _taken;

    private readonly int[] _ports = FreePorts();
    private readonly Process _server;

    private AzuriteServer()
    {
        ProcessStartInfo start = new("node")
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = AppContext.BaseDirectory,
        };
        foreach (string argument in (string[])
        [
            Path.Combine(AppContext.BaseDirectory, "Azurite", "serve.cjs"), Installed(),
            "--inMemoryPersistence", "--silent", "--disableTelemetry", "--skipApiVersionCheck",
            "--blobHost", "127.0.0.1", "--blobPort", $"{_ports[0]}",
            "--queueHost", "127.0.0.1", "--queuePort", $"{_ports[1]}",
            "--tableHost", "127.0.0.1", "--tablePort", $"{_ports[2]}",
        ])
        {
            start.ArgumentList.Add(argument);
        }

        start.Environment["AZURITE_ACCOUNTS"] = string.Join(';', Enumerable.Range(0, Accounts).Select(i => $"{Name(i)}:{Key}"));
        _server = Process.Start(start) ?? throw new InvalidOperationException("node could not be started.");
        WaitUntilReady();
    }

    /// <summary>A connection string for an account nobody has used.</summary>
    internal static string NewAccount()
    {
        int[] ports = Started.Value._ports;
        string name = Name(Interlocked.Increment(ref _taken) - 1);
        return $"DefaultEndpointsProtocol=http;AccountName={name};AccountKey={Key};"
            + $"BlobEndpoint=http://127.0.0.1:{ports[0]}/{name};QueueEndpoint=http://127.0.0.1:{ports[1]}/{name};TableEndpoint=http://127.0.0.1:{ports[2]}/{name};";
    }

    private static string Name(int number) => number < Accounts
        ? $"account{number:000}"
        : throw new InvalidOperationException("There are more tests than accounts: raise their number.");

    private static string Installed()
    {
        for (DirectoryInfo? at = new(AppContext.BaseDirectory); at is not null; at = at.Parent)
        {
            string script = Path.Combine(at.FullName, "tests", "azurite", "node_modules", "azurite", "dist", "src", "azurite.js");
            if (File.Exists(script))
            {
                return script;
            }
        }

        throw new InvalidOperationException("Azurite is not installed: run npm ci in tests/azurite, or ./fit test, which does it.");
    }

    private static int[] FreePorts()
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

    private void WaitUntilReady()
    {
        Stopwatch waited = Stopwatch.StartNew();
        while (!_ports.All(Answers))
        {
            if (_server.HasExited || waited.Elapsed > TimeSpan.FromSeconds(60))
            {
                throw new InvalidOperationException("Azurite did not start.");
            }

            Thread.Sleep(50);
        }

        // Nobody reads what it says, and it must not wait for somebody who does.
        _server.BeginOutputReadLine();
        _server.BeginErrorReadLine();
    }

    private static bool Answers(int port)
    {
        using TcpClient client = new();
        try
        {
            client.Connect(IPAddress.Loopback, port);
            return true;
        }
        catch (SocketException)
        {
            // Not listening yet, which is what is being asked.
            return false;
        }
    }
}
