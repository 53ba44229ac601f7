using FitPipeline.Application.Http;
using FitPipeline.Application.Reports;
using FitPipeline.Application.Storage;
using FitPipeline.Local.Storage;
using FitPipeline.Pathway.Booking;
using FitPipeline.Pathway.Events;
using FitPipeline.Pathway.Journeys;
using FitPipeline.PortContracts;

namespace FitPipeline.Local.Tests;

public sealed class SchemaTests : IDisposable
{
    private readonly SqliteFile _file = new();

    public void Dispose() => _file.Dispose();

    [Fact]
    public async Task Given_a_file_of_a_later_version_when_it_is_opened_then_it_is_refused_with_what_to_do()
    {
        await _file.Database.WriteAsync(session => session.Run("INSERT INTO timers VALUES ('x', 0)"), CancellationToken.None);
        _file.Database.Dispose();
        using (Microsoft.Data.Sqlite.SqliteConnection later = new($"Data Source={_file.Path};Pooling=False"))
        {
            later.Open();
            using Microsoft.Data.Sqlite.SqliteCommand command = later.CreateCommand();
            command.CommandText = "PRAGMA user_version = 99";
            command.ExecuteNonQuery();
        }

        NewerSchemaException refused = Assert.Throws<NewerSchemaException>(() => Database.Open(_file.Path));
        Assert.Contains("later version", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Given_a_file_when_it_is_opened_then_writes_wait_for_the_disk_and_only_its_owner_can_read_it()
    {
        (string Journal, long Synchronous) found = await _file.Database.WriteAsync(
            session => (Setting(session, "PRAGMA journal_mode"), long.Parse(Setting(session, "PRAGMA synchronous"), System.Globalization.CultureInfo.InvariantCulture)),
            CancellationToken.None);
        Assert.Equal(("wal", 2), found);
        if (!OperatingSystem.IsWindows())
        {
            foreach (string path in Directory.GetFiles(_file.Folder, "fit.db*"))
            {
                Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(path));
            }
        }
    }

    [Fact]
    public async Task Given_a_file_of_the_first_version_when_it_is_opened_then_it_is_brought_up_to_date_and_nothing_is_lost()
    {
        string path = Path.Combine(_file.Folder, "first.db");
        using (Microsoft.Data.Sqlite.SqliteConnection first = new($"Data Source={path};Pooling=False"))
        {
            first.Open();
            using Microsoft.Data.Sqlite.SqliteCommand command = first.CreateCommand();
            command.CommandText = $"{Schema.Steps[0].Sql}; PRAGMA user_version = 1; INSERT INTO timers VALUES ('x', 7)";
            command.ExecuteNonQuery();
        }

        using Database database = Database.Open(path);
        SqliteArchive archive = new(database, _file.Folder);
        await archive.KeepAsync(new Arrival("RecallLot", null, Actor.Lab, null, null, null, DateTimeOffset.UnixEpoch), "{}"u8.ToArray(), CancellationToken.None);
        Assert.Single(await archive.ArrivalsAsync(CancellationToken.None).ToListAsync());
        Assert.Null(await new SqliteKits(database).FindRecallAsync("LOT-A", CancellationToken.None));
        Assert.Equal(DateTimeOffset.MinValue.AddTicks(7), await new SqliteTimers(database).LastRunAsync("x", CancellationToken.None));
    }

    [Fact]
    public async Task Given_a_file_of_before_the_standards_were_counted_when_it_is_opened_then_they_are_counted_of_the_journeys_in_it()
    {
        SqliteJourneys journeys = new(_file.Database);
        Walk walk = new(journeys);
        Journey waiting = await walk.WaitingAsync("GP-1", 1);
        Appointment appointment = new("b-1", "s-1", "Gateshead", Walk.Begins.AddDays(20));
        Journey booked = await walk.ThenAsync(waiting, "booked", new PathwayEvent.SlotBooked(appointment, Walk.Begins.AddDays(10)), Actor.BookingDesk);
        Journey ended = await walk.ThenAsync(
            booked, "attended", new PathwayEvent.AppointmentAttended("b-1", ExaminationFinding.Adenoma, Walk.Begins.AddDays(21)), Actor.BookingDesk);
        _file.Database.Dispose();
        using (Microsoft.Data.Sqlite.SqliteConnection earlier = new($"Data Source={_file.Path};Pooling=False"))
        {
            earlier.Open();
            using Microsoft.Data.Sqlite.SqliteCommand command = earlier.CreateCommand();
            command.CommandText = "UPDATE figures SET marks = marks & 127; ALTER TABLE figures DROP COLUMN test_missed; ALTER TABLE figures DROP COLUMN ended; PRAGMA user_version = 8";
            command.ExecuteNonQuery();
        }

        using Database database = Database.Open(_file.Path);
        using SqliteFigures figures = new(database);
        FigureRow row = Assert.Single((await figures.ReceivedAsync(new DateRange(DateOnly.MinValue, DateOnly.MaxValue), false, CancellationToken.None)).Rows);
        Assert.Equal(JourneyFigures.Of(ended), row.Journey);
        Assert.NotNull(row.Journey.EndedAt);
        Assert.Equal(StandardClock.Of(ended), row.Journey.Standards());
    }

    // The promise at the size of a region: a list that read all its rows would take longer the more patients there are.
    [Theory]
    [InlineData("SELECT id FROM journeys WHERE open AND wake <= 5 ORDER BY wake, no LIMIT 10", "journeys_to_wake")]
    [InlineData("SELECT min(wake) FROM journeys WHERE open", "journeys_to_wake")]
    [InlineData("SELECT json FROM journeys WHERE waits ORDER BY no", "journeys_waiting")]
    [InlineData("SELECT count(*) FROM journeys WHERE open AND (owner IS NULL OR due IS NULL OR wake IS NULL)", "journeys_left_behind")]
    [InlineData("SELECT min(due) FROM journeys WHERE open AND owner = 'KitDesk'", "journeys_owed")]
    [InlineData("SELECT no FROM journeys WHERE practice = 'A' AND no < 9 ORDER BY no DESC LIMIT 5", "journeys_of_practice")]
    [InlineData("SELECT id FROM effects WHERE not_before <= 5 ORDER BY not_before, no LIMIT 9", "effects_by_time")]
    [InlineData("SELECT id FROM texts WHERE status = 'Queued' AND send_after <= 5 ORDER BY send_after, no LIMIT 9", "texts_to_send")]
    [InlineData("SELECT id FROM slots s WHERE NOT withdrawn AND booking IS NULL AND starts >= 5 ORDER BY starts, id", "slots_free")]
    public async Task Given_a_question_asked_all_day_when_it_is_planned_then_its_own_index_answers_it(string sql, string index)
    {
        string plan = await PlanAsync(sql);
        Assert.Contains(index, plan, StringComparison.Ordinal);
        Assert.DoesNotContain("TEMP B-TREE", plan, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Given_a_worklist_of_any_kind_when_it_is_planned_then_each_owners_lines_come_in_order_out_of_an_index()
    {
        foreach (string sql in SqliteWorklist.Questions)
        {
            string plan = await PlanAsync(sql);
            Assert.DoesNotContain("SCAN journeys", plan, StringComparison.Ordinal);
            Assert.DoesNotContain("SCAN raised", plan, StringComparison.Ordinal);

            // What is sorted is the page's worth of each arm, never what the index gives.
            Assert.DoesNotMatch("SEARCH [^\\n]*\\nUSE TEMP B-TREE", plan);
            foreach (string line in plan.Split('\n').Where(line => line.StartsWith("SEARCH", StringComparison.Ordinal)))
            {
                Assert.Matches("(journeys|raised)_owed.*owner=\\? AND due>\\? AND due<\\?", line);
            }
        }
    }

    [Fact]
    public async Task Given_a_worklist_by_state_when_it_is_planned_then_its_lines_come_in_order_out_of_an_index()
    {
        foreach ((string sql, string index) in SqliteWorklist.QuestionsOfState)
        {
            string plan = await PlanAsync(sql);
            Assert.Contains(index, plan, StringComparison.Ordinal);
            Assert.DoesNotContain("TEMP B-TREE", plan, StringComparison.Ordinal);
        }
    }

    private static string Setting(Session session, string pragma)
    {
        using Rows rows = session.Query(pragma);
        Assert.True(rows.Read());
        return rows.Text(0);
    }

    private async Task<string> PlanAsync(string sql) => await _file.Database.ReadAsync(
        session =>
        {
            List<string> plan = [];
            using Rows rows = session.Query("EXPLAIN QUERY PLAN " + sql);
            while (rows.Read())
            {
                plan.Add(rows.Text(3));
            }

            return string.Join('\n', plan);
        },
        CancellationToken.None);
}
