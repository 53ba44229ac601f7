using System.Diagnostics;
using System.Net.Http.Headers;
using System.Text.Json.Nodes;

namespace FitPipeline.Bench;

/// <summary>The local host in a process of its own.</summary>
internal sealed class HostProcess : IAsyncDisposable
{
    private readonly Process _process;
    private readonly JsonObject _tokens;

    private HostProcess(Process process, Uri address, JsonObject tokens, double secondsToReady)
    {
        _process = process;
        _tokens = tokens;
        SecondsToReady = secondsToReady;
        Http = new HttpClient(new SocketsHttpHandler { MaxConnectionsPerServer = 256 }) { BaseAddress = address };
    }

    /// <summary>From starting the process to its line <c>ready</c>.</summary>
    public double SecondsToReady { get; }

    /// <summary>Calls it.</summary>
    public HttpClient Http { get; }

    /// <summary>The most it has ever held in memory, in megabytes.</summary>
    public double PeakMegabytes
    {
        get
        {
            _process.Refresh();
            return _process.PeakWorkingSet64 / 1048576.0;
        }
    }

    /// <summary>What it holds in memory, in megabytes.</summary>
    public double Megabytes
    {
        get
        {
            _process.Refresh();
            return _process.WorkingSet64 / 1048576.0;
        }
    }

    /// <summary>Starts one on a data directory.</summary>
    public static async Task<HostProcess> StartAsync(string directory)
    {
        long started = Stopwatch.GetTimestamp();
        ProcessStartInfo start = new("dotnet")
        {
            RedirectStandardOutput = true,
            ArgumentList = { typeof(FitPipeline.Local.Host).Assembly.Location, "--port", "0", "--data", directory },
        };
        start.Environment["FIT_PARENT_PID"] = Environment.ProcessId.ToString(System.Globalization.CultureInfo.InvariantCulture);
        Process process = Process.Start(start)!;
        string? line;
        do
        {
            line = await process.StandardOutput.ReadLineAsync() ?? throw new InvalidOperationException("The host ended before it was ready.");
        }
        while (!line.StartsWith("ready ", StringComparison.Ordinal));
        double seconds = Stopwatch.GetElapsedTime(started).TotalSeconds;
        JsonObject tokens = (JsonObject)JsonNode.Parse(await File.ReadAllTextAsync(Path.Combine(directory, "tokens.json")))!;
        return new HostProcess(process, new Uri(line["ready ".Length..]), tokens, seconds);
    }

    /// <summary>A role's token.</summary>
    public string Token(string role) => (string)_tokens[role]!;

    /// <summary>A request with a role's token.</summary>
    public HttpRequestMessage Request(HttpMethod method, string path, string role)
    {
        HttpRequestMessage request = new(method, path);
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", (string?)_tokens[role]);
        return request;
    }

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        _process.Kill();
        await _process.WaitForExitAsync();
        _process.Dispose();
    }
}
