using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace FitPipeline.Local.Tests;

/// <summary>
/// A host in a process of its own that is killed without warning, in the middle of whatever it is doing, and started
/// again on the same data. As a handler it sends a request again until it is answered: what a caller would do.
/// </summary>
internal sealed class KilledHost(string directory, int seed, int requestsBetweenKills, Uri? sms = null) : DelegatingHandler(new SocketsHttpHandler())
{
    private readonly Random _random = new(seed);
    private readonly int _port = FreePort();
    private Process? _process;
    private int _sinceKill;

    public Uri Address => new($"http://127.0.0.1:{_port}");

    public int Kills { get; private set; }

    public async Task StartAsync()
    {
        ProcessStartInfo start = new("dotnet")
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            ArgumentList = { typeof(Host).Assembly.Location, "--port", $"{_port}", "--data", directory, "--virtual-clock", "2026-01-05T09:30:00Z" },
        };
        foreach (string argument in sms is null ? Array.Empty<string>() : ["--sms", sms.ToString()])
        {
            start.ArgumentList.Add(argument);
        }

        start.Environment["FIT_PARENT_PID"] = $"{Environment.ProcessId}";
        _process = Process.Start(start)!;
        _process.ErrorDataReceived += (_, _) => { };
        _process.BeginErrorReadLine();
        string? line;
        do
        {
            line = await _process.StandardOutput.ReadLineAsync();
            Assert.False(line is null, $"The host did not start again after {Kills} kills (seed {seed}).");
        }
        while (!line!.StartsWith("ready ", StringComparison.Ordinal));
    }

    /// <summary>SIGKILL now: nothing is flushed, nothing is said. Then it starts again.</summary>
    public async Task KillNowAsync()
    {
        _process!.Kill();
        await _process.WaitForExitAsync();
        _process.Dispose();
        Kills++;
        await StartAsync();
    }

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        byte[]? body = request.Content is null ? null : await request.Content.ReadAsByteArrayAsync(cancellationToken);
        bool again = false;
        while (true)
        {
            if (body is not null)
            {
                ByteArrayContent content = new(body);
                content.Headers.ContentType = request.Content!.Headers.ContentType;
                request.Content = content;
            }

            Task killing = ++_sinceKill < requestsBetweenKills ? Task.CompletedTask : KillAsync();
            try
            {
                HttpResponseMessage response = await base.SendAsync(request, cancellationToken);
                await response.Content.LoadIntoBufferAsync(cancellationToken);
                await killing;

                // Done before the kill, only not answered: sent again, it is gone or already so.
                if (again && response.StatusCode is HttpStatusCode.NotFound or HttpStatusCode.Conflict)
                {
                    response.StatusCode = HttpStatusCode.NoContent;
                }

                return response;
            }
            catch (HttpRequestException)
            {
                await killing;
                again = true;
            }
        }
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing && _process is { } process)
        {
            _process = null;
            process.Kill();
            process.WaitForExit();
            process.Dispose();
        }

        base.Dispose(disposing);
    }

    private async Task KillAsync()
    {
        _sinceKill = 0;
        await Task.Delay(_random.Next(30));
        await KillNowAsync();
    }

    private static int FreePort()
    {
        using TcpListener listener = new(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
