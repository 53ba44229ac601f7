using System.Security.Cryptography;
using System.Text;
using FitPipeline.Application.Storage;
using FitPipeline.Pathway.Journeys;

namespace FitPipeline.PortContracts;

/// <summary>What arrived is kept, byte for byte.</summary>
public abstract class RawArchiveContract
{
    protected abstract IRawArchive Archive { get; }

    private static CancellationToken None => CancellationToken.None;

    public static TheoryData<byte[]> Bodies => new([], "{}"u8.ToArray(), [0, 255, 0, 13, 10], Encoding.UTF8.GetBytes(new string('x', 300_000)));

    private static readonly Arrival Referral = new(
        "ReceiveReferral", null, Actor.Gp, Walk.Practice, "request-1", "application/json; charset=utf-8", Walk.Begins);

    private static readonly Arrival File = new("PutLabFile", "results.csv", Actor.Lab, null, null, null, Walk.Begins);

    [Theory]
    [MemberData(nameof(Bodies))]
    public async Task Given_a_body_when_it_is_kept_twice_then_it_comes_back_byte_for_byte_under_its_hash(byte[] body)
    {
        string id = await Archive.KeepAsync(Referral, body, None);
        Assert.Equal(Convert.ToHexStringLower(SHA256.HashData(body)), id);
        Assert.Equal(id, await Archive.KeepAsync(Referral with { At = Walk.Begins.AddDays(1) }, body, None));
        Assert.Equal(body, await ReadAsync(id));
    }

    [Theory]
    [MemberData(nameof(Bodies))]
    public async Task Given_a_file_when_it_is_kept_twice_under_two_names_then_it_comes_back_byte_for_byte_under_its_hash(byte[] body)
    {
        string id = await Archive.KeepFileAsync(File, new MemoryStream(body), None);
        Assert.Equal(Convert.ToHexStringLower(SHA256.HashData(body)), id);
        Assert.Equal(id, await Archive.KeepFileAsync(File with { Of = "../../etc/passwd" }, new MemoryStream(body), None));
        Assert.Equal(body, await ReadAsync(id));
    }

    [Fact]
    public async Task Given_things_that_arrived_when_they_are_listed_then_each_arrival_is_there_in_order_and_says_everything()
    {
        Assert.Empty(await Archive.ArrivalsAsync(None).ToListAsync());
        Arrival[] arrivals =
        [
            Referral,
            Referral with { At = Walk.Begins.AddSeconds(1) },
            new("RecordDecision", "j-1 / ÆØÅ 🙂", Actor.Triage, null, null, null, Walk.Begins.AddSeconds(2)),
            File with { Of = "../../weird\u0001name", At = Walk.Begins.AddSeconds(3) },
            new("WithdrawSlot", "S-1", Actor.BookingDesk, null, "request-2", null, Walk.Begins.AddDays(40)),
        ];
        List<byte[]> bodies = [];
        foreach (Arrival arrival in arrivals)
        {
            bodies.Add(arrival.Kind switch { "PutLabFile" => [1, 2, 3], "WithdrawSlot" => [], _ => "{}\n"u8.ToArray() });
            _ = arrival.Kind == "PutLabFile"
                ? await Archive.KeepFileAsync(arrival, new MemoryStream(bodies[^1]), None)
                : await Archive.KeepAsync(arrival, bodies[^1], None);
        }

        List<KeptArrival> kept = await Archive.ArrivalsAsync(None).ToListAsync();
        Assert.Equal(arrivals, kept.Select(one => one.Arrival));
        for (int i = 0; i < kept.Count; i++)
        {
            Assert.Equal(bodies[i], await ReadAsync(kept[i].Raw));
        }
    }

    [Fact]
    public async Task Given_more_arrivals_than_a_page_when_they_are_listed_then_all_are_there_in_order()
    {
        const int many = 1201;
        for (int i = 0; i < many; i += 100)
        {
            await Task.WhenAll(Enumerable.Range(i, Math.Min(100, many - i))
                .Select(n => Archive.KeepAsync(Referral with { RequestId = "r-" + n, At = Walk.Begins.AddSeconds(n) }, "{}"u8.ToArray(), None)));
        }

        List<KeptArrival> listed = await Archive.ArrivalsAsync(None).ToListAsync();
        Assert.Equal(many, listed.Select(kept => kept.Arrival.RequestId).Distinct().Count());
        Assert.Equal(many, listed.Count);
    }

    [Fact]
    public async Task Given_an_answer_to_a_file_when_it_is_kept_then_it_is_there_whole_and_once()
    {
        string id = await Archive.KeepFileAsync(File, new MemoryStream([1]), None);
        Assert.Null(await Archive.OpenAnswerAsync(id, None));
        await Assert.ThrowsAsync<IOException>(() => Archive.KeepAnswerAsync(id, BreakOffAsync, None));
        Assert.Null(await Archive.OpenAnswerAsync(id, None));

        await Archive.KeepAnswerAsync(id, (stream, cancel) => stream.WriteAsync("first"u8.ToArray(), cancel).AsTask(), None);
        await Archive.KeepAnswerAsync(id, (stream, cancel) => stream.WriteAsync("second"u8.ToArray(), cancel).AsTask(), None);
        await using Stream? answer = await Archive.OpenAnswerAsync(id, None);
        Assert.Equal("first", await new StreamReader(answer!).ReadToEndAsync());
        Assert.Null(await Archive.OpenAnswerAsync("../" + id, None));

        static async Task BreakOffAsync(Stream stream, CancellationToken cancel)
        {
            await stream.WriteAsync("half"u8.ToArray(), cancel);
            throw new IOException("The machine stopped.");
        }
    }

    [Theory]
    [InlineData("")]
    [InlineData("unknown")]
    [InlineData("../../../etc/passwd")]
    [InlineData("e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855")]
    [InlineData("E3B0C44298FC1C149AFBF4C8996FB92427AE41E4649B934CA495991B7852B855")]
    public async Task Given_an_id_nobody_was_given_when_it_is_opened_then_there_is_nothing(string id) =>
        Assert.Null(await Archive.OpenAsync(id, None));

    [Fact]
    public async Task Given_a_file_that_breaks_off_when_it_is_kept_then_nothing_of_it_is()
    {
        byte[] whole = Encoding.UTF8.GetBytes(new string('y', 400_000));
        await Assert.ThrowsAsync<IOException>(() => Archive.KeepFileAsync(File, new BreaksOff(whole), None));
        Assert.Null(await Archive.OpenAsync(Convert.ToHexStringLower(SHA256.HashData(whole.AsSpan(0, 200_000))), None));
        Assert.Empty(await Archive.ArrivalsAsync(None).ToListAsync());
    }

    private async Task<byte[]> ReadAsync(string id)
    {
        await using Stream? kept = await Archive.OpenAsync(id, None);
        Assert.NotNull(kept);
        using MemoryStream read = new();
        await kept.CopyToAsync(read);
        return read.ToArray();
    }

    // A connection that is lost half-way.
    private sealed class BreaksOff(byte[] bytes) : MemoryStream(bytes)
    {
        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
            Position >= Length / 2 ? throw new IOException("The connection was lost.") : base.ReadAsync(buffer, cancellationToken);
    }
}
