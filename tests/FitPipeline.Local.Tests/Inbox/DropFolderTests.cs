using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;

namespace FitPipeline.Local.Tests;

public sealed class DropFolderTests : IAsyncLifetime
{
    private static readonly DateTimeOffset Morning = RunningHost.Morning;
    private static readonly DateTimeOffset Reported = Morning.AddDays(7).AddHours(-1);
    private RunningHost _host = null!;
    private string _journey = "";

    public async Task InitializeAsync()
    {
        _host = await RunningHost.StartAsync(Morning);
        _journey = await _host.ReferAsync(1);
        await _host.PostKitAsync(_journey, 1, Morning);
        await _host.MoveToAsync(Morning.AddDays(7));
    }

    public async Task DisposeAsync() => await _host.DisposeAsync();

    [Fact]
    public async Task Given_a_file_when_it_is_dropped_then_it_is_read_kept_byte_for_byte_and_gone_from_the_folder()
    {
        string csv = RunningHost.Results(Reported, (1, 1, "120"));
        await DropAsync("results.csv", csv);
        await SweptAsync();

        Assert.Equal("AwaitingAcknowledgement", await StateAsync());
        Assert.Empty(Left());
        Assert.Equal(csv, await File.ReadAllTextAsync(Path.Combine(_host.Folder, "archive", IdOf(csv))));
        Assert.Equal("read", (string)(await FileAsync(csv))["status"]!);
    }

    [Fact]
    public async Task Given_a_file_when_nobody_moves_the_clock_then_it_is_read_all_the_same()
    {
        await DropAsync("results.csv", RunningHost.Results(Reported, (1, 1, "120")));
        await UntilAsync(() => Left().Length == 0);
        Assert.Equal("AwaitingAcknowledgement", await StateAsync());
    }

    [Fact]
    public async Task Given_an_empty_file_when_it_is_written_later_then_it_waits_and_is_then_read()
    {
        await DropAsync("results.csv", "");
        await SweptAsync();
        Assert.Equal(["results.csv"], Left());
        await DropAsync("results.csv", RunningHost.Results(Reported, (1, 1, "120")));
        await SweptAsync();
        Assert.Empty(Left());
        Assert.Equal("AwaitingAcknowledgement", await StateAsync());
    }

    [Fact]
    public async Task Given_the_same_file_twice_and_under_two_names_when_they_are_read_then_the_result_is_taken_in_once()
    {
        string csv = RunningHost.Results(Reported, (1, 1, "120"));
        await DropAsync("a.csv", csv);
        await SweptAsync();
        string once = (await _host.JourneyAsync(_journey))["timeline"]!.ToJsonString();
        await DropAsync("a.csv", csv);
        await DropAsync("b.csv", csv);
        await SweptAsync();

        Assert.Empty(Left());
        Assert.Equal("AwaitingAcknowledgement", await StateAsync());
        Assert.Equal(once, (await _host.JourneyAsync(_journey))["timeline"]!.ToJsonString());
    }

    [Fact]
    public async Task Given_a_file_that_is_still_being_copied_when_it_pauses_then_it_is_not_read_until_it_is_whole()
    {
        string csv = RunningHost.Results(Reported, (1, 1, "120"));
        string path = Path.Combine(_host.Inbox, "results.csv");
        await using (FileStream copy = new(path, FileMode.CreateNew, FileAccess.Write, FileShare.ReadWrite))
        {
            byte[] bytes = Encoding.UTF8.GetBytes(csv);
            foreach (byte[] part in bytes.Chunk(40))
            {
                await copy.WriteAsync(part);
                await copy.FlushAsync();
                await Task.Delay(60);
            }
        }

        await UntilAsync(() => Left().Length == 0);
        Assert.Equal("AwaitingAcknowledgement", await StateAsync());
        Assert.Empty(await _host.ListAsync("triage", "/api/quarantine"));
    }

    [Fact]
    public async Task Given_a_file_under_a_name_that_begins_with_a_dot_when_it_is_renamed_then_it_is_read()
    {
        string hidden = Path.Combine(_host.Inbox, ".results.csv.part");
        await File.WriteAllTextAsync(hidden, RunningHost.Results(Reported, (1, 1, "120")));
        await SweptAsync();
        Assert.Equal("KitPosted", await StateAsync());
        File.Move(hidden, Path.Combine(_host.Inbox, "results.csv"));
        await UntilAsync(() => Left().Length == 0);
        Assert.Equal("AwaitingAcknowledgement", await StateAsync());
    }

    [Theory]
    [InlineData("x..%2f..%2fetc%2fpasswd.csv")]
    [InlineData("a\nb.csv")]
    [InlineData("-rf *.csv")]
    [InlineData("naïve – 名前 🚽.csv")]
    [InlineData("CON.csv")]
    [InlineData("x....csv..csv")]
    public async Task Given_a_strange_name_when_it_is_dropped_then_it_is_only_a_name(string name)
    {
        await DropAsync(name, RunningHost.Results(Reported, (1, 1, "120")));
        string[] before = Directory.GetFileSystemEntries(Path.GetDirectoryName(_host.Folder)!);
        await SweptAsync();
        Assert.Empty(Left());
        Assert.Equal("AwaitingAcknowledgement", await StateAsync());
        Assert.Single(Directory.GetFiles(Path.Combine(_host.Folder, "archive")));
        Assert.All(Directory.GetFiles(Path.Combine(_host.Folder, "archive")), path => Assert.Matches("^[0-9a-f]{64}$", Path.GetFileName(path)));
        Assert.True(before.Length > 0);
    }

    [Fact]
    public async Task Given_what_nobody_can_read_when_it_is_dropped_then_it_is_quarantined_whole_and_the_next_file_is_read()
    {
        await DropAsync("a.docx", "not a laboratory file");
        await DropAsync("b.csv", "\0\0\0\0");
        await DropAsync("c.csv", RunningHost.Results(Reported, (1, 1, "120")));
        await SweptAsync();
        Assert.Empty(Left());
        Assert.Equal(2, (await _host.ListAsync("triage", "/api/quarantine")).Count(item => (int)item["row"]! == 0));
        Assert.Equal("AwaitingAcknowledgement", await StateAsync());
    }

    [Fact]
    public async Task Given_a_file_above_the_limit_when_it_is_dropped_then_it_stays_and_the_laboratory_is_told_once()
    {
        await using (FileStream large = new(Path.Combine(_host.Inbox, "large.csv"), FileMode.CreateNew))
        {
            large.SetLength((50L * 1024 * 1024) + 1);
        }

        await SweptAsync();
        await SweptAsync();
        Assert.Equal(["large.csv"], Left());
        Assert.Single(await _host.ListAsync("lab", "/api/worklist?owner=lab"), item => ((string)item["what"]!).Contains("too large", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Given_links_and_folders_when_they_are_dropped_then_they_are_left_alone()
    {
        if (OperatingSystem.IsWindows())
        {
            return;
        }

        File.CreateSymbolicLink(Path.Combine(_host.Inbox, "secret.csv"), Path.Combine(_host.Folder, "tokens.json"));
        File.CreateSymbolicLink(Path.Combine(_host.Inbox, "broken.csv"), "/nowhere/at/all");
        Directory.CreateDirectory(Path.Combine(_host.Inbox, "folder.csv"));
        await DropAsync("results.csv", RunningHost.Results(Reported, (1, 1, "120")));
        await SweptAsync();
        Assert.Equal(["broken.csv", "secret.csv"], Left());
        Assert.Single(Directory.GetFiles(Path.Combine(_host.Folder, "archive")));
        Assert.Equal("AwaitingAcknowledgement", await StateAsync());
    }

    [Fact]
    public async Task Given_files_that_come_and_go_when_they_are_swept_all_the_while_then_nothing_fails_and_what_stays_is_read()
    {
        using CancellationTokenSource over = new();
        Task coming = Task.Run(async () =>
        {
            for (int i = 0; !over.IsCancellationRequested; i++)
            {
                string path = Path.Combine(_host.Inbox, $"gone-{i % 7}.csv");
                await File.WriteAllTextAsync(path, $"{i}");
                File.Delete(path);
            }
        });
        for (int i = 0; i < 20; i++)
        {
            await SweptAsync();
        }

        await over.CancelAsync();
        await coming;
        await DropAsync("results.csv", RunningHost.Results(Reported, (1, 1, "120")));
        await SweptAsync();
        Assert.Equal("AwaitingAcknowledgement", await StateAsync());
    }

    [Fact]
    public async Task Given_a_file_dropped_while_no_host_runs_when_one_starts_then_it_is_read()
    {
        await _host.StopAsync();
        await DropAsync("results.csv", RunningHost.Results(Reported, (1, 1, "120")));
        await _host.StartAgainAsync(Morning);
        await UntilAsync(() => Left().Length == 0);
        Assert.Equal("AwaitingAcknowledgement", await StateAsync());
    }

    private static string IdOf(string content) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(content)));

    private static async Task UntilAsync(Func<bool> holds)
    {
        for (int i = 0; i < 300 && !holds(); i++)
        {
            await Task.Delay(100);
        }

        Assert.True(holds());
    }

    private Task DropAsync(string name, string content) => File.WriteAllTextAsync(Path.Combine(_host.Inbox, name), content);

    private string[] Left() => [.. Directory.GetFiles(_host.Inbox).Select(path => Path.GetFileName(path)).Order(StringComparer.Ordinal)];

    private async Task SweptAsync() => await _host.OkAsync("admin", HttpMethod.Post, "/dev/clock", """{"by":"PT1M"}""");

    private async Task<string> StateAsync() => (string)(await _host.JourneyAsync(_journey))["state"]!;

    private async Task<JsonNode> FileAsync(string content)
    {
        JsonNode view = await _host.OkAsync("lab", HttpMethod.Get, "/api/lab/files/" + IdOf(content));
        return view["file"] ?? view;
    }
}
