using FitPipeline.Local.Storage;
using Microsoft.Data.Sqlite;

namespace FitPipeline.Local.Tests;

public sealed class GroupCommitTests : IDisposable
{
    private readonly SqliteFile _file = new();

    private Database Database => _file.Database;

    private static CancellationToken None => CancellationToken.None;

    public void Dispose() => _file.Dispose();

    [Fact]
    public async Task Given_many_writes_at_once_when_some_throw_half_way_then_those_fail_alone_and_leave_nothing()
    {
        Task[] writes =
        [
            .. Enumerable.Range(0, 300).Select(i => Task.Run(() => Database.WriteAsync(
                session =>
                {
                    Put(session, $"timer-{i}");
                    if (i % 3 == 0)
                    {
                        throw new InvalidOperationException($"write {i}");
                    }
                },
                None))),
        ];
        for (int i = 0; i < writes.Length; i++)
        {
            if (i % 3 == 0)
            {
                Assert.Equal($"write {i}", (await Assert.ThrowsAsync<InvalidOperationException>(() => writes[i])).Message);
            }
            else
            {
                await writes[i];
            }
        }

        Assert.Equal(Enumerable.Range(0, 300).Where(i => i % 3 != 0).Select(i => $"timer-{i}").Order(StringComparer.Ordinal), await NamesAsync());
    }

    [Fact]
    public async Task Given_a_write_that_breaks_a_rule_of_the_schema_when_it_runs_then_its_caller_hears_and_the_writer_goes_on()
    {
        await Assert.ThrowsAsync<SqliteException>(() => Database.WriteAsync(
            session =>
            {
                Put(session, "half");
                session.Run("INSERT INTO timers VALUES ('half', 'no number')");
            },
            None));
        await Database.WriteAsync(session => Put(session, "after"), None);
        Assert.Equal(["after"], await NamesAsync());
    }

    [Fact]
    public async Task Given_a_transaction_that_cannot_be_committed_when_it_is_over_then_every_caller_hears_and_nothing_is_kept()
    {
        bool full = true;
        Database.WriteAlso(_ => ThrowIf(full));
        Task[] writes = [.. Enumerable.Range(0, 50).Select(i => Database.WriteAsync(session => Put(session, $"timer-{i}"), None))];
        foreach (Task write in writes)
        {
            await Assert.ThrowsAsync<IOException>(() => write);
        }

        full = false;
        await Database.WriteAsync(session => Put(session, "after"), None);
        Assert.Equal(["after"], await NamesAsync());
    }

    [Fact]
    public async Task Given_a_disk_with_no_room_when_a_write_does_not_fit_then_it_is_refused_and_the_next_that_fits_is_kept()
    {
        await Database.WriteAsync(session => session.Run("PRAGMA max_page_count = 200"), None);
        byte[] large = new byte[4 * 1024 * 1024];
        Task[] writes =
        [
            .. Enumerable.Range(0, 20).Select(i => Database.WriteAsync(session => Put(session, $"small-{i}"), None)),
            Database.WriteAsync(session => session.Run("INSERT INTO archive (id, kind, type, at, body) VALUES ('x', 'x', 'x', 0, ?1)", large), None),
        ];
        await Assert.ThrowsAsync<SqliteException>(() => writes[^1]);

        // Those of the same transaction may have gone with it; then each of them was told so.
        List<string> told = [];
        for (int i = 0; i < 20; i++)
        {
            if (await Record.ExceptionAsync(() => writes[i]) is null)
            {
                told.Add($"small-{i}");
            }
        }

        Assert.Equal(told.Order(StringComparer.Ordinal), await NamesAsync());
        await Database.WriteAsync(session => Put(session, "after"), None);
        Assert.Contains("after", await NamesAsync());
    }

    [Fact]
    public async Task Given_an_acknowledged_write_when_it_is_read_at_once_then_it_is_there()
    {
        for (int i = 0; i < 100; i++)
        {
            await Database.WriteAsync(session => Put(session, $"timer-{i:000}"), None);
            Assert.Equal($"timer-{i:000}", (await NamesAsync())[^1]);
        }
    }

    [Fact]
    public async Task Given_writes_in_the_queue_when_the_file_is_closed_then_they_are_finished_first()
    {
        Task[] writes = [.. Enumerable.Range(0, 500).Select(i => Database.WriteAsync(session => Put(session, $"timer-{i}"), None))];
        _file.Reopen();
        await Task.WhenAll(writes);
        Assert.Equal(500, (await NamesAsync()).Count);
    }

    [Fact]
    public async Task Given_empty_texts_and_bytes_when_they_are_stored_then_they_come_back_empty_and_not_missing()
    {
        await Database.WriteAsync(
            session => session.Run("INSERT INTO archive (id, kind, type, at, body) VALUES ('', '', ?1, 0, ?2)", "", Array.Empty<byte>()), None);
        (string Type, int Length) read = await Database.ReadAsync(
            session =>
            {
                using Rows rows = session.Query("SELECT type, body FROM archive WHERE id = ?1", "");
                return rows.Read() ? (rows.Text(0), rows.Bytes(1).Length) : ("none", -1);
            },
            None);
        Assert.Equal(("", 0), read);
    }

    private static void ThrowIf(bool full)
    {
        if (full)
        {
            throw new IOException("No room.");
        }
    }

    private static void Put(Session session, string name) => session.Run("INSERT INTO timers VALUES (?1, 0)", name);

    private async Task<List<string>> NamesAsync() => await Database.ReadAsync(
        session =>
        {
            List<string> names = [];
            using Rows rows = session.Query("SELECT name FROM timers ORDER BY name");
            while (rows.Read())
            {
                names.Add(rows.Text(0));
            }

            return names;
        },
        None);
}
