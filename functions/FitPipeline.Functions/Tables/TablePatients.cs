using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text.Json;
using Azure.Data.Tables;
using FitPipeline.Application.Journeys;
using FitPipeline.Application.People;
using FitPipeline.Pathway.Identity;
using FitPipeline.Pathway.Matching;

namespace FitPipeline.Functions.Tables;

/// <summary>
/// The register of patients. A record stands under its journey; rows under hashes of the NHS number, the date of birth,
/// the mobile and the page's token lead to it.
/// </summary>
public sealed class TablePatients(DataTables tables) : IPatientRegister
{
    private const string Record = "patient";

    /// <inheritdoc/>
    public async Task AddAsync(PatientRecord patient, CancellationToken cancel)
    {
        TableEntity row = new TableEntity(patient.Journey.Value, Record).With(patient, JourneyJson.Default.PatientRecord);
        if (!await tables.Patients.TryAddAsync(row, cancel))
        {
            // Added before, perhaps by a call that never got as far as the ways to find it.
            patient = await FindAsync(patient.Journey, cancel) ?? patient;
        }

        await LeadAsync(Ways(patient), patient.Journey, cancel);
    }

    /// <inheritdoc/>
    public async Task<bool> ReplaceAsync(PatientRecord from, PatientRecord to, CancellationToken cancel)
    {
        TableEntity? row = await tables.Patients.FindAsync(from.Journey.Value, Record, cancel);
        if (row is null || Json(row.Read(JourneyJson.Default.PatientRecord)) != Json(from))
        {
            return false;
        }

        // The way of an old token stays and leads to nobody: whoever is found by one is asked whether it is theirs.
        if (to.PageToken != from.PageToken)
        {
            await LeadAsync([(Token(to.PageToken), to.Journey.Value)], to.Journey, cancel);
        }

        // The new way first: a number must never be texted that is not known to be shared. The other ways stay as they are, for
        // their age is the order of a person's journeys.
        if (to.Details.Mobile is { } mobile)
        {
            await LeadAsync([(Mobile(mobile), TableKeys.Hash(to.Details.NhsNumber.Value))], to.Journey, cancel);
        }

        if (!await tables.Patients.TryReplaceAsync(
            new TableEntity(to.Journey.Value, Record).With(to, JourneyJson.Default.PatientRecord), row.ETag, cancel))
        {
            return false;
        }

        if (from.Details.Mobile is { } old && old != to.Details.Mobile
            && (await ByNhsNumberAsync(to.Details.NhsNumber, cancel)).All(record => record.Details.Mobile != old))
        {
            await tables.Patients.DeleteEntityAsync(Mobile(old), TableKeys.Hash(to.Details.NhsNumber.Value), cancellationToken: cancel);
        }

        return true;
    }

    /// <inheritdoc/>
    public async Task<PatientRecord?> FindAsync(JourneyId journey, CancellationToken cancel) =>
        (await tables.Patients.FindAsync(journey.Value, Record, cancel))?.Read(JourneyJson.Default.PatientRecord);

    /// <inheritdoc/>
    public async Task<PatientRecord?> ByPageTokenAsync(string token, CancellationToken cancel) =>
        (await BehindAsync(Token(token), cancel)).FirstOrDefault(patient => patient.PageToken == token);

    /// <inheritdoc/>
    public async Task<IReadOnlyList<PatientRecord>> ByNhsNumberAsync(NhsNumber number, CancellationToken cancel) =>
        await BehindAsync(Number(number), cancel);

    /// <inheritdoc/>
    public Task<IReadOnlyList<JourneyId>> JourneysOfAsync(NhsNumber number, CancellationToken cancel) => WaysAsync(Number(number), cancel);

    /// <inheritdoc/>
    public async Task<IReadOnlyList<PatientRecord>> ByNameAndBirthAsync(string familyName, DateOnly dateOfBirth, CancellationToken cancel)
    {
        // Spelling is the matching rules' matter; the table only brings those born that day.
        ReportedIdentity reported = new(null, familyName, dateOfBirth);
        return
        [
            .. (await BehindAsync(Born(dateOfBirth), cancel)).Where(person => IdentityEvidence.Compare(
                reported,
                new KnownPatient(person.Details.NhsNumber, person.Details.FamilyName, person.Details.GivenName, person.Details.DateOfBirth))
                .FamilyName is Agreement.Agrees or Agreement.AgreesInPart),
        ];
    }

    /// <inheritdoc/>
    public async Task<IReadOnlyList<PatientRecord>> ByMobileAsync(UkMobile mobile, CancellationToken cancel)
    {
        List<PatientRecord> found = [];
        await foreach (TableEntity way in tables.Patients.QueryAsync<TableEntity>(
            TableClient.CreateQueryFilter($"PartitionKey eq {Mobile(mobile)}"), cancellationToken: cancel))
        {
            if (await FindAsync(JourneyId.Parse(way.GetString("Journey")), cancel) is { } person)
            {
                found.AddRange((await ByNhsNumberAsync(person.Details.NhsNumber, cancel)).Where(record => record.Details.Mobile == mobile));
            }
        }

        return found;
    }

    /// <inheritdoc/>
    public async Task<int> PeopleWithMobileAsync(UkMobile mobile, CancellationToken cancel)
    {
        int people = 0;
        await foreach (TableEntity unused in tables.Patients.QueryAsync<TableEntity>(
            TableClient.CreateQueryFilter($"PartitionKey eq {Mobile(mobile)}"), select: ["RowKey"], cancellationToken: cancel))
        {
            people++;
        }

        return people;
    }

    /// <summary>Every record, in no order that means anything.</summary>
    internal static async IAsyncEnumerable<PatientRecord> AllAsync(DataTables tables, [EnumeratorCancellation] CancellationToken cancel)
    {
        await foreach (TableEntity row in tables.Patients.QueryAsync<TableEntity>(
            TableClient.CreateQueryFilter($"RowKey eq {Record}"), cancellationToken: cancel))
        {
            yield return row.Read(JourneyJson.Default.PatientRecord);
        }
    }

    private static string Json(PatientRecord patient) => JsonSerializer.Serialize(patient, JourneyJson.Default.PatientRecord);

    private async Task LeadAsync(IEnumerable<(string Partition, string Row)> ways, JourneyId journey, CancellationToken cancel) =>
        await Task.WhenAll(ways.Select(way => tables.Patients.UpsertEntityAsync(
            new TableEntity(way.Partition, way.Row) { ["Journey"] = journey.Value }, TableUpdateMode.Replace, cancel)));

    private static IEnumerable<(string Partition, string Row)> Ways(PatientRecord patient)
    {
        // The time the number was first seen is not known here; the journey's own record says when it was referred.
        yield return (Number(patient.Details.NhsNumber), patient.Journey.Value);
        yield return (Born(patient.Details.DateOfBirth), patient.Journey.Value);
        yield return (Token(patient.PageToken), patient.Journey.Value);
        foreach (string key in NameKeys.Of(patient.Details.FamilyName))
        {
            yield return (Family(key), patient.Journey.Value);
        }

        if (patient.Details.Mobile is { } mobile)
        {
            // One row a person, however many journeys.
            yield return (Mobile(mobile), TableKeys.Hash(patient.Details.NhsNumber.Value));
        }
    }

    /// <summary>Where the journeys of people of a family name are listed.</summary>
    internal static string Family(string key) => "family-" + TableKeys.Hash(key);

    private static string Number(NhsNumber number) => "number-" + TableKeys.Hash(number.Value);

    private static string Born(DateOnly day) => "born-" + TableKeys.Hash(day.ToString("O", CultureInfo.InvariantCulture));

    private static string Token(string token) => "token-" + TableKeys.Hash(token);

    private static string Mobile(UkMobile mobile) => "mobile-" + TableKeys.Hash(mobile.Value);

    private async Task<IReadOnlyList<JourneyId>> WaysAsync(string partition, CancellationToken cancel)
    {
        List<TableEntity> ways = [];
        await foreach (TableEntity way in tables.Patients.QueryAsync<TableEntity>(
            TableClient.CreateQueryFilter($"PartitionKey eq {partition}"), cancellationToken: cancel))
        {
            ways.Add(way);
        }

        return [.. ways.OrderByDescending(way => way.Timestamp).Select(way => JourneyId.Parse(way.RowKey))];
    }

    private async Task<IReadOnlyList<PatientRecord>> BehindAsync(string partition, CancellationToken cancel)
    {
        PatientRecord?[] found = await Together.AskAsync(
            await WaysAsync(partition, cancel), async (journey, token) => await FindAsync(journey, token), cancel);
        return [.. found.OfType<PatientRecord>()];
    }
}
