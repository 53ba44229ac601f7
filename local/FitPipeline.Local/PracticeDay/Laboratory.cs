using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;

namespace FitPipeline.Local.PracticeDay;

/// <summary>The laboratory: reads what came in yesterday, and reports it in the formats that laboratories use.</summary>
internal sealed class Laboratory(Api api, Summary summary, string? inbox)
{
    // No byte order mark: a message begins with its first letter.
    private static readonly UTF8Encoding Utf8 = new(false);

    private readonly List<string> _dropped = [];
    private int _files;

    /// <summary>Reports everything that is ready today.</summary>
    public async Task ReportAsync(IReadOnlyList<Patient> patients, DateOnly today, DateTimeOffset now, CancellationToken cancel)
    {
        List<ReportLine> lines = [];
        foreach (Patient patient in patients)
        {
            foreach (SentKit kit in patient.Kits)
            {
                if (kit is { ReceivedOn: { } received, ReportedOn: null } && today > received)
                {
                    kit.ReportedOn = today;
                    lines.Add(LineOf(patient, kit, kit.Fate.Reading, now));
                }
                else if (kit is { Fate.Then: var (after, reading), ReportedOn: { } reported, SecondWordSent: false }
                    && today.DayNumber - reported.DayNumber >= after)
                {
                    kit.SecondWordSent = true;
                    lines.Add(LineOf(patient, kit, reading, now));
                }
            }
        }

        if (lines.Count == 0)
        {
            return;
        }

        // Each day another interface; what the last two cannot say goes by the spreadsheet.
        List<ReportLine> plain = [.. lines.Where(LabReports.IsPlain)];
        switch (_files % 4)
        {
            case 1:
                await EachAsync(lines, "report.hl7", LabReports.Hl7, cancel);
                break;
            case 2 when plain.Count > 0:
                await HandInAsync("analyser.astm", LabReports.Lis2(plain), cancel);
                await RestAsync(lines, plain, cancel);
                break;
            case 3:
                await EachAsync(plain, "report.json", LabReports.Fhir, cancel);
                await RestAsync(lines, plain, cancel);
                break;
            default:
                await HandInAsync("results.csv", LabReports.Csv(lines), cancel);
                break;
        }

        _files++;
    }

    /// <summary>Reports one kit at once, before anyone has scanned it in.</summary>
    public async Task ReportAsync(Patient patient, SentKit kit, DateTimeOffset now, CancellationToken cancel)
    {
        kit.ReportedOn = kit.ReceivedOn;
        await HandInAsync("early.csv", LabReports.Csv([LineOf(patient, kit, kit.Fate.Reading, now.AddMinutes(-20))]), cancel);
    }

    private async Task EachAsync(List<ReportLine> lines, string name, Func<ReportLine, string> write, CancellationToken cancel)
    {
        foreach (ReportLine line in lines)
        {
            await HandInAsync(name, write(line), cancel);
        }
    }

    private async Task RestAsync(List<ReportLine> lines, List<ReportLine> plain, CancellationToken cancel)
    {
        if (plain.Count < lines.Count)
        {
            await HandInAsync("results.csv", LabReports.Csv(lines.Except(plain)), cancel);
        }
    }

    private static ReportLine LineOf(Patient patient, SentKit kit, Reading reading, DateTimeOffset now)
    {
        Fate fate = kit.Fate;
        DateOnly? collected = fate.NoDate ? null : kit.ReceivedOn?.AddDays(-fate.CollectedBefore);
        DateTimeOffset received = new(kit.ReceivedOn!.Value.ToDateTime(new TimeOnly(9, 20)), TimeSpan.Zero);
        return new ReportLine(
            fate.KitMisread ? "FIT-9" + kit.KitId[5..] : kit.KitId,
            fate.WrongPerson ? Person.Of(900 + patient.Person.Number, 55, DateOnly.FromDateTime(now.UtcDateTime), true) : patient.Person,
            collected,
            received,
            now.AddMinutes(-15),
            reading,
            kit.LabNumber);
    }

    private async Task HandInAsync(string name, string content, CancellationToken cancel)
    {
        string unique = (++summary.FilesHandedIn).ToString("0000", CultureInfo.InvariantCulture) + "-" + name;
        if (inbox is not null && summary.FilesHandedIn % 5 == 0)
        {
            // Written under another name first: a drop folder must never see half a file.
            string half = Path.Combine(inbox, "." + unique + ".part");
            await File.WriteAllTextAsync(half, content, Utf8, cancel);
            File.Move(half, Path.Combine(inbox, unique));
            _dropped.Add(Convert.ToHexStringLower(SHA256.HashData(Utf8.GetBytes(content))));
            return;
        }

        Answer answer = await api.SendAsync("lab", HttpMethod.Put, "/api/lab/files/" + unique, content, cancel, type: "text/plain");
        if (!answer.Done || (string?)answer.Body!["status"] is not ("read" or "duplicate"))
        {
            throw new InvalidOperationException($"The laboratory's file {unique} was not read: {(int)answer.Status}.");
        }

        Count((JsonObject)answer.Body);
    }

    /// <summary>Counts what became of the files in the drop folder.</summary>
    public async Task CountDroppedAsync(CancellationToken cancel)
    {
        foreach (string fileId in _dropped)
        {
            Answer answer = await api.SendAsync("lab", HttpMethod.Get, "/api/lab/files/" + fileId, null, cancel);
            if (!answer.Done)
            {
                throw new InvalidOperationException("A file left in the drop folder was not read.");
            }

            Count((JsonObject)answer.Body!["file"]!);
        }
    }

    private void Count(JsonObject file)
    {
        summary.ResultsRead += (int)file["accepted"]!;
        summary.Quarantined += (int)file["quarantined"]!;
    }
}
