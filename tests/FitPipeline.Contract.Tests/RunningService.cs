using System.Diagnostics;
using System.Globalization;
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

    // A host on queues looks into an idle one every five seconds (maxQueuePollingInterval in host.json), and asks two in turn.
    private static readonly TimeSpan Following = TimeSpan.FromSeconds(11);
    private readonly string _directory = Path.Combine(Path.GetTempPath(), "fit-contract-" + Guid.NewGuid().ToString("N"));
    private readonly StringBuilder _output = new();
    private Process? _host;
    private JsonObject _tokens = [];
    private DateTimeOffset? _virtual;

    public HttpClient Http { get; } = new() { Timeout = TimeSpan.FromMinutes(2) };

    /// <summary>The virtual day on which the host starts: a Monday.</summary>
    public static DateTimeOffset FirstMorning { get; } = new(2026, 1, 5, 9, 0, 0, TimeSpan.Zero);

    public string Token(string role) => (string)_tokens[role]!;

    /// <summary>A token for another practice that the tokens file of a service elsewhere holds, as <c>gp:B99002</c>; null without.</summary>
    public string? PracticeToken(string practice) => (string?)_tokens["gp:" + practice];

    /// <summary>The service's now: in virtual time only these tests move it; elsewhere it is the world's, to the second.</summary>
    public DateTimeOffset Now => _virtual ?? DateTimeOffset.FromUnixTimeSeconds(DateTimeOffset.UtcNow.ToUnixTimeSeconds());

    /// <summary>True where time stands still until it is moved.</summary>
    public bool IsInVirtualTime => _virtual is not null;

    /// <summary>The data directory; null when the service is not a local host of ours.</summary>
    public string? Directory => _host is null ? null : _directory;

    /// <summary>Everything the host has written to its console; empty when it is not ours.</summary>
    public string Output
    {
        get
        {
            lock (_output)
            {
                return _output.ToString();
            }
        }
    }

    /// <summary>Waits until what is due now is done: at once in virtual time; elsewhere for as long as effects may take to follow.</summary>
    public Task QuietAsync() => IsInVirtualTime ? MoveAsync(new JsonObject { ["by"] = "PT0S" }) : Task.Delay(Following);

    /// <summary>Moves virtual time; answers when everything due up to then is done.</summary>
    /// <exception cref="NotOfferedException">The service is not in virtual time.</exception>
    public async Task<JsonObject> MoveAsync(JsonObject move)
    {
        if (!IsInVirtualTime)
        {
            throw new NotOfferedException("virtual time");
        }

        using HttpRequestMessage request = new(HttpMethod.Post, "/dev/clock") { Content = new StringContent(move.ToJsonString(), Encoding.UTF8, "application/json") };
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", Token("admin"));
        using HttpResponseMessage response = await Http.SendAsync(request);
        string text = await response.Content.ReadAsStringAsync();
        Assert.True(response.StatusCode is HttpStatusCode.OK, text);
        JsonObject answer = (JsonObject)JsonNode.Parse(text)!;
        _virtual = DateTimeOffset.Parse((string)answer["now"]!, CultureInfo.InvariantCulture);
        return answer;
    }

    public async Task InitializeAsync()
    {
        if (Environment.GetEnvironmentVariable("FIT_BASE_URL") is { Length: > 0 } address)
        {
            Http.BaseAddress = new Uri(address);
            string file = Environment.GetEnvironmentVariable("FIT_TOKENS") ?? throw new InvalidOperationException("Set FIT_TOKENS to the tokens file of the service at FIT_BASE_URL.");
            _tokens = (JsonObject)JsonNode.Parse(await File.ReadAllTextAsync(file))!;
            await ReadTimeAsync();
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
        TaskCompletionSource<string> ready = new(TaskCreationOptions.RunContinuationsAsynchronously);
        _host.ErrorDataReceived += (_, line) => Heard(line.Data);
        _host.OutputDataReceived += (_, line) =>
        {
            Heard(line.Data);
            if (line.Data is null || line.Data.StartsWith("ready ", StringComparison.Ordinal))
            {
                ready.TrySetResult(line.Data ?? "");
            }
        };
        _host.BeginErrorReadLine();
        _host.BeginOutputReadLine();
        string said = await ready.Task.WaitAsync(Patience);
        Http.BaseAddress = said.Length > 0
            ? new Uri(said["ready ".Length..])
            : throw new InvalidOperationException("The host ended before it was ready: " + Output);
        _tokens = (JsonObject)JsonNode.Parse(await File.ReadAllTextAsync(Path.Combine(_directory, "tokens.json")))!;
        await ReadTimeAsync();
        Assert.True(IsInVirtualTime, Output);
    }

    public async Task DisposeAsync()
    {
        Http.Dispose();
        if (_host is { HasExited: false })
        {
            _host.Kill(entireProcessTree: true);
            await _host.WaitForExitAsync();
        }

        if (System.IO.Directory.Exists(_directory))
        {
            System.IO.Directory.Delete(_directory, recursive: true);
        }
    }

    private async Task ReadTimeAsync()
    {
        using HttpRequestMessage request = new(HttpMethod.Get, "/dev/clock");
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", Token("admin"));
        using HttpResponseMessage response = await Http.SendAsync(request);
        if (response.StatusCode is HttpStatusCode.OK)
        {
            _virtual = (DateTimeOffset)JsonNode.Parse(await response.Content.ReadAsStringAsync())!["now"]!;
            await QuietAsync();
        }
    }

    private void Heard(string? line)
    {
        lock (_output)
        {
            _output.AppendLine(line);
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
