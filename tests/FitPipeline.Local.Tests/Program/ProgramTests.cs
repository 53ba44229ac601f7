using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace FitPipeline.Local.Tests;

public sealed class ProgramTests : IDisposable
{
    private readonly string _directory = Directory.CreateTempSubdirectory("fit-program").FullName;

    public void Dispose() => Directory.Delete(_directory, recursive: true);

    [Fact]
    public async Task Given_a_faulty_option_when_it_is_started_then_it_ends_with_2_and_says_why_and_no_more()
    {
        (int code, string output, string errors) = await HostProcess.RunAsync("--port", "x", "--nonsense");
        Assert.Equal((2, ""), (code, output));
        Assert.Equal(2, errors.Trim().Split('\n').Length);
    }

    [Fact]
    public async Task Given_a_running_host_when_it_is_told_to_stop_then_it_ends_with_0_having_said_only_that_it_was_ready()
    {
        using Process host = await HostProcess.StartAsync(_directory);
        using (HttpClient http = HostProcess.ClientOf(host, _directory, "gp"))
        {
            using HttpRequestMessage referral = new(HttpMethod.Post, "/api/referrals");
            referral.Headers.Add("X-Request-ID", "r-1");
            referral.Content = new StringContent(RunningHost.Referral(1, DateTimeOffset.UtcNow), Encoding.UTF8, "application/json");
            using HttpResponseMessage response = await http.SendAsync(referral);
            Assert.Equal(HttpStatusCode.Accepted, response.StatusCode);
        }

        Task<string> output = host.StandardOutput.ReadToEndAsync();
        Task<string> errors = host.StandardError.ReadToEndAsync();
        await TerminateAsync(host);
        await host.WaitForExitAsync().WaitAsync(TimeSpan.FromSeconds(30));
        Assert.Equal((0, ""), (host.ExitCode, await output));

        // Where nobody has built the desk's pages it says so at the start, and nothing else.
        Assert.DoesNotContain(
            (await errors).Split('\n', StringSplitOptions.RemoveEmptyEntries), line => !line.StartsWith("The desk is not here", StringComparison.Ordinal));

        // Closed as it should be: nothing is left in the write-ahead log.
        Assert.False(File.Exists(Path.Combine(_directory, "fit.db-wal")));
    }

    [Fact]
    public async Task Given_a_directory_in_use_when_a_second_host_would_take_it_then_it_is_refused_in_a_sentence()
    {
        using Process host = await HostProcess.StartAsync(_directory);
        (int code, string output, string errors) = await HostProcess.RunAsync("--port", "0", "--data", _directory);
        Assert.NotEqual(0, code);
        Assert.Equal("", output);
        Assert.Equal("Another host is using this data directory. Stop it, or name another with --data.", errors.Trim());
        host.Kill();
        await host.WaitForExitAsync();
    }

    [Fact]
    public async Task Given_a_port_in_use_when_it_is_started_then_it_says_so_in_a_sentence()
    {
        using TcpListener taken = new(IPAddress.Loopback, 0);
        taken.Start();
        string port = $"{((IPEndPoint)taken.LocalEndpoint).Port}";
        (int code, string output, string errors) = await HostProcess.RunAsync("--port", port, "--data", _directory);
        Assert.NotEqual(0, code);
        Assert.Equal("", output);
        Assert.Contains(errors.Split('\n'), line => line.Contains(port, StringComparison.Ordinal) && line.Contains("address already in use", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Given_whoever_started_it_is_gone_when_a_moment_has_passed_then_the_host_is_gone_too()
    {
        using Process parent = Process.Start(new ProcessStartInfo("dotnet", "--version") { RedirectStandardOutput = true })!;
        await parent.WaitForExitAsync();
        using Process host = Process.Start(new ProcessStartInfo("dotnet")
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            ArgumentList = { typeof(Host).Assembly.Location, "--port", "0", "--data", _directory },
            Environment = { ["FIT_PARENT_PID"] = $"{parent.Id}" },
        })!;
        await host.WaitForExitAsync().WaitAsync(TimeSpan.FromSeconds(60));
        Assert.Equal(0, host.ExitCode);
    }

    private static async Task TerminateAsync(Process process)
    {
        using Process kill = Process.Start(new ProcessStartInfo("kill") { ArgumentList = { "-TERM", $"{process.Id}" } })!;
        await kill.WaitForExitAsync();
    }
}
