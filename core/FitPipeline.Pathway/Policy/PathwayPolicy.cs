using FitPipeline.Pathway.Booking;

namespace FitPipeline.Pathway.Policy;

/// <summary>Where a number of the policy comes from.</summary>
/// <param name="Number">The name of the property of <see cref="PathwayPolicy"/>.</param>
/// <param name="Source">The publication, or why the number was chosen.</param>
/// <param name="NeedsClinicalSignOff">True when no published source was read: a clinician must sign it off before go-live.</param>
public sealed record PolicySource(string Number, string Source, bool NeedsClinicalSignOff);

/// <summary>
/// Every number the pathway turns on, in one place, versioned. The version is stored with each decision.
/// Durations are calendar days unless a name says working days or hours.
/// </summary>
public sealed record PathwayPolicy
{
    /// <summary>The policy in force.</summary>
    public static PathwayPolicy Current { get; } = new();

    /// <summary>Names this set of numbers.</summary>
    public string Version { get; init; } = "2026-11";

    /// <summary>µg Hb/g, inclusive: a value at this number is at or above it.</summary>
    public decimal Threshold { get; init; } = 10m;

    /// <summary>Completed years.</summary>
    public int AdultFrom { get; init; } = 18;

    /// <summary>Weight loss with abdominal pain: completed years from which a kit is offered.</summary>
    public int WeightLossWithPainFrom { get; init; } = 40;

    /// <summary>Bleeding, pain or weight loss alone: completed years from which a kit is offered.</summary>
    public int SingleSymptomFrom { get; init; } = 50;

    /// <summary>Anaemia without iron deficiency: completed years from which a kit is offered.</summary>
    public int AnaemiaFrom { get; init; } = 60;

    /// <summary>Blood haemoglobin below which anyone not recorded as female counts as anaemic, g/L.</summary>
    public decimal AnaemiaBelowMen { get; init; } = 130m;

    /// <summary>Blood haemoglobin below which a woman counts as anaemic, g/L.</summary>
    public decimal AnaemiaBelowWomen { get; init; } = 120m;

    /// <summary>Working days within which a referred patient's kit is posted.</summary>
    public int WorkingDaysToPost { get; init; } = 1;

    /// <summary>Days after posting by which a kit has come: before them, one that has not come is not replaced.</summary>
    public int KitArrivesDays { get; init; } = 5;

    /// <summary>Days after posting: the date in the deadline sentence of the first text.</summary>
    public int PostByDays { get; init; } = 10;

    /// <summary>Days after posting: the first reminder.</summary>
    public int FirstReminderDays { get; init; } = 7;

    /// <summary>Days after posting: the second reminder, text and letter.</summary>
    public int SecondReminderDays { get; init; } = 14;

    /// <summary>Days after posting: the call list.</summary>
    public int CallListDays { get; init; } = 21;

    /// <summary>Days after posting: not returned; the practice decides.</summary>
    public int NotReturnedDays { get; init; } = 28;

    /// <summary>Hours from receipt to a result or a coded rejection.</summary>
    public int HoursToResult { get; init; } = 72;

    /// <summary>Working days within which a result at or above the threshold is acknowledged.</summary>
    public int WorkingDaysToAcknowledge { get; init; } = 1;

    /// <summary>Working days for the practice to decide.</summary>
    public int WorkingDaysToDecide { get; init; } = 5;

    /// <summary>Working days to ring a patient.</summary>
    public int WorkingDaysToAssist { get; init; } = 2;

    /// <summary>Working days for a clinician's review.</summary>
    public int WorkingDaysToReview { get; init; } = 1;

    /// <summary>Working days to answer an advice message.</summary>
    public int WorkingDaysToAdvise { get; init; } = 3;

    /// <summary>Days from a reassuring result to its review.</summary>
    public int SafetyNetDays { get; init; } = 42;

    /// <summary>Kits replaced without a person's help, at most.</summary>
    public int AutomaticReplacements { get; init; } = 2;

    /// <summary>Days from collection to receipt within which a value is valid on both sides of the threshold.</summary>
    public int SampleValidDays { get; init; } = 14;

    /// <summary>Days from collection to receipt beyond which no value counts.</summary>
    public int SampleRejectedAfterDays { get; init; } = 30;

    /// <summary>Days from joining the list to the examination, result at or above the threshold.</summary>
    public int ExaminationDaysAtOrAbove { get; init; } = 14;

    /// <summary>Days from joining the list to the examination, result below the threshold.</summary>
    public int ExaminationDaysBelow { get; init; } = 41;

    /// <summary>Missed appointments after which the practice decides instead of a further booking.</summary>
    public int AppointmentsMissedLimit { get; init; } = 2;

    /// <summary>Declined offers after which someone rings the patient and agrees a date.</summary>
    public int OffersDeclinedLimit { get; init; } = 2;

    /// <summary>Days before an appointment on which someone rings a patient who has not said that it suits.</summary>
    public int ConfirmByDays { get; init; } = 3;

    /// <summary>Days for which a clinician's priority holds at most, and where no last day is given.</summary>
    public int PriorityDays { get; init; } = 28;

    /// <summary>Working days between two escalations of a result that no clinician has taken on.</summary>
    public int WorkingDaysToEscalateUnseen { get; init; } = 1;

    /// <summary>Working days between two escalations of anything else that is late.</summary>
    public int WorkingDaysToEscalate { get; init; } = 5;

    /// <summary>London time at which a working day's actions are due.</summary>
    public TimeOnly CloseOfBusiness { get; init; } = new(17, 0);

    /// <summary>London time from which texts leave, on working days.</summary>
    public TimeOnly TextsFrom { get; init; } = new(8, 0);

    /// <summary>London time before which texts leave, on working days.</summary>
    public TimeOnly TextsUntil { get; init; } = new(18, 0);

    /// <summary>Texts to one patient on one London date, at most; the rest wait for the next working day.</summary>
    public int TextsPerPatientPerDay { get; init; } = 3;

    /// <summary>Texts to all patients within an hour, at which texting stops until a person has looked.</summary>
    public int TextsPerHour { get; init; } = 25_000;

    /// <summary>Working days after which a text that could not leave is a letter instead.</summary>
    public int WorkingDaysToText { get; init; } = 3;

    /// <summary>Hours after a text was handed over at which no word of its delivery means that it did not arrive.</summary>
    public int HoursToDeliveryReport { get; init; } = 24;

    /// <summary>Working days for the clinician who acknowledged a result to ring the patient: so long the text of the appointment waits.</summary>
    public int WorkingDaysToSpeak { get; init; } = 1;

    /// <summary>Days after a kit came, or an appointment was cancelled, by which patients are told that they will hear from us.</summary>
    public int DaysToHear { get; init; } = 7;

    /// <summary>The numbers that booking turns on: a booking made past a waiting-time standard is said at once.</summary>
    public BookingPolicy Booking { get; init; } = BookingPolicy.Current;

    /// <summary>Every number's source; a test fails when one is missing.</summary>
    public static IReadOnlyList<PolicySource> Sources { get; } =
    [
        new(nameof(Threshold), "NICE DG56 (2023), renumbered HTG690; NICE NG12 rec 1.3.2: at least 10 µg Hb/g.", false),
        new(nameof(AdultFrom), "NICE NG12 1.3.2 speaks of adults.", false),
        new(nameof(WeightLossWithPainFrom), "NICE NG12 1.3.2.", false),
        new(nameof(SingleSymptomFrom), "NICE NG12 1.3.2.", false),
        new(nameof(AnaemiaFrom), "NICE NG12 1.3.2.", false),
        new(nameof(AnaemiaBelowMen), "WHO haemoglobin limit for anaemia, men; general knowledge.", true),
        new(nameof(AnaemiaBelowWomen), "WHO haemoglobin limit for anaemia, non-pregnant women; general knowledge.", true),
        new(nameof(WorkingDaysToPost), "Public Health Wales Symptomatic FIT Service: kit posted the next working day.", false),
        new(nameof(KitArrivesDays), "The first text says five days; the service's choice.", true),
        new(nameof(PostByDays), "A stated deadline raises return (TEMPO, 40,000 kits, 2-week deadline); 10 days is the service's choice.", true),
        new(nameof(FirstReminderDays), "Design proposal from the reminder trials; the service's choice.", true),
        new(nameof(SecondReminderDays), "A text added to the letter at day 14 raised 30-day return, 64.2 against 53.7 % (JMIR mHealth).", false),
        new(nameof(CallListDays), "A telephone call is the most effective reminder (Wong 2017; Coronado 2018); day 21 is the service's choice.", true),
        new(nameof(NotReturnedDays), "Screening practice reminds at 28 days; the service's choice.", true),
        new(nameof(HoursToResult), "28-day timed pathway arithmetic: result within 72 h.", true),
        new(nameof(WorkingDaysToAcknowledge), "Hazard H15; the service's choice.", true),
        new(nameof(WorkingDaysToDecide), "The service's choice.", true),
        new(nameof(WorkingDaysToAssist), "The service's choice.", true),
        new(nameof(WorkingDaysToReview), "The service's choice.", true),
        new(nameof(WorkingDaysToAdvise), "The service's choice.", true),
        new(nameof(SafetyNetDays), "NCL FIT<10 follow-up pathway repeats at 8-10 weeks, others at 6: the shorter is chosen.", true),
        new(nameof(AutomaticReplacements), "Screening practice moves to assistance after repeated spoilt kits; two is the service's choice.", true),
        new(nameof(SampleValidDays), "LifeLabs FIT stability: to 14 days valid.", false),
        new(nameof(SampleRejectedAfterDays), "LifeLabs FIT stability: 15-30 days a positive stands and a negative may be invalid; beyond 30 rejected.", false),
        new(nameof(ExaminationDaysAtOrAbove), "28-day timed pathway, colonoscopy by day 14; JAG urgent within 2 weeks; general knowledge.", true),
        new(nameof(ExaminationDaysBelow), "DM01: a diagnostic test in less than six weeks. Day 42 is six weeks and breaches, so day 41 is the last.", false),
        new(nameof(AppointmentsMissedLimit), "A trust's access policy decides; the service's choice.", true),
        new(nameof(OffersDeclinedLimit), "A trust's access policy decides; the service's choice.", true),
        new(nameof(ConfirmByDays), "As the notice an examination needs, so that a slot given up can still be filled; the service's choice.", true),
        new(nameof(PriorityDays), "The service's choice: a priority nobody renews should not rule for ever.", true),
        new(nameof(WorkingDaysToEscalateUnseen), "Hazard H15: every working day; the service's choice.", true),
        new(nameof(WorkingDaysToEscalate), "The service's choice.", true),
        new(nameof(CloseOfBusiness), "Office hours; the service's choice.", true),
        new(nameof(TextsFrom), "NHS Notify: texts 08:00-18:00 on weekdays only.", false),
        new(nameof(TextsUntil), "NHS Notify: texts 08:00-18:00 on weekdays only.", false),
        new(nameof(TextsPerPatientPerDay), "Hazard H24: a loop must not flood one patient; three is the service's choice.", true),
        new(nameof(TextsPerHour), "Hazard H24: above the largest morning a region is proved for, 20,000; a smaller service sets ten times its busiest hour.", true),
        new(nameof(WorkingDaysToText), "NHS Notify falls back from a text that was not delivered after 72 hours; counted in the days texts leave on.", false),
        new(nameof(HoursToDeliveryReport), "Twice the longest time Azure Communication Services waits for a carrier's report, 12 hours; the service's choice.", true),
        new(nameof(WorkingDaysToSpeak), "Hazard H21: nobody learns from a text about a hospital visit what a person has yet to say; the service's choice.", true),
        new(nameof(DaysToHear), "The text that says the kit has come says a week too; the service's choice.", true),
    ];

    /// <summary>
    /// What is wrong with this policy, one sentence a fault; empty when it can be used. A host refuses to start on any:
    /// a missing or senseless number must never decide about a patient.
    /// </summary>
    public IReadOnlyList<string> Faults()
    {
        List<string> faults = [];
        Require(faults, !string.IsNullOrWhiteSpace(Version), "The policy has no version.");
        Require(faults, Threshold > 0, "The threshold must be above zero.");
        Require(faults, AdultFrom > 0 && AdultFrom <= WeightLossWithPainFrom && WeightLossWithPainFrom <= SingleSymptomFrom
            && SingleSymptomFrom <= AnaemiaFrom, "The ages of the criteria must come in order, from adults upwards.");

        // An adult's blood haemoglobin lies between these; outside them the limit was given in g/dL or mistyped.
        Require(faults, AnaemiaBelowMen is > 80m and < 200m && AnaemiaBelowWomen is > 80m and < 200m,
            "The limits for anaemia must be in grams per litre.");
        Require(faults, FirstReminderDays > 0 && FirstReminderDays < SecondReminderDays && SecondReminderDays < CallListDays
            && CallListDays < NotReturnedDays, "The reminders must come in order, each later than the last.");
        Require(faults, KitArrivesDays > 0 && KitArrivesDays < PostByDays, "A kit must have come before it is due back.");
        Require(faults, PostByDays > 0 && PostByDays <= NotReturnedDays, "The date to post by must come before the kit counts as not returned.");
        Require(faults, SampleValidDays > 0 && SampleValidDays < SampleRejectedAfterDays, "A sample must be valid before it is rejected.");
        Require(faults, WorkingDaysToPost > 0 && WorkingDaysToAcknowledge > 0 && WorkingDaysToDecide > 0 && WorkingDaysToAssist > 0
            && WorkingDaysToReview > 0 && WorkingDaysToEscalateUnseen > 0 && WorkingDaysToEscalate > 0 && WorkingDaysToAdvise > 0
            && HoursToResult > 0, "Every action needs time to be done in.");
        Require(faults, SafetyNetDays > 0 && ExaminationDaysAtOrAbove > 0 && ExaminationDaysBelow >= ExaminationDaysAtOrAbove,
            "A result at or above the threshold must not wait longer than one below it.");
        Require(faults, AutomaticReplacements >= 0, "The number of replacement kits must not be below zero.");
        Require(faults, AppointmentsMissedLimit > 0, "The practice decides after one missed appointment at the earliest.");
        Require(faults, OffersDeclinedLimit > 0, "A patient is rung after one declined offer at the earliest.");
        Require(faults, ConfirmByDays > 0 && PriorityDays > 0, "A call before an appointment and a clinician's priority need at least a day.");
        Require(faults, TextsFrom < TextsUntil, "Texts must have hours to leave in.");
        Require(faults, TextsPerPatientPerDay > 0 && TextsPerHour > 0 && WorkingDaysToText > 0, "Texts must be able to leave at all.");
        Require(faults, WorkingDaysToSpeak > 0 && WorkingDaysToSpeak <= WorkingDaysToText, "The text of an appointment must not wait longer than texts may.");
        Require(faults, HoursToDeliveryReport > 0, "A text needs time to be reported as delivered.");
        Require(faults, DaysToHear * 24 >= HoursToResult && DaysToHear > 0, "A patient must not be promised word before the laboratory owes its report.");
        return faults;
    }

    private static void Require(List<string> faults, bool holds, string fault)
    {
        if (!holds)
        {
            faults.Add(fault);
        }
    }
}
