using System.Globalization;
using System.Text.Json;
using FitPipeline.Application.Journeys;
using FitPipeline.Application.People;
using FitPipeline.Pathway.Identity;
using FitPipeline.Pathway.Matching;

namespace FitPipeline.Local.Storage;

/// <summary>The register of patients.</summary>
public sealed class SqlitePatients(Database database) : IPatientRegister
{
    /// <inheritdoc/>
    public Task AddAsync(PatientRecord patient, CancellationToken cancel)
    {
        byte[] json = JsonSerializer.SerializeToUtf8Bytes(patient, JourneyJson.Default.PatientRecord);
        return database.WriteAsync(
            session =>
            {
                int added = session.Run(
                    """
                    INSERT INTO patients (journey, page_token, nhs_number, born, mobile, json, ethnic, language, lsoa21)
                    VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)
                    ON CONFLICT (journey) DO NOTHING
                    """,
                    patient.Journey.Value, patient.PageToken, patient.Details.NhsNumber.Value, Day(patient.Details.DateOfBirth),
                    patient.Details.Mobile?.Value, json, patient.Details.EthnicCategory, patient.Details.Language, patient.Details.Lsoa21);
                if (added == 1)
                {
                    DeskIndexRows.WriteNames(session, patient.Journey, patient.Details.FamilyName);
                    SqliteFigures.Touch(session, patient.Journey);
                }
            },
            cancel);
    }

    /// <inheritdoc/>
    public Task<bool> ReplaceAsync(PatientRecord from, PatientRecord to, CancellationToken cancel)
    {
        byte[] before = JsonSerializer.SerializeToUtf8Bytes(from, JourneyJson.Default.PatientRecord);
        byte[] after = JsonSerializer.SerializeToUtf8Bytes(to, JourneyJson.Default.PatientRecord);
        return database.WriteAsync(
            session =>
            {
                // Compared by what it says: an earlier version of this program wrote the same in other bytes.
                using (Rows rows = session.Query("SELECT json FROM patients WHERE journey = ?1", from.Journey.Value))
                {
                    if (!rows.Read()
                        || !JsonSerializer.SerializeToUtf8Bytes(Patient(rows), JourneyJson.Default.PatientRecord).AsSpan().SequenceEqual(before))
                    {
                        return false;
                    }
                }

                int changed = session.Run(
                    "UPDATE patients SET mobile = ?2, json = ?3, ethnic = ?4, language = ?5, lsoa21 = ?6, page_token = ?7 WHERE journey = ?1",
                    from.Journey.Value, to.Details.Mobile?.Value, after, to.Details.EthnicCategory, to.Details.Language, to.Details.Lsoa21,
                    to.PageToken);
                SqliteFigures.Touch(session, from.Journey);
                return changed == 1;
            },
            cancel);
    }

    /// <inheritdoc/>
    public async Task<PatientRecord?> FindAsync(JourneyId journey, CancellationToken cancel) =>
        (await ReadAsync("SELECT json FROM patients WHERE journey = ?1", journey.Value, cancel)).FirstOrDefault();

    /// <inheritdoc/>
    public async Task<PatientRecord?> ByPageTokenAsync(string token, CancellationToken cancel) =>
        (await ReadAsync("SELECT json FROM patients WHERE page_token = ?1", token, cancel)).FirstOrDefault();

    /// <inheritdoc/>
    public async Task<IReadOnlyList<PatientRecord>> ByNhsNumberAsync(NhsNumber number, CancellationToken cancel) =>
        await ReadAsync("SELECT json FROM patients WHERE nhs_number = ?1 ORDER BY no DESC", number.Value, cancel);

    /// <inheritdoc/>
    public async Task<IReadOnlyList<JourneyId>> JourneysOfAsync(NhsNumber number, CancellationToken cancel) =>
        [.. (await ByNhsNumberAsync(number, cancel)).Select(patient => patient.Journey)];

    /// <inheritdoc/>
    public async Task<IReadOnlyList<PatientRecord>> ByNameAndBirthAsync(string familyName, DateOnly dateOfBirth, CancellationToken cancel)
    {
        // Few share a birthday, so the names are compared here, by the same rule that will judge the match.
        List<PatientRecord> born = await ReadAsync("SELECT json FROM patients WHERE born = ?1 ORDER BY no DESC", Day(dateOfBirth), cancel);
        ReportedIdentity reported = new(null, familyName, dateOfBirth);
        return
        [
            .. born.Where(patient => IdentityEvidence.Compare(
                reported,
                new KnownPatient(patient.Details.NhsNumber, patient.Details.FamilyName, patient.Details.GivenName, patient.Details.DateOfBirth))
                .FamilyName is Agreement.Agrees or Agreement.AgreesInPart),
        ];
    }

    /// <inheritdoc/>
    public async Task<IReadOnlyList<PatientRecord>> ByMobileAsync(UkMobile mobile, CancellationToken cancel) =>
        await ReadAsync("SELECT json FROM patients WHERE mobile = ?1 ORDER BY no DESC", mobile.Value, cancel);

    /// <inheritdoc/>
    public async Task<int> PeopleWithMobileAsync(UkMobile mobile, CancellationToken cancel) => await database.ReadAsync(
        session =>
        {
            using Rows rows = session.Query("SELECT count(DISTINCT nhs_number) FROM patients WHERE mobile = ?1", mobile.Value);
            return rows.Read() ? rows.Count(0) : 0;
        },
        cancel);

    private static PatientRecord Patient(Rows rows) =>
        JsonSerializer.Deserialize(rows.Bytes(0), JourneyJson.Default.PatientRecord) ?? throw new InvalidDataException("A stored patient is empty.");

    private static string Day(DateOnly day) => day.ToString("O", CultureInfo.InvariantCulture);

    private async Task<List<PatientRecord>> ReadAsync(string sql, string value, CancellationToken cancel) => await database.ReadAsync(
        session =>
        {
            List<PatientRecord> found = [];
            using Rows rows = session.Query(sql, value);
            while (rows.Read())
            {
                found.Add(Patient(rows));
            }

            return found;
        },
        cancel);
}
