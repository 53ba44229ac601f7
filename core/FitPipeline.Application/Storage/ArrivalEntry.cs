using System.Text.Json;

namespace FitPipeline.Application.Storage;

/// <summary>
/// An arrival as one sequence of bytes: a line of JSON that says what it is, and behind it the bytes of a request as sent. The
/// bytes of a file lie elsewhere, and there is nothing behind its line.
/// </summary>
public static class ArrivalEntry
{
    /// <summary>Writes one. JSON on one line holds no line feed.</summary>
    public static byte[] Write(KeptArrival kept, ReadOnlySpan<byte> body) =>
        [.. JsonSerializer.SerializeToUtf8Bytes(kept, StorageJson.Default.KeptArrival), (byte)'\n', .. body];

    /// <summary>Reads the line and leaves the stream where the bytes begin.</summary>
    /// <exception cref="InvalidDataException">There is no such line.</exception>
    public static async Task<KeptArrival> ReadAsync(Stream entry, CancellationToken cancel)
    {
        using MemoryStream line = new();
        byte[] one = new byte[1];
        while (await entry.ReadAsync(one, cancel) > 0 && one[0] != '\n')
        {
            line.WriteByte(one[0]);
        }

        return JsonSerializer.Deserialize(line.ToArray(), StorageJson.Default.KeptArrival)
            ?? throw new InvalidDataException("An entry of the archive is empty.");
    }
}
