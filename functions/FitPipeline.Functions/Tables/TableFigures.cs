using System.Text.Json;
using Azure.Data.Tables;
using FitPipeline.Pathway;
using FitPipeline.Service;

namespace FitPipeline.Functions;

/// <summary>
/// The figures of journeys: one property of the rows that practices' lists are made of, so that a commit costs no further
/// write. A hundred thousand rows still are a hundred pages, so what was read is held for a while, and its age is told.
/// </summary>
public sealed class TableFigures(DataTables tables, TimeProvider time) : IFigures, IDisposable
{
    /// <summary>The property.</summary>
    internal const string Column = "Figures";

    // Long enough for everyone who looks at the charts of a morning; short beside anything they show.
    private static readonly TimeSpan HeldFor = TimeSpan.FromMinutes(10);

    private readonly SemaphoreSlim _one = new(1);
    private Held<IReadOnlyList<JourneyFigures>>? _journeys;
    private Held<IReadOnlyDictionary<JourneyId, PersonFigures>>? _people;

    /// <inheritdoc/>
    public async Task<CountedFigures> ReceivedAsync(DateRange range, bool withPeople, CancellationToken cancel)
    {
        // One reads for all: the charts ask for four reports at once.
        await _one.WaitAsync(cancel);
        try
        {
            DateTimeOffset now = time.GetUtcNow();
            Held<IReadOnlyList<JourneyFigures>> journeys = _journeys = _journeys is { } held && now - held.At < HeldFor
                ? held
                : new(now, await JourneysAsync(cancel));
            IReadOnlyDictionary<JourneyId, PersonFigures>? people = null;
            if (withPeople)
            {
                _people = _people is { } known && known.At >= journeys.At ? known : new(now, await PeopleAsync(cancel));
                people = _people.Value;
            }

            return new CountedFigures(
                [
                    .. journeys.Value
                        .Where(journey => journey.ReceivedOn >= range.From && journey.ReceivedOn <= range.To)
                        .Select(journey => new FigureRow(journey, people?.GetValueOrDefault(journey.Id))),
                ],
                journeys.At);
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
            // A row of an earlier version has the journey and not yet its figures.
            if (row.GetString(Column) is { } text)
            {
                journeys.Add(JsonSerializer.Deserialize(text, StoredJson.Default.JourneyFigures)
                    ?? throw new InvalidDataException("A practice's row holds no figures."));
            }
            else if (await tables.Practices.FindAsync(row.PartitionKey, row.RowKey, cancel) is { } whole)
            {
                journeys.Add(JourneyFigures.Of(whole.Read(JourneyJson.Default.Journey)));
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

    private sealed record Held<T>(DateTimeOffset At, T Value);
}
