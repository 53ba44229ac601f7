using FitPipeline.Application.Messaging.Letters;
using FitPipeline.Application.Messaging.Texts;
using FitPipeline.Application.People;
using FitPipeline.Application.Storage;
using FitPipeline.Application.Worklist;
using FitPipeline.Pathway.Identity;
using FitPipeline.Pathway.Journeys;
using FitPipeline.Pathway.Matching;
using FitPipeline.PortContracts;

namespace FitPipeline.Application.Tests;

/// <summary>The register of patients, kept in memory.</summary>
internal sealed class PatientsInMemory : IPatientRegister
{
    private readonly Dictionary<JourneyId, PatientRecord> _patients = [];
    private readonly Dictionary<UkMobile, List<JourneyId>> _journeys = [];

    public Task AddAsync(PatientRecord patient, CancellationToken cancel)
    {
        if (_patients.TryAdd(patient.Journey, patient))
        {
            Lead(patient);
        }

        return Task.CompletedTask;
    }

    public Task<bool> ReplaceAsync(PatientRecord from, PatientRecord to, CancellationToken cancel)
    {
        if (!_patients.TryGetValue(from.Journey, out PatientRecord? now) || Stored.Json(now) != Stored.Json(from))
        {
            return Task.FromResult(false);
        }

        _patients[from.Journey] = to;
        Lead(to);
        return Task.FromResult(true);
    }

    public Task<IReadOnlyList<PatientRecord>> ByMobileAsync(UkMobile mobile, CancellationToken cancel) =>
        Task.FromResult<IReadOnlyList<PatientRecord>>([.. With(mobile)]);

    public Task<PatientRecord?> FindAsync(JourneyId journey, CancellationToken cancel) => Task.FromResult(_patients.GetValueOrDefault(journey));

    public Task<PatientRecord?> ByPageTokenAsync(string token, CancellationToken cancel) =>
        Task.FromResult(_patients.Values.FirstOrDefault(patient => patient.PageToken == token));

    public Task<IReadOnlyList<PatientRecord>> ByNhsNumberAsync(NhsNumber number, CancellationToken cancel) =>
        Task.FromResult<IReadOnlyList<PatientRecord>>([.. _patients.Values.Where(patient => patient.Details.NhsNumber == number).Reverse()]);

    public async Task<IReadOnlyList<JourneyId>> JourneysOfAsync(NhsNumber number, CancellationToken cancel) =>
        [.. (await ByNhsNumberAsync(number, cancel)).Select(patient => patient.Journey)];

    public Task<IReadOnlyList<PatientRecord>> ByNameAndBirthAsync(string familyName, DateOnly dateOfBirth, CancellationToken cancel) =>
        Task.FromResult<IReadOnlyList<PatientRecord>>(
        [
            .. _patients.Values.Where(patient => patient.Details.DateOfBirth == dateOfBirth && IdentityEvidence.Compare(
                new ReportedIdentity(null, familyName, dateOfBirth),
                new KnownPatient(patient.Details.NhsNumber, patient.Details.FamilyName, patient.Details.GivenName, dateOfBirth))
                .FamilyName is Agreement.Agrees or Agreement.AgreesInPart),
        ]);

    public Task<int> PeopleWithMobileAsync(UkMobile mobile, CancellationToken cancel) =>
        Task.FromResult(With(mobile).Select(patient => patient.Details.NhsNumber).Distinct().Count());

    private IEnumerable<PatientRecord> With(UkMobile mobile) =>
        _journeys.TryGetValue(mobile, out List<JourneyId>? journeys)
            ? journeys.Distinct().Select(id => _patients[id]).Where(patient => patient.Details.Mobile == mobile)
            : [];

    private void Lead(PatientRecord patient)
    {
        if (patient.Details.Mobile is { } mobile)
        {
            (_journeys.TryGetValue(mobile, out List<JourneyId>? known) ? known : _journeys[mobile] = []).Add(patient.Journey);
        }
    }
}

/// <summary>The worklist, kept in memory: what was done once is not raised again.</summary>
internal sealed class WorkInMemory : IWorklist
{
    private readonly Dictionary<string, (WorkItem Item, bool Done)> _items = [];

    public IEnumerable<WorkItem> Open => _items.Values.Where(entry => !entry.Done).Select(entry => entry.Item);

    public Task RaiseAsync(WorkItem item, CancellationToken cancel)
    {
        _items.TryAdd(item.ItemId, (item, false));
        return Task.CompletedTask;
    }

    public Task<WorkItem?> FindAsync(string itemId, CancellationToken cancel) =>
        Task.FromResult(_items.TryGetValue(itemId, out (WorkItem Item, bool Done) found) && !found.Done ? found.Item : null);

    public Task<bool> DoneAsync(string itemId, Actor by, string? note, DateTimeOffset at, CancellationToken cancel)
    {
        bool open = _items.TryGetValue(itemId, out (WorkItem Item, bool Done) found) && !found.Done;
        if (open)
        {
            _items[itemId] = (found.Item, true);
        }

        return Task.FromResult(open);
    }

    public Task<Page<WorkItem>> ListAsync(WorklistQuery query, CancellationToken cancel) => Task.FromResult(new Page<WorkItem>(
        [.. Open.Where(item => query.Owner is null || item.Owner == query.Owner).OrderBy(item => item.Due).Take(query.Limit)], null));
}

/// <summary>Letters for the mail room, kept in memory.</summary>
internal sealed class LettersInMemory : ILetterOutbox
{
    private readonly Dictionary<string, LetterRecord> _letters = [];

    public IEnumerable<LetterRecord> All => _letters.Values;

    public Task QueueAsync(LetterRecord letter, CancellationToken cancel)
    {
        _letters.TryAdd(letter.LetterId, letter);
        return Task.CompletedTask;
    }

    public Task<IReadOnlyList<LetterRecord>> WaitingAsync(int limit, CancellationToken cancel) =>
        Task.FromResult<IReadOnlyList<LetterRecord>>([.. All.Where(letter => letter.Status is LetterStatus.Queued).Take(limit)]);

    public Task<bool> MoveAsync(LetterRecord from, LetterRecord to, CancellationToken cancel)
    {
        bool still = _letters.TryGetValue(from.LetterId, out LetterRecord? now) && now.Status == from.Status;
        if (still)
        {
            _letters[from.LetterId] = to;
        }

        return Task.FromResult(still);
    }

    public Task<IReadOnlyList<LetterRecord>> OfBatchAsync(string batchId, CancellationToken cancel) =>
        Task.FromResult<IReadOnlyList<LetterRecord>>([.. All.Where(letter => letter.BatchId == batchId)]);

    public Task<Page<LetterRecord>> ListAsync(JourneyId? journey, string? after, int limit, CancellationToken cancel)
    {
        LetterRecord[] found = [.. All.Where(letter => journey is null || letter.Journey == journey)];
        int from = after is null ? 0 : int.Parse(after, System.Globalization.CultureInfo.InvariantCulture);
        string? next = from + limit < found.Length ? (from + limit).ToString(System.Globalization.CultureInfo.InvariantCulture) : null;
        return Task.FromResult(new Page<LetterRecord>([.. found.Skip(from).Take(limit)], next));
    }
}

/// <summary>A network that keeps what it was handed, and answers as it is told to.</summary>
internal sealed class Network(TimeProvider time) : ITextProvider
{
    public static TextSending Taken { get; } = new TextSending.Taken("network-id");

    public bool ReportsDelivery { get; set; } = true;

    /// <summary>Every time a text was handed over, with what came of it.</summary>
    public List<(DateTimeOffset At, TextRecord Text, bool Accepted)> Calls { get; } = [];

    public IEnumerable<string> Accepted => Calls.Where(call => call.Accepted).Select(call => call.Text.TextId);

    public Func<TextRecord, Task<TextSending>> Answer { get; set; } = _ => Task.FromResult(Taken);

    public async Task<TextSending> SendAsync(TextRecord text, UkMobile to, CancellationToken cancel)
    {
        TextSending answer = await Answer(text);
        Calls.Add((time.GetUtcNow(), text, answer is TextSending.Taken));
        return answer;
    }
}
