using System.Security.Cryptography;
using System.Text;
using FitPipeline.Service;

namespace FitPipeline.PortContracts;

/// <summary>What arrived is kept, byte for byte.</summary>
public abstract class RawArchiveContract
{
    protected abstract IRawArchive Archive { get; }

    private static CancellationToken None => CancellationToken.None;

    public static TheoryData<byte[]> Bodies => new([], "{}"u8.ToArray(), [0, 255, 0, 13, 10], Encoding.UTF8.GetBytes(new string('x', 300_000)));

    [Theory]
    [MemberData(nameof(Bodies))]
    public async Task Given_a_body_when_it_is_kept_twice_then_it_comes_back_byte_for_byte_under_its_hash(byte[] body)
    {
        string id = await Archive.KeepAsync("referral", "application/json", body, Walk.Begins, None);
        Assert.Equal(Convert.ToHexStringLower(SHA256.HashData(body)), id);
        Assert.Equal(id, await Archive.KeepAsync("referral", "application/json", body, Walk.Begins.AddDays(1), None));
        Assert.Equal(body, await ReadAsync(id));
    }

    [Theory]
    [MemberData(nameof(Bodies))]
    public async Task Given_a_file_when_it_is_kept_twice_under_two_names_then_it_comes_back_byte_for_byte_under_its_hash(byte[] body)
    {
        string id = await Archive.KeepFileAsync("results.csv", new MemoryStream(body), Walk.Begins, None);
        Assert.Equal(Convert.ToHexStringLower(SHA256.HashData(body)), id);
        Assert.Equal(id, await Archive.KeepFileAsync("../../etc/passwd", new MemoryStream(body), Walk.Begins, None));
        Assert.Equal(body, await ReadAsync(id));
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
        await Assert.ThrowsAsync<IOException>(() => Archive.KeepFileAsync("results.csv", new BreaksOff(whole), Walk.Begins, None));
        Assert.Null(await Archive.OpenAsync(Convert.ToHexStringLower(SHA256.HashData(whole.AsSpan(0, 200_000))), None));
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
