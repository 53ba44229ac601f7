namespace FitPipeline.Local.PracticeDay;

/// <summary>The patients of the day: between them every state, every ending, and the awkward ones.</summary>
internal static class Stories
{
    /// <summary>All of them.</summary>
    public static IReadOnlyList<Story> All { get; } =
    [
        // Most people: below the threshold, told so, and reviewed.
        new("below, reassured") { Patients = 52 },
        new("below, unmeasured") { Patients = 14, Kits = [new() { Reading = new("<4", Analyser: "oc-sensor") }] },
        new("below, a number") { Patients = 10, Kits = [new() { Reading = new("8.2"), Returns = 6 }] },
        new("9.9 is below") { Patients = 3, Kits = [new() { Reading = new("9.9") }] },
        new("45 ng/mL is 9 µg/g") { Patients = 2, Kits = [new() { Reading = new("45", "ng/mL", "oc-sensor") }] },
        new("no mobile, told by letter") { Patients = 4, HasMobile = false },
        new("no date on the tube") { Patients = 2, Kits = [new() { NoDate = true }] },
        new("sent twice by the practice") { Patients = 5, SentTwice = true },

        // At or above: acknowledged, told by a person, examined.
        new("at or above, normal") { Patients = 10, Kits = [new() { Reading = new("34") }] },
        new("at or above, adenoma") { Patients = 8, Kits = [new() { Reading = new("127") }], Appointments = ["attended:adenoma"] },
        new("high, cancer") { Patients = 4, Age = 72, Kits = [new() { Reading = new("286") }], Appointments = ["attended:cancer"] },
        new("above the range") { Patients = 3, Kits = [new() { Reading = new(">400") }], Appointments = ["attended:cancer"] },
        new("exactly 10.0") { Patients = 3, Kits = [new() { Reading = new("10.0") }], Appointments = ["attended:other"] },
        new("50 ng/mL is 10 µg/g") { Patients = 2, Kits = [new() { Reading = new("50", "ng/mL", "oc-sensor") }] },
        new("did not attend once") { Patients = 2, Kits = [new() { Reading = new("61") }], Appointments = ["didNotAttend", "attended:normal"] },
        new("did not attend twice") { Kits = [new() { Reading = new("18") }], Appointments = ["didNotAttend"], PracticeDecides = ["discharge"] },
        new("missed twice, referred again")
        {
            Kits = [new() { Reading = new("210") }],
            Appointments = ["didNotAttend", "didNotAttend", "attended:adenoma"],
            PracticeDecides = ["referDirectly"],
        },
        new("cancelled by the patient") { Kits = [new() { Reading = new("44") }], Appointments = ["cancelledByPatient", "attended:normal"] },
        new("cancelled by the hospital") { Kits = [new() { Reading = new("52") }], Appointments = ["cancelledByHospital", "attended:adenoma"] },
        new("slot withdrawn") { Kits = [new() { Reading = new("77") }], SlotWithdrawn = true },

        // The post and the patient.
        new("back after the first reminder") { Patients = 8, Kits = [new() { Returns = 9 }] },
        new("back after the second reminder") { Patients = 5, Kits = [new() { Returns = 17 }] },
        new("back after the call") { Patients = 3, Kits = [new() { Returns = 25 }] },
        new("not returned, given up") { Patients = 4, Kits = [new() { Returns = null }], PracticeDecides = ["discharge"] },
        new("not returned, another kit") { Patients = 2, Kits = [new() { Returns = null }, new()], PracticeDecides = ["reissueKit"] },
        new("not returned, referred") { Kits = [new() { Returns = null }], PracticeDecides = ["referDirectly"] },
        new("back late, after not returned") { Patients = 2, Kits = [new() { Returns = 30 }], PracticeDecides = [""] },
        new("came back undelivered") { Patients = 2, Kits = [new() { Returns = null, ReturnedToSender = 5 }, new()] },
        new("lost in the post") { Kits = [new() { Returns = null, Lost = 6 }, new()] },
        new("withdrawn while waiting") { Patients = 2, Kits = [new() { Returns = null }], EndsEarly = (5, "withdraw") },
        new("died while waiting") { Patients = 2, Kits = [new() { Returns = null }], EndsEarly = (8, "patientDied") },

        // The laboratory.
        new("spoilt, then below") { Patients = 3, Kits = [new() { Reading = Reading.Unusable("BrokenInTransit") }, new()] },
        new("analyser failed, then above")
        {
            Kits = [new() { Reading = Reading.Unusable("TechnicalFailure", "failed") }, new() { Reading = new("95") }],
        },
        new("spoilt three times")
        {
            Kits =
            [
                new() { Reading = Reading.Unusable("TooMuchSample") },
                new() { Reading = Reading.Unusable("NotUsed") },
                new() { Reading = Reading.Unusable("Insufficient") },
                new(),
            ],
        },
        new("stale and below: repeated") { Patients = 2, Kits = [new() { Returns = 22, CollectedBefore = 20 }, new()] },
        new("stale and above: stands") { Kits = [new() { Returns = 22, CollectedBefore = 20, Reading = new("120") }] },
        new("too old to read: repeated") { Kits = [new() { Returns = 34, CollectedBefore = 33 }, new()], PracticeDecides = [""] },
        new("unknown kit on the report") { Patients = 2, Kits = [new() { KitMisread = true }] },
        new("someone else's name on the tube") { Kits = [new() { WrongPerson = true }] },
        new("corrected downwards")
        {
            Kits = [new() { Reading = new("42"), Then = (2, new("4.2", Status: "corrected")) }],
            TriageDecides = "continueSafetyNet",
        },
        new("corrected upwards") { Kits = [new() { Reading = new("8.0"), Then = (3, new("80", Status: "corrected")) }] },
        new("withdrawn by the laboratory")
        {
            Kits = [new() { Then = (2, new("", "", Status: "withdrawn")) }, new()],
            TriageDecides = "reissueKit",
        },
        new("result before the scan") { Patients = 2, Kits = [new() { ResultBeforeScan = true }] },
        new("research-only analyser") { Kits = [new() { Reading = new("66", Analyser: "fob-gold") }] },
        new("sign leaves it open") { Kits = [new() { Reading = new("<20") }, new()], TriageDecides = "reissueKit" },

        // The referral.
        new("rectal mass") { Patients = 4, Findings = ["rectal-mass"] },
        new("anal ulceration") { Patients = 2, Findings = ["anal-ulceration"] },
        new("abdominal mass, below") { Patients = 3, Findings = ["abdominal-mass"], PracticeDecides = ["referDirectly"] },
        new("iron deficiency, below") { Patients = 3, Symptoms = [], IronDeficiency = true, PracticeDecides = ["referDirectly"] },
        new("concern, below, kept under review")
        {
            Patients = 2, Concern = true, PracticeDecides = ["continueSafetyNet", "discharge"],
        },
        new("too young for the criteria") { Patients = 4, Age = 33, Symptoms = ["weight-loss"] },
        new("refused: no symptom, no finding") { Patients = 2, Symptoms = [] },
        new("refused: a fault in the number") { Patients = 4, Faulty = true },
    ];
}
