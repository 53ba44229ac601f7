using System.Text.Json;
using Azure.Data.Tables;
using FitPipeline.Application.Http;
using FitPipeline.Application.Journeys;
using FitPipeline.Application.People;
using FitPipeline.Application.Reports;
using FitPipeline.Pathway.Identity;
using FitPipeline.Pathway.Journeys;

namespace FitPipeline.Functions.Tables;

/// <summary>
/// The figures of journeys: one property of the rows that practices' lists are made of, so that a commit costs no further
/// write. A hundred thousand rows still are a hundred pages, so what was read is held for a while, and its age is told.
/// </summary>
public sealed class TableFigures(DataTables tables, TimeProvider time) : IFigures, IDisposable
{
    /// <summary>The property; its number says which figures it holds.</summary>
    internal const string Column = "Figures2";

    // A few journeys are read anew each time; of many, however often they are asked for, reading takes one part in twenty.
    private const int TimesReading = 20;

    // Short beside anything that reports show.
    private static readonly TimeSpan LongestHeld = TimeSpan.FromMinutes(10);

    private readonly SemaphoreSlim _one = new(1);
    private IReadOnlyList<JourneyFigures> _journeys = [];
    private IReadOnlyDictionary<JourneyId, PersonFigures>? _people;
    private DateTimeOffset _countedAt;
    private DateTimeOffset _until;

    /// <inheritdoc/>
    public async Task<CountedFigures> ReceivedAsync(DateRange range, bool withPeople, CancellationToken cancel)
    {
        // One reads for all: the charts ask for four reports at once.
        await _one.WaitAsync(cancel);
        try
        {
            DateTimeOffset now = time.GetUtcNow();
            if (now >= _until)
            {
                (_journeys, _people, _countedAt) = (await JourneysAsync(cancel), null, now);
                DateTimeOffset read = time.GetUtcNow();
                TimeSpan rest = (read - now) * TimesReading;
                _until = read + (rest < LongestHeld ? rest : LongestHeld);
            }

            IReadOnlyDictionary<JourneyId, PersonFigures>? people = withPeople ? _people ??= await PeopleAsync(cancel) : null;
            return new CountedFigures(
                [
                    .. _journeys
                        .Where(journey => journey.ReceivedOn >= range.From && journey.ReceivedOn <= range.To)
                        .Select(journey => new FigureRow(journey, people?.GetValueOrDefault(journey.Id))),
                ],
                _countedAt);
        }
        finally
        {
            _one.Release();
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _one.Dispose();

    /// <summary>A journey's figures as the property holds them.</summary>
    internal static string Text(Journey journey) => JsonSerializer.Serialize(JourneyFigures.Of(journey), StoredJson.Default.JourneyFigures);

    private async Task<IReadOnlyList<JourneyFigures>> JourneysAsync(CancellationToken cancel)
    {
        List<JourneyFigures> journeys = [];
        await foreach (TableEntity row in tables.Practices.QueryAsync<TableEntity>(
            select: ["PartitionKey", "RowKey", Column], cancellationToken: cancel))
        {
            // A row of an earlier version has the journey and not yet these figures of it.
            if (row.GetString(Column) is { } text)
            {
                journeys.Add(JsonSerializer.Deserialize(text, StoredJson.Default.JourneyFigures)
                    ?? throw new InvalidDataException("A practice's row holds no figures."));
            }
            else if (await tables.Practices.FindAsync(row.PartitionKey, row.RowKey, cancel) is { } whole)
            {
                Journey journey = whole.Read(JourneyJson.Default.Journey);
                journeys.Add(JourneyFigures.Of(journey));

                // Kept for the next report; a row that has moved meanwhile has them already.
                TableEntity kept = new(row.PartitionKey, row.RowKey) { [Column] = Text(journey) };
                await tables.Practices.TryTransactAsync([new(TableTransactionActionType.UpdateMerge, kept, whole.ETag)], cancel);
            }
        }

        return journeys;
    }

    private async Task<IReadOnlyDictionary<JourneyId, PersonFigures>> PeopleAsync(CancellationToken cancel)
    {
        Dictionary<JourneyId, PersonFigures> people = [];
        await foreach (PatientRecord patient in TablePatients.AllAsync(tables, cancel))
        {
            people[patient.Journey] = new(patient.Details.EthnicCategory, patient.Details.Language, patient.Details.Lsoa21);
        }

        return people;
    }
}
