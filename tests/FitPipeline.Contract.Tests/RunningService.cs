using System.Diagnostics;
using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;

namespace FitPipeline.Contract.Tests;

/// <summary>
/// The service under test, known only by its address and its tokens: the one FIT_BASE_URL and FIT_TOKENS name, or a local
/// host started here in virtual time.
/// </summary>
public sealed class RunningService : IAsyncLifetime
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private readonly string _directory = Path.Combine(Path.GetTempPath(), "fit-contract-" + Guid.NewGuid().ToString("N"));
    private Process? _host;
    private JsonObject _tokens = [];

    public HttpClient Http { get; } = new() { Timeout = TimeSpan.FromMinutes(2) };

    /// <summary>The virtual day on which the host starts: a Monday.</summary>
    public static DateTimeOffset FirstMorning { get; } = new(2026, 1, 5, 9, 0, 0, TimeSpan.Zero);

    public string Token(string role) => (string)_tokens[role]!;

    /// <summary>The drop folder; null when the service is not a local host of ours.</summary>
    public string? Inbox => _host is null ? null : Path.Combine(_directory, "inbox");

    public async Task InitializeAsync()
    {
        if (Environment.GetEnvironmentVariable("FIT_BASE_URL") is { Length: > 0 } address)
        {
            Http.BaseAddress = new Uri(address);
            string file = Environment.GetEnvironmentVariable("FIT_TOKENS") ?? throw new InvalidOperationException("Set FIT_TOKENS to the tokens file of the service at FIT_BASE_URL.");
            _tokens = (JsonObject)JsonNode.Parse(await File.ReadAllTextAsync(file))!;
            return;
        }

        ProcessStartInfo start = new("dotnet")
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            ArgumentList = { HostProgram(), "--port", "0", "--data", _directory, "--virtual-clock", FirstMorning.ToString("yyyy-MM-ddTHH:mm:ssZ") },
        };
        start.Environment["FIT_PARENT_PID"] = Environment.ProcessId.ToString();
        _host = Process.Start(start)!;
        StringBuilder errors = new();
        _host.ErrorDataReceived += (_, line) => errors.AppendLine(line.Data);
        _host.BeginErrorReadLine();
        using CancellationTokenSource late = new(Patience);
        string? ready;
        do
        {
            ready = await _host.StandardOutput.ReadLineAsync(late.Token)
                ?? throw new InvalidOperationException("The host ended before it was ready: " + errors);
        }
        while (!ready.StartsWith("ready ", StringComparison.Ordinal));
        Http.BaseAddress = new Uri(ready["ready ".Length..]);
        _tokens = (JsonObject)JsonNode.Parse(await File.ReadAllTextAsync(Path.Combine(_directory, "tokens.json")))!;
    }

    public async Task DisposeAsync()
    {
        Http.Dispose();
        if (_host is { HasExited: false })
        {
            _host.Kill(entireProcessTree: true);
            await _host.WaitForExitAsync();
        }

        if (Directory.Exists(_directory))
        {
            Directory.Delete(_directory, recursive: true);
        }
    }

    // Beside this test's own output: artifacts/bin/<project>/<configuration>/.
    private static string HostProgram()
    {
        DirectoryInfo here = new(AppContext.BaseDirectory);
        string program = Path.Combine(here.Parent!.Parent!.FullName, "FitPipeline.Local", here.Name, "fitpipeline.dll");
        return File.Exists(program) ? program : throw new FileNotFoundException("Build the solution first; the contract is tested against the built host.", program);
    }
}

/// <summary>One service for all the contract's tests: each makes its own patients.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class ContractCollection : ICollectionFixture<RunningService>
{
    public const string Name = "contract";
}

/// <summary>An answer: its status, headers and body.</summary>
public sealed record Answer(HttpStatusCode Status, HttpResponseHeaders Headers, string? ContentType, string Text)
{
    public JsonObject Json => (JsonObject)JsonNode.Parse(Text)!;

    public string? this[string field] => Json[field]?.ToString();
}
