namespace FitPipeline.Local.PracticeDay;

/// <summary>What the analyser, or the laboratory, says of a kit.</summary>
internal sealed record Reading(string Value, string Unit = "ug/g", string Analyser = "hm-jackarc", string Status = "final", string Reason = "")
{
    /// <summary>A sample that gave no value.</summary>
    public static Reading Unusable(string reason, string status = "rejected") => new("", "", "hm-jackarc", status, reason);
}

/// <summary>What becomes of one kit once it is posted.</summary>
internal sealed record Fate
{
    /// <summary>Days from posting to its return; null when it never comes.</summary>
    public int? Returns { get; init; } = 4;

    /// <summary>Days from collection to its return.</summary>
    public int CollectedBefore { get; init; } = 1;

    /// <summary>The patient wrote no date on it.</summary>
    public bool NoDate { get; init; }

    /// <summary>Days from posting to being known lost; null when it is not.</summary>
    public int? Lost { get; init; }

    /// <summary>Days from posting to coming back undelivered; null when it does not.</summary>
    public int? ReturnedToSender { get; init; }

    /// <summary>What the laboratory says.</summary>
    public Reading Reading { get; init; } = new("<7");

    /// <summary>The laboratory's second word, and after how many days.</summary>
    public (int AfterDays, Reading Reading)? Then { get; init; }

    /// <summary>The report names a kit that was never posted.</summary>
    public bool KitMisread { get; init; }

    /// <summary>The tube carries someone else's name, number and date of birth.</summary>
    public bool WrongPerson { get; init; }

    /// <summary>The result comes before anyone scans the kit in.</summary>
    public bool ResultBeforeScan { get; init; }
}

/// <summary>A patient's story: what the practice records, what happens to the kits, and what people decide.</summary>
internal sealed record Story(string Name)
{
    /// <summary>How many patients live it.</summary>
    public int Patients { get; init; } = 1;

    /// <summary>Symptoms, as the contract spells them.</summary>
    public string[] Symptoms { get; init; } = ["change-in-bowel-habit"];

    /// <summary>Findings, as the contract spells them.</summary>
    public string[] Findings { get; init; } = [];

    /// <summary>Iron-deficiency anaemia.</summary>
    public bool IronDeficiency { get; init; }

    /// <summary>The clinician is concerned whatever the kit says.</summary>
    public bool Concern { get; init; }

    /// <summary>Completed years.</summary>
    public int Age { get; init; } = 61;

    /// <summary>False for a patient without a mobile.</summary>
    public bool HasMobile { get; init; } = true;

    /// <summary>The referral carries a fault and is refused.</summary>
    public bool Faulty { get; init; }

    /// <summary>The practice's system sends the referral twice.</summary>
    public bool SentTwice { get; init; }

    /// <summary>What becomes of each kit in turn; the last fate holds for any further one.</summary>
    public Fate[] Kits { get; init; } = [new()];

    /// <summary>What the practice decides, in turn, when it is asked.</summary>
    public string[] PracticeDecides { get; init; } = ["discharge"];

    /// <summary>What triage decides in a review; acknowledging is tried when null.</summary>
    public string? TriageDecides { get; init; }

    /// <summary>How each appointment goes, in turn; the last holds for any further one.</summary>
    public string[] Appointments { get; init; } = ["attended:normal"];

    /// <summary>A decision taken while the kit is out, and days after posting.</summary>
    public (int AfterDays, string Decision)? EndsEarly { get; init; }

    /// <summary>The hospital withdraws the first slot given.</summary>
    public bool SlotWithdrawn { get; init; }
}
