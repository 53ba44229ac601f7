using Microsoft.Data.Sqlite;

namespace FitPipeline.Local.Storage;

/// <summary>The file everything is kept in: one writer, a few readers, and nothing acknowledged that is not on the disk.</summary>
public sealed class Database : IDisposable
{
    // Kibibytes of page cache; SQLite reads a negative number so. Together they bound what the file costs in memory.
    private const int WriterCache = -32 * 1024;
    private const int ReaderCache = -8 * 1024;

    // Pages of the write-ahead log before they are carried over into the file: 32 MiB, so that a page changed often is carried once.
    private const int CheckpointPages = 8192;

    private readonly GroupCommit _writer;
    private readonly ReadPool _readers;

    private Database(GroupCommit writer, ReadPool readers)
    {
        _writer = writer;
        _readers = readers;
    }

    /// <summary>Opens the file, making it and bringing its schema up to date first where needed.</summary>
    /// <param name="path">The file; its folder exists.</param>
    /// <exception cref="NewerSchemaException">A later version of this program wrote the file.</exception>
    internal static Database Open(string path)
    {
        MakePrivate(path);
        Session writer = OpenSession(path, WriterCache);
        writer.Script($"PRAGMA wal_autocheckpoint = {CheckpointPages}; PRAGMA journal_size_limit = {CheckpointPages * 4096L};");
        Schema.BringUpToDate(writer);
        return new Database(
            new GroupCommit(writer),
            new ReadPool(() => OpenSession(path, ReaderCache)));
    }

    /// <summary>Opens a file that is only read, also while a host uses it.</summary>
    /// <param name="path">The file, of this version.</param>
    internal static Session OpenToRead(string path)
    {
        SqliteConnection connection = new(new SqliteConnectionStringBuilder { DataSource = path, Pooling = false, Mode = SqliteOpenMode.ReadOnly }.ToString());
        connection.Open();
        return new Session(connection);
    }

    /// <summary>Queues a write and waits until it is durable.</summary>
    internal Task<T> WriteAsync<T>(Func<Session, T> work, CancellationToken cancel) => _writer.WriteAsync(work, cancel);

    /// <summary>Queues a write and waits until it is durable.</summary>
    internal Task WriteAsync(Action<Session> work, CancellationToken cancel) => _writer.WriteAsync(
        session =>
        {
            work(session);
            return true;
        },
        cancel);

    /// <summary>From now on this, too, is written with every transaction.</summary>
    internal void WriteAlso(Action<Session> also) => _writer.WriteAlso(also);

    /// <summary>Reads what is committed.</summary>
    internal ValueTask<T> ReadAsync<T>(Func<Session, T> read, CancellationToken cancel) => _readers.ReadAsync(read, cancel);

    /// <summary>Finishes what is queued and closes the file.</summary>
    public void Dispose()
    {
        _readers.Dispose();
        _writer.Dispose();
    }

    private static Session OpenSession(string path, int cache)
    {
        SqliteConnection connection = new(new SqliteConnectionStringBuilder { DataSource = path, Pooling = false }.ToString());
        connection.Open();
        Session session = new(connection);
        session.Script($"""
            PRAGMA journal_mode = WAL;
            PRAGMA synchronous = FULL;
            PRAGMA temp_store = MEMORY;
            PRAGMA cache_size = {cache};
            PRAGMA busy_timeout = 5000;
            """);
        return session;
    }

    // It holds patients' names: nobody else on the machine reads it, not even between making it and closing it off.
    private static void MakePrivate(string path)
    {
        if (File.Exists(path))
        {
            return;
        }

        FileStreamOptions options = new() { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        using FileStream made = new(path, options);
    }
}
