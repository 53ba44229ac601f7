using System.Globalization;
using Azure.Data.Tables;
using FitPipeline.Application.Messaging.Texts;
using FitPipeline.Application.People;
using FitPipeline.Application.Storage;
using FitPipeline.Pathway.Booking;
using FitPipeline.Pathway.Identity;
using FitPipeline.Pathway.Journeys;

namespace FitPipeline.Functions.Tables;

/// <summary>
/// What people at a desk look things up by. Family names are rows of the register of patients, under a hash; laboratory
/// numbers are rows of the kits' table; journeys whose patient is not told are a list in the order of breach dates. The
/// last two are written with the other lists of a journey, and put right by the same sweep.
/// </summary>
public sealed class TableDeskIndex(DataTables tables, TableTexts texts) : IDeskIndex
{
    private const string Untold = "untold";

    /// <inheritdoc/>
    public async Task<IReadOnlyList<JourneyId>> ByLabNumberAsync(string labNumber, CancellationToken cancel)
    {
        List<JourneyId> journeys = [];
        await foreach (TableEntity way in tables.Kits.QueryAsync<TableEntity>(
            TableClient.CreateQueryFilter($"PartitionKey eq {LabNumber(labNumber)}"), cancellationToken: cancel))
        {
            journeys.Add(JourneyId.Parse(way.RowKey));
        }

        return journeys;
    }

    /// <inheritdoc/>
    public async Task<IReadOnlyList<JourneyId>> ByFamilyNameAsync(string key, int limit, CancellationToken cancel)
    {
        List<TableEntity> ways = [];
        await foreach (TableEntity way in tables.Patients.QueryAsync<TableEntity>(
            TableClient.CreateQueryFilter($"PartitionKey eq {TablePatients.Family(key)}"), cancellationToken: cancel))
        {
            ways.Add(way);
        }

        return [.. ways.OrderByDescending(way => way.Timestamp).Take(limit).Select(way => JourneyId.Parse(way.RowKey))];
    }

    /// <inheritdoc/>
    public Task<Page<UninformedPatient>> UntoldAsync(DateOnly breachBy, string? after, int limit, CancellationToken cancel) => TimeOrderedIndex.PageAsync(
        TimeOrderedIndex.ReadAsync(
            tables.WorkItems, Untold, TimeOrderedIndex.After(after), Noon(breachBy.AddDays(1)).AddHours(-12), null,
            Math.Clamp(limit, 1, Page<UninformedPatient>.Size) + 1, cancel),
        limit,
        entry => ValueTask.FromResult<UninformedPatient?>(
            new UninformedPatient(JourneyId.Parse(entry.GetString("Journey")), DateOnly.FromDayNumber(entry.GetInt32("BreachOn") ?? 0))));

    /// <inheritdoc/>
    public Task<Page<TextRecord>> FailedTextsAsync(string? after, int limit, CancellationToken cancel) => texts.FailedAsync(after, limit, cancel);

    /// <summary>All that <see cref="ShowAsync"/> shows of a journey, as one line: the same line need not be shown again.</summary>
    internal static string Shown(Journey journey)
    {
        string untold = IsUntold(journey) ? JourneyClocks.Of(journey).FasterDiagnosisBreachOn.ToString("O", CultureInfo.InvariantCulture) : "";
        return untold + string.Concat(journey.Results.Select(result => result.LabNumber).OfType<string>().Distinct().Select(LabNumber));
    }

    /// <summary>Shows a journey as it is now.</summary>
    internal static async Task ShowAsync(DataTables tables, Journey journey, CancellationToken cancel)
    {
        foreach (string number in journey.Results.Select(result => result.LabNumber).OfType<string>().Distinct())
        {
            await tables.Kits.UpsertEntityAsync(new TableEntity(LabNumber(number), journey.Id.Value), TableUpdateMode.Replace, cancel);
        }

        DateOnly breachOn = JourneyClocks.Of(journey).FasterDiagnosisBreachOn;
        TableEntity entry = TimeOrderedIndex.Entry(Untold, Noon(breachOn), journey.Id.Value);
        if (IsUntold(journey))
        {
            entry["Journey"] = journey.Id.Value;
            entry["BreachOn"] = breachOn.DayNumber;
            await tables.WorkItems.UpsertEntityAsync(entry, TableUpdateMode.Replace, cancel);
        }
        else
        {
            await tables.WorkItems.DeleteEntityAsync(entry.PartitionKey, entry.RowKey, cancellationToken: cancel);
        }
    }

    private static bool IsUntold(Journey journey) => JourneyClocks.TellBy(journey) is not null;

    private static DateTimeOffset Noon(DateOnly day) => new(day.ToDateTime(new TimeOnly(12, 0)), TimeSpan.Zero);

    // Read off a report by hand as often as by machine.
    private static string LabNumber(string number) => "lab-" + TableKeys.Of(number.Trim().ToUpperInvariant());
}
