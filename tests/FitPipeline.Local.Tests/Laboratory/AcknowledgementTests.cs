using System.Globalization;
using System.Text;
using FitPipeline.Application.Journeys;
using FitPipeline.Application.Laboratory;
using FitPipeline.Application.Storage;
using FitPipeline.Pathway.Identity;
using FitPipeline.Pathway.Journeys;
using FitPipeline.PortContracts;

namespace FitPipeline.Local.Tests;

/// <summary>An acknowledgement is written after the rows it speaks of are safe, and a crash in between leads to it.</summary>
public sealed class AcknowledgementTests
{
    private static readonly DateTimeOffset Now = RunningHost.Morning.AddDays(4);

    [Fact]
    public async Task Given_a_crash_between_the_rows_and_the_acknowledgement_when_the_file_is_read_again_then_it_is_there_and_the_result_once()
    {
        await using RunningHost host = await RunningHost.StartAsync(RunningHost.Morning);
        JourneyId journey = await PostedAsync(host);
        byte[] file = Encoding.UTF8.GetBytes(Message("120"));
        string id = Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(file));

        await Assert.ThrowsAsync<IOException>(() => Reader(host, new Killed(host.Get<IRawArchive>())).RunAsync("report.hl7", new MemoryStream(file), default));
        Assert.Single((await JourneyAsync(host, journey)).Results);
        Assert.Null(await host.Get<IRawArchive>().OpenAnswerAsync(id, default));
        Assert.Equal(LabFileStatus.Reading, (await host.Get<ILabFiles>().FindAsync(id, default))?.Status);

        LabFileReading again = await Reader(host, host.Get<IRawArchive>()).RunAsync("report.hl7", new MemoryStream(file), default);
        Assert.Equal((LabFileStatus.Read, 1, false), (again.File.Status, again.File.Ignored, again.Duplicate));
        Assert.Single((await JourneyAsync(host, journey)).Results);
        Assert.Contains("MSA|AA|M1", await AnswerAsync(host, id), StringComparison.Ordinal);

        // A third time it is a duplicate, and the answer is the same.
        string before = await AnswerAsync(host, id);
        Assert.True((await Reader(host, host.Get<IRawArchive>()).RunAsync("other.hl7", new MemoryStream(file), default)).Duplicate);
        Assert.Equal(before, await AnswerAsync(host, id));
    }

    [Fact]
    public async Task Given_a_file_in_the_drop_folder_when_it_was_read_then_its_acknowledgement_lies_beside_it_in_the_archive()
    {
        await using RunningHost host = await RunningHost.StartAsync(RunningHost.Morning);
        await PostedAsync(host);
        byte[] file = Encoding.UTF8.GetBytes(Message("3") + Message("not a number", "M2"));
        await File.WriteAllBytesAsync(Path.Combine(host.Inbox, "report.hl7"), file);
        await host.MoveToAsync(Now.AddMinutes(5));

        string id = Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(file));
        string answer = await File.ReadAllTextAsync(Path.Combine(host.Folder, "archive", id + ".ack"));
        Assert.Equal(["MSA|AA|M1", "MSA|AE|M2"], answer.Split('\r').Where(line => line.StartsWith("MSA", StringComparison.Ordinal)).Select(line => line[..9]));
        Assert.True(File.Exists(Path.Combine(host.Folder, "archive", id)));
        Assert.DoesNotContain(TestPeople.Number(1).Value, answer, StringComparison.Ordinal);
    }

    private static async Task<JourneyId> PostedAsync(RunningHost host)
    {
        JourneyId journey = JourneyId.Parse(await host.ReferAsync(1));
        await host.PostKitAsync(journey.Value, 1, RunningHost.Morning);
        await host.MoveToAsync(Now);
        return journey;
    }

    private static ReadLabFile Reader(RunningHost host, IRawArchive archive) => new(
        archive, host.Get<ILabFiles>(), host.Get<ImportLabRow>(), new WriteHl7Acknowledgement(archive, host.Get<ILabFiles>(), host.Get<TimeProvider>()), host.Get<TimeProvider>());

    private static async Task<Journey> JourneyAsync(RunningHost host, JourneyId id) =>
        (await host.Get<IJourneyStore>().LoadAsync(id, null, default)).Stored!.Journey;

    private static async Task<string> AnswerAsync(RunningHost host, string fileId)
    {
        await using Stream? answer = await host.Get<IRawArchive>().OpenAnswerAsync(fileId, default);
        return await new StreamReader(answer!).ReadToEndAsync();
    }

    private static string Message(string value, string id = "M1")
    {
        string at = Now.ToString("yyyyMMddHHmmss", CultureInfo.InvariantCulture) + "+0000";
        string day = Now.AddDays(-1).ToString("yyyyMMdd", CultureInfo.InvariantCulture);
        const string code = "1049361000000101^Quantitative faecal immunochemical test^SCT";
        return string.Join(
            '\r',
            $@"MSH|^~\&|WINPATH|RR7|FITPATH|RR7|{at}||ORU^R01^ORU_R01|{id}|P|2.4|||AL|NE||UNICODE UTF-8",
            $"PID|1||{TestPeople.Number(1).Value}^^^NHS^NH||SMITH^JO||19600214|F",
            $"ORC|RE|{RunningHost.KitName(1)}|26B1",
            $"OBR|1|{RunningHost.KitName(1)}|26B1|{code}|||{day}|||||||{at}||||||||{at}|||F",
            $"OBX|1|ST|{code}||{value}|ug/g|||||F|||{at}||||HMJACK1") + "\r";
    }

    // The machine stops after the rows are safe and before the answer is.
    private sealed class Killed(IRawArchive archive) : IRawArchive
    {
        public Task<string> KeepAsync(Arrival arrival, ReadOnlyMemory<byte> body, CancellationToken cancel) => archive.KeepAsync(arrival, body, cancel);

        public Task<string> KeepFileAsync(Arrival arrival, Stream content, CancellationToken cancel) => archive.KeepFileAsync(arrival, content, cancel);

        public Task KeepAnswerAsync(string fileId, Func<Stream, CancellationToken, Task> write, CancellationToken cancel) =>
            throw new IOException("The machine stopped.");

        public Task<Stream?> OpenAnswerAsync(string fileId, CancellationToken cancel) => archive.OpenAnswerAsync(fileId, cancel);

        public Task<Stream?> OpenAsync(string id, CancellationToken cancel) => archive.OpenAsync(id, cancel);

        public IAsyncEnumerable<KeptArrival> ArrivalsAsync(CancellationToken cancel) => archive.ArrivalsAsync(cancel);
    }
}
