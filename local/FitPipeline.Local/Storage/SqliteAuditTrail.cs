using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using FitPipeline.Application.Journeys;
using FitPipeline.Pathway.Identity;
using FitPipeline.Pathway.Journeys;

namespace FitPipeline.Local.Storage;

/// <summary>
/// The audit trail. Each line's hash is SHA-256 over the hash before it and the line, so a line changed, put in or taken
/// out shows at the line behind it; the end is kept apart, so that lines taken off the end show too. It tells tampering,
/// it does not prevent it: whoever can write the whole file can also reckon every hash anew.
/// </summary>
public sealed class SqliteAuditTrail(Database database) : IAuditTrail
{
    private const int Batch = 1000;
    private static readonly byte[] Beginning = new byte[SHA256.HashSizeInBytes];

    /// <inheritdoc/>
    public Task AppendAsync(AuditEntry entry, CancellationToken cancel) => database.WriteAsync(
        session =>
        {
            using (Rows known = session.Query("SELECT 1 FROM audit WHERE id = ?1", entry.Id))
            {
                if (known.Read())
                {
                    return;
                }
            }

            (long no, _, byte[] before) = End(session);
            no++;
            byte[] hash = HashOf(before, no, entry);
            session.Run(
                "INSERT INTO audit VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)",
                no, entry.Id, entry.At, entry.By.ToString(), entry.What, entry.Journey?.Value, entry.Raw, hash);
            session.Run(
                "INSERT INTO audit_end VALUES (1, ?1, ?2, ?3) ON CONFLICT DO UPDATE SET no = ?1, id = ?2, hash = ?3", no, entry.Id, hash);
        },
        cancel);

    /// <inheritdoc/>
    public async Task<string?> FirstBreakAsync(CancellationToken cancel)
    {
        // The end first: lines that come while the trail is read lie behind it.
        (long last, string lastId, byte[] end) = await database.ReadAsync(End, cancel);
        byte[] before = Beginning;
        long no = 0;
        while (no < last)
        {
            (string? broken, no, before) = await database.ReadAsync(session => Check(session, no, last, before), cancel);
            if (broken is not null)
            {
                return broken;
            }

            if (before.Length == 0)
            {
                return lastId;
            }
        }

        return before.AsSpan().SequenceEqual(end) ? null : lastId;
    }

    // Reads on from a line whose hash held. An empty hash says that no line is left where there should be one.
    private static (string? Broken, long No, byte[] Hash) Check(Session session, long no, long last, byte[] before)
    {
        long from = no;
        using Rows rows = session.Query(
            "SELECT no, id, at, by, what, journey, raw, hash FROM audit WHERE no > ?1 AND no <= ?2 ORDER BY no LIMIT ?3", no, last, Batch);
        while (rows.Read())
        {
            AuditEntry? entry = EntryOf(rows);
            byte[] hash = rows.Bytes(7).ToArray();
            if (entry is null || rows.Number(0) != no + 1 || !HashOf(before, no + 1, entry).AsSpan().SequenceEqual(hash))
            {
                return (rows.Text(1), no, before);
            }

            no++;
            before = hash;
        }

        return (null, no, no == from ? [] : before);
    }

    private static (long No, string Id, byte[] Hash) End(Session session)
    {
        using Rows rows = session.Query("SELECT no, id, hash FROM audit_end");
        return rows.Read() ? (rows.Number(0), rows.Text(1), rows.Bytes(2).ToArray()) : (0, "", Beginning);
    }

    // Null when what is stored cannot be a line at all.
    private static AuditEntry? EntryOf(Rows rows)
    {
        JourneyId? journey = null;
        return Enum.TryParse(rows.Text(3), out Actor by) && (rows.IsNull(5) || JourneyId.TryParse(rows.Text(5), out journey, out _))
            ? new AuditEntry(rows.Text(1), rows.Time(2), by, rows.Text(4), journey, rows.TextOrNull(6))
            : null;
    }

    // Every field with its length before it, so that no two lines read alike.
    private static byte[] HashOf(byte[] before, long no, AuditEntry entry)
    {
        using IncrementalHash hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(before);
        Add(hash, no);
        Add(hash, entry.At.UtcTicks);
        Add(hash, entry.Id);
        Add(hash, entry.By.ToString());
        Add(hash, entry.What);
        Add(hash, entry.Journey?.Value);
        Add(hash, entry.Raw);
        return hash.GetHashAndReset();
    }

    private static void Add(IncrementalHash hash, long number)
    {
        Span<byte> bytes = stackalloc byte[sizeof(long)];
        BinaryPrimitives.WriteInt64BigEndian(bytes, number);
        hash.AppendData(bytes);
    }

    private static void Add(IncrementalHash hash, string? text)
    {
        Add(hash, text is null ? -1 : Encoding.UTF8.GetByteCount(text));
        hash.AppendData(Encoding.UTF8.GetBytes(text ?? ""));
    }
}
