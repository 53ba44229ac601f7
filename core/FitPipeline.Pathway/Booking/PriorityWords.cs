using System.Globalization;
using FitPipeline.Pathway.Calendar;
using FitPipeline.Pathway.Journeys;

namespace FitPipeline.Pathway.Booking;

/// <summary>The explanation of a place on the list, in sentences.</summary>
internal static class PriorityWords
{
    public static IReadOnlyList<PriorityLine> For(BookingPriority place)
    {
        WaitingPatient patient = place.Patient;
        PatientUrgency urgency = place.Urgency;
        int days = place.Policy.RankingDays;
        long basePoints = (long)urgency.Rule.PointsPerDay * days;
        List<PriorityLine> lines = [];

        bool overridden = AddOverride(lines, patient, place, basePoints);
        lines.Add(new(Band(patient.Band), overridden ? 0 : basePoints));
        AddEvidence(lines, patient);
        lines.Add(new(Waited(patient, urgency), urgency.Rule.PointsBetween(urgency.Waited, urgency.Waited + days) - basePoints));
        foreach (ExaminationDeadline deadline in urgency.Deadlines)
        {
            long points = deadline.PointsBetween(place.Today, place.Today.AddDays(days));
            lines.Add(new(Clock(deadline, place.Today, points), points));
        }

        return lines;
    }

    public static string Date(DateOnly date) => date.ToString("d MMMM yyyy", CultureInfo.InvariantCulture);

    public static string Days(int days) => days == 1 ? "1 day" : Invariant($"{days} days");

    public static string Points(long points) => points == 1 ? "1 point" : Invariant($"{points:N0} points");

    private static bool AddOverride(List<PriorityLine> lines, WaitingPatient patient, BookingPriority place, long basePoints)
    {
        if (patient.Override is not { } priority)
        {
            return false;
        }

        DateOnly lastDay = priority.Until;
        string who = priority.By switch
        {
            Actor.Triage => "triage",
            Actor.Gp => "the practice",
            Actor.BookingDesk => "the booking desk",
            _ => "the service",
        };
        bool holds = place.Today <= lastDay;
        lines.Add(holds
            ? new(Invariant($"Priority {priority.Level}, set by {who} on {Date(ServiceCalendar.DateOf(priority.At))}, holds to {Date(lastDay)} in place of the f-Hb band: {Sentence(priority.Reason)} {Points(place.Urgency.Rule.PointsPerDay)} a day."), basePoints)
            : new(Invariant($"Priority {priority.Level}, set by {who} on {Date(ServiceCalendar.DateOf(priority.At))}, ended on {Date(lastDay)}; the f-Hb band counts again."), 0));
        return holds;
    }

    private static string Band(FhbBand band)
    {
        decimal percent = band.RiskPerTenThousand() / 100m;
        return Invariant($"f-Hb {band.Words()}: {percent:0.##} % of such patients had bowel cancer (NICE FIT study, Gut 2021, derived).");
    }

    /// <summary>Age and anaemia, where something is published; each line says why it does or does not move the patient.</summary>
    private static void AddEvidence(List<PriorityLine> lines, WaitingPatient patient)
    {
        if (PatientUrgency.RankedBand(patient) != patient.Band)
        {
            lines.Add(new("Iron-deficiency anaemia: counts as 2 to below 10 µg/g, because 1.2 % of such patients below 10 µg/g had advanced neoplasia (Glasgow, 2021).", 0));
        }

        if (patient is { AgeAtReferral: < 40 and var young, Band: >= FhbBand.From10 })
        {
            lines.Add(new(Invariant($"Age {young}: under 40, 1.45 % (0.03 to 2.86) had bowel cancer at 10 µg/g or more (Nottingham, 2023). That range is too wide to place anyone lower."), 0));
        }

        if (patient is { AgeAtReferral: >= 70 and <= 85 and var old, Anaemic: false, Band: FhbBand.From10 })
        {
            lines.Add(new(Invariant($"Age {old}: at 70 to 85, not anaemic and below 100 µg/g, 5.26 % (2.72 to 7.73) had bowel cancer (Nottingham, 2023). The band's own figure is higher and stands."), 0));
        }
    }

    private static string Waited(WaitingPatient patient, PatientUrgency urgency)
    {
        int over = urgency.Waited - urgency.Rule.TargetDays;
        string target = over > 0
            ? Invariant($"{Days(over)} beyond the target of {urgency.Rule.TargetDays}")
            : Invariant($"the target is {urgency.Rule.TargetDays}");
        return Invariant($"Waiting {Days(urgency.Waited)}, since {Date(ServiceCalendar.DateOf(patient.ListedAt))}; {target}. The wait adds {Points(urgency.Rule.AgeingOfDay(urgency.Waited))} to today, and more each day.");
    }

    private static string Clock(ExaminationDeadline deadline, DateOnly today, long points)
    {
        int left = deadline.LastExaminationOn.DayNumber - today.DayNumber;
        string standard = deadline.Standard.Words();
        if (left < 0)
        {
            return Invariant($"The {standard} standard needed the examination by {Date(deadline.LastExaminationOn)}, {Days(-left)} ago.");
        }

        string when = left == 0 ? "today" : Invariant($"{Days(left)} from today");
        string cost = points > 0 ? Invariant($" Missing it would count {Points(points)}.") : "";
        return Invariant($"The {standard} standard needs the examination by {Date(deadline.LastExaminationOn)}, {when}.{cost}");
    }

    private static string Sentence(string text)
    {
        string trimmed = text.Trim();
        return trimmed.Length > 0 && trimmed[^1] is '.' or '!' or '?' ? trimmed : trimmed + ".";
    }

    private static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
