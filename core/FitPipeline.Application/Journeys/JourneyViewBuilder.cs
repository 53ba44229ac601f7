using FitPipeline.Application.Booking;
using FitPipeline.Application.Http;
using FitPipeline.Application.People;
using FitPipeline.Application.Referrals;
using FitPipeline.Pathway.Booking;
using FitPipeline.Pathway.Calendar;
using FitPipeline.Pathway.Events;
using FitPipeline.Pathway.Haemoglobin;
using FitPipeline.Pathway.Identity;
using FitPipeline.Pathway.Journeys;
using FitPipeline.Pathway.Results;

namespace FitPipeline.Application.Journeys;

/// <summary>Puts a journey together as the contract shows it, from the truth and the register.</summary>
public sealed class JourneyViewBuilder(IJourneyStore journeys, IPatientRegister patients, WaitingList waiting, PermittedActions acts, TimeProvider time)
{
    /// <summary>A journey, if there is one and the caller may see it; null otherwise, and nobody can tell which.</summary>
    public async Task<Journey?> VisibleAsync(JourneyId? id, Caller caller, CancellationToken cancel) =>
        id is not null
        && (await journeys.LoadAsync(id, null, cancel)).Stored is { Journey: var journey }
        && caller.MaySee(journey.Practice)
            ? journey
            : null;

    /// <summary>The whole page of a journey, as the caller may see it.</summary>
    public async Task<JourneyView> OfAsync(Journey journey, Caller caller, CancellationToken cancel)
    {
        PatientRecord? patient = await patients.FindAsync(journey.Id, cancel);
        IReadOnlyList<RecordedEvent> events = await journeys.EventsAsync(journey.Id, cancel);
        JourneyState.Closed? closed = journey.State as JourneyState.Closed;
        return new JourneyView(
            journey.Id,
            journey.State.Name,
            closed?.Outcome,
            patient is null ? null : PatientOf(patient),
            new PracticeView(journey.Practice, patient?.Practice.Clinician),
            [.. journey.Kits.Select(kit => new KitView(kit.Id, kit.Number, kit.State, kit.Lot, kit.ExpiresOn, kit.PostedAt, kit.ReceivedAt))],
            ResultOf(journey),
            NextActionView.Of(journey),
            ClocksOf(journey),
            journey.WaitsForSlot ? await waiting.PlaceOfAsync(journey.Id, cancel) : null,
            [
                .. events.Select(line => new TimelineView(
                    line.Event.At, EventDescriptions.Of(line.Event), line.By, line.Because, NoteOf(line), line.PolicyVersion)),
            ],
            [
                .. events
                    .Where(line => line is { Event: PathwayEvent.AdviceAsked, Note: not null })
                    .Select(line => new AdviceView(line.Event.At, line.By, line.Note!)),
            ],
            PageFor(caller, closed is null ? patient : null))
        {
            ReportedValues =
            [
                .. journey.Results.Select(result => new ReportedValueView(
                    result.Kit, result.Value.Words, result.Standing, result.CollectedOn, result.LabNumber, result.ReportedAt)),
            ],
            Appointment = AppointmentOf(journey, events),
            Needs = NeedsView.Of(journey),
            PriorityRequests = PriorityRequests.Of(events),
            Beside =
            [
                .. journey.Beside
                    .Where(beside => beside is not { Reason: SideTaskReason.Advice, Owner: Owner.Practice })
                    .Select(beside => new SideTaskView(beside.Reason, beside.Owner, beside.Since, beside.Due)),
            ],
            Acts = acts.Of(journey, caller.Role),
            Contact = patient is null ? null : ContactOf(journey, patient),
        };
    }

    private static AppointmentView? AppointmentOf(Journey journey, IReadOnlyList<RecordedEvent> events)
    {
        if (journey.Appointment is not { } appointment)
        {
            return null;
        }

        BookingBasis? basis = events.Select(line => line.Event).OfType<PathwayEvent.SlotBooked>()
            .LastOrDefault(booked => booked.Appointment.BookingId == appointment.BookingId)?.Basis;
        return new AppointmentView(
            appointment.BookingId, appointment.SlotId, appointment.Site, appointment.StartsAt, appointment.BookedAt, appointment.AcceptedAt,
            basis?.PolicyVersion, basis?.Because.Split('\n') ?? []);
    }

    // The advice thread has a place of its own.
    private static string? NoteOf(RecordedEvent line) => line.Event is PathwayEvent.AdviceAsked ? null : line.Note;

    private static ContactView ContactOf(Journey journey, PatientRecord patient) => new(
        journey.CanBeTexted && patient.CanBeTexted,
        patient.TextsRefused,
        [.. patient.Details.Contact.Formats.Select(ContactEndpoint.Name)],
        [
            .. journey.DetailsProtected ? [ContactRestriction.DetailsProtected] : Array.Empty<ContactRestriction>(),
            .. journey.DeathReported ? [ContactRestriction.DeathReported] : Array.Empty<ContactRestriction>(),
        ]);

    // Whoever has the address sees the page, so only those who speak with patients are shown it, and only while it leads somewhere.
    private static string? PageFor(Caller caller, PatientRecord? patient) =>
        patient is not null && caller.Role is (Actor.Gp or Actor.Triage or Actor.KitDesk) ? "/p/" + patient.PageToken : null;

    /// <summary>The journey's f-Hb as shown; null without one.</summary>
    public static ResultView? ResultOf(Journey journey)
    {
        if (journey.HighestResult is not { } highest)
        {
            return null;
        }

        LabResult report = journey.Results.Last(result => result.Counts && result.Value == highest);
        return new ResultView(
            highest.Comparator.ToText(),
            highest.Number,
            highest.Unit is HaemoglobinUnit.MicrogramsPerGram ? "ug/g" : "ng/mL",
            highest.Analyser.Code,
            FhbBands.Of(highest).Name(),
            report.ReportedAt);
    }

    private ClocksView ClocksOf(Journey journey)
    {
        DateTimeOffset now = journey.State is JourneyState.Closed closed ? closed.At : time.GetUtcNow();
        JourneyClocks clocks = JourneyClocks.Of(journey);
        return new ClocksView(clocks.FasterDiagnosisDay(ServiceCalendar.DateOf(now)), clocks.FasterDiagnosisBreachOn, clocks.Dm01BreachOn);
    }

    /// <summary>A patient as shown to those who may see them.</summary>
    public static PatientView PatientOf(PatientRecord patient) => new(
        patient.Details.NhsNumber,
        patient.Details.FamilyName,
        patient.Details.GivenName,
        patient.Details.DateOfBirth,
        patient.Details.Sex,
        patient.Details.Mobile,
        patient.Details.Address.Lines,
        patient.Details.Address.Postcode,
        patient.Details.Language);
}
