using System.Diagnostics;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;

namespace FitPipeline.Local.Tests;

/// <summary>The program itself, in a process of its own.</summary>
internal static class HostProcess
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    /// <summary>Starts it and waits until it says that it is ready.</summary>
    public static async Task<Process> StartAsync(string directory, params string[] more)
    {
        Process process = Start(["--port", "0", "--data", directory, .. more]);
        string? line = await process.StandardOutput.ReadLineAsync().WaitAsync(Patience);
        Assert.True(
            line?.StartsWith("ready http://127.0.0.1:", StringComparison.Ordinal), $"It said {line ?? await process.StandardError.ReadToEndAsync()}");
        process.EnableRaisingEvents = true;
        Addresses.Add(process, new Uri(line!["ready ".Length..]));
        return process;
    }

    /// <summary>Starts it with these arguments and waits until it ends.</summary>
    public static async Task<(int Code, string Output, string Errors)> RunAsync(params string[] arguments)
    {
        using Process process = Start(arguments);
        Task<string> output = process.StandardOutput.ReadToEndAsync();
        Task<string> errors = process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync().WaitAsync(Patience);
        return (process.ExitCode, await output, await errors);
    }

    /// <summary>A client with the token of a role.</summary>
    public static HttpClient ClientOf(Process process, string directory, string role)
    {
        JsonNode tokens = JsonNode.Parse(File.ReadAllText(Path.Combine(directory, "tokens.json")))!;
        HttpClient client = new() { BaseAddress = AddressOf(process) };
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", (string)tokens[role]!);
        return client;
    }

    public static Uri AddressOf(Process process) => Addresses.TryGetValue(process, out Uri? address) ? address : throw new InvalidOperationException("It is not ready.");

    private static System.Runtime.CompilerServices.ConditionalWeakTable<Process, Uri> Addresses { get; } = [];

    private static Process Start(IEnumerable<string> arguments)
    {
        ProcessStartInfo start = new("dotnet")
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            StandardOutputEncoding = Encoding.UTF8,
        };
        start.ArgumentList.Add(typeof(Host).Assembly.Location);
        foreach (string argument in arguments)
        {
            start.ArgumentList.Add(argument);
        }

        // Whatever becomes of the test, no host is left behind.
        start.Environment["FIT_PARENT_PID"] = $"{Environment.ProcessId}";
        return Process.Start(start)!;
    }
}
