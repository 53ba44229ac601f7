using System.Globalization;
using System.Text.Json;
using FitPipeline.Application.Http;
using FitPipeline.Application.Journeys;
using FitPipeline.Application.People;
using FitPipeline.Application.Reports;
using FitPipeline.Pathway.Identity;
using FitPipeline.Pathway.Journeys;
using FitPipeline.Pathway.Referrals;

namespace FitPipeline.Local.Storage;

/// <summary>
/// The figures of journeys: a narrow row beside each, written in the journey's own transaction and numbered by its latest
/// change. What a first report read is held, a few hundred bytes a journey, and only what changed since is read again.
/// </summary>
public sealed class SqliteFigures(Database database) : IFigures, IDisposable
{
    private const string ChangedSince =
        """
        SELECT f.journey, f.practice, f.sex, f.age, f.marks, f.at_least, f.referred, f.first_posted, f.first_received, f.first_reported,
            f.counted_reported, f.acknowledged, f.listed, f.booked, f.examined, f.told, f.rebooked, f.test_missed, f.ended,
            p.journey, p.ethnic, p.language, p.lsoa21, f.no, f.received, f.change
        FROM figures f LEFT JOIN patients p INDEXED BY patients_counted ON p.journey = f.journey
        WHERE f.change > ?1 ORDER BY f.change
        """;

    private const int Person = 19;
    private const int Number = 23;

    private readonly SemaphoreSlim _one = new(1);
    private readonly Held _held = new();

    /// <inheritdoc/>
    public async Task<CountedFigures> ReceivedAsync(DateRange range, bool withPeople, CancellationToken cancel)
    {
        // One reads for all: the charts ask for four reports at once.
        await _one.WaitAsync(cancel);
        try
        {
            await database.ReadAsync(_held.Read, cancel);
            return new CountedFigures(
                [
                    .. _held.Rows.Values
                        .Where(row => row.Received >= range.From.DayNumber && row.Received <= range.To.DayNumber)
                        .Select(row => new FigureRow(row.Journey, withPeople ? row.Person : null)),
                ],
                null);
        }
        finally
        {
            _one.Release();
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _one.Dispose();

    /// <summary>Says that a patient's own figures have changed.</summary>
    internal static void Touch(Session session, JourneyId journey) => session.Run(
        "UPDATE figures SET change = (SELECT max(change) + 1 FROM figures) WHERE no = (SELECT no FROM journeys WHERE id = ?1)", journey.Value);

    /// <summary>Writes a journey's row.</summary>
    internal static void Write(Session session, long no, Journey journey)
    {
        JourneyFigures of = JourneyFigures.Of(journey);
        session.Run(
            """
            INSERT OR REPLACE INTO figures (no, received, journey, practice, sex, age, marks, at_least, referred, first_posted, first_received,
                first_reported, counted_reported, acknowledged, listed, booked, examined, told, rebooked, test_missed, ended, change)
            VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17, ?18, ?19, ?20, ?21,
                (SELECT coalesce(max(change), 0) + 1 FROM figures))
            """,
            no, of.ReceivedOn.DayNumber, of.Id.Value, of.Practice.Value, of.Sex.ToString(), of.AgeInYears, (long)of.Marks,
            of.AtLeastMicrogramsPerGram?.ToString(CultureInfo.InvariantCulture), of.ReferredAt, of.FirstPostedAt, of.FirstReceivedAt,
            of.FirstReportedAt, of.CountedReportedAt, of.AcknowledgedAt, of.ListedAt, of.BookedAt, of.ExaminedAt, of.ToldAt, of.RebookedAfterMissAt,
            of.TestMissedOn?.DayNumber, of.EndedAt);
    }

    /// <summary>Writes, in a file of an earlier version, the rows of everything it holds.</summary>
    internal static void WriteAll(Session session)
    {
        List<(long No, PatientRecord Record)> people = [];
        using (Rows rows = session.Query("SELECT no, json FROM patients"))
        {
            while (rows.Read())
            {
                people.Add((rows.Number(0), JsonSerializer.Deserialize(rows.Bytes(1), JourneyJson.Default.PatientRecord)
                    ?? throw new InvalidDataException("A stored patient is empty.")));
            }
        }

        foreach ((long no, PatientRecord record) in people)
        {
            session.Run(
                "UPDATE patients SET ethnic = ?2, language = ?3, lsoa21 = ?4 WHERE no = ?1",
                no, record.Details.EthnicCategory, record.Details.Language, record.Details.Lsoa21);
        }

        List<(long No, Journey Journey)> journeys = [];
        using (Rows rows = session.Query("SELECT no, json FROM journeys"))
        {
            while (rows.Read())
            {
                journeys.Add((rows.Number(0), JsonSerializer.Deserialize(rows.Bytes(1), JourneyJson.Default.Journey)
                    ?? throw new InvalidDataException("A stored journey is empty.")));
            }
        }

        foreach ((long no, Journey journey) in journeys)
        {
            Write(session, no, journey);
        }
    }

    private static JourneyFigures Of(Rows rows, Dictionary<string, OdsCode> practices)
    {
        string practice = rows.Text(1);
        if (!practices.TryGetValue(practice, out OdsCode? code))
        {
            practices[practice] = code = OdsCode.Parse(practice);
        }

        return new JourneyFigures
        {
            Id = JourneyId.Parse(rows.Text(0)),
            Practice = code,
            Sex = Enum.Parse<Sex>(rows.Text(2)),
            AgeInYears = rows.Count(3),
            Marks = (JourneyMarks)rows.Count(4),
            AtLeastMicrogramsPerGram = rows.TextOrNull(5) is { } least ? decimal.Parse(least, CultureInfo.InvariantCulture) : null,
            ReferredAt = rows.Time(6),
            FirstPostedAt = rows.TimeOrNull(7),
            FirstReceivedAt = rows.TimeOrNull(8),
            FirstReportedAt = rows.TimeOrNull(9),
            CountedReportedAt = rows.TimeOrNull(10),
            AcknowledgedAt = rows.TimeOrNull(11),
            ListedAt = rows.TimeOrNull(12),
            BookedAt = rows.TimeOrNull(13),
            ExaminedAt = rows.TimeOrNull(14),
            ToldAt = rows.TimeOrNull(15),
            RebookedAfterMissAt = rows.TimeOrNull(16),
            TestMissedOn = rows.IsNull(17) ? null : DateOnly.FromDayNumber(rows.Count(17)),
            EndedAt = rows.TimeOrNull(18),
        };
    }

    private sealed class Held
    {
        private readonly Dictionary<string, OdsCode> _practices = new(StringComparer.Ordinal);
        private long _change;

        internal Dictionary<long, (int Received, JourneyFigures Journey, PersonFigures? Person)> Rows { get; } = [];

        // No number is missed: the one writer gives them, and commits them, in their order.
        internal bool Read(Session session)
        {
            using Rows rows = session.Query(ChangedSince, _change);
            while (rows.Read())
            {
                PersonFigures? person = rows.IsNull(Person)
                    ? null
                    : new PersonFigures(rows.TextOrNull(Person + 1), rows.TextOrNull(Person + 2), rows.TextOrNull(Person + 3));
                Rows[rows.Number(Number)] = (rows.Count(Number + 1), Of(rows, _practices), person);
                _change = rows.Number(Number + 2);
            }

            return true;
        }
    }
}
