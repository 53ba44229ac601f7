namespace FitPipeline.Local.PracticeDay;

/// <summary>A kit that went out.</summary>
internal sealed class SentKit(string kitId, Fate fate, DateOnly postedOn)
{
    /// <summary>Its barcode.</summary>
    public string KitId { get; } = kitId;

    /// <summary>What becomes of it.</summary>
    public Fate Fate { get; } = fate;

    /// <summary>When it was posted.</summary>
    public DateOnly PostedOn { get; } = postedOn;

    /// <summary>The laboratory's number of its sample.</summary>
    public string LabNumber { get; } = "26B" + kitId[^7..];

    /// <summary>When it was scanned in; null before.</summary>
    public DateOnly? ReceivedOn { get; set; }

    /// <summary>When the laboratory reported it; null before.</summary>
    public DateOnly? ReportedOn { get; set; }

    /// <summary>The laboratory's second word has been sent.</summary>
    public bool SecondWordSent { get; set; }

    /// <summary>It came to an end in the post.</summary>
    public bool Gone { get; set; }
}

/// <summary>A patient of the day, as the people around the patient know the story.</summary>
internal sealed class Patient(Person person, Story story, string referralId)
{
    /// <summary>Who.</summary>
    public Person Person { get; } = person;

    /// <summary>The story.</summary>
    public Story Story { get; } = story;

    /// <summary>The practice's id of the referral.</summary>
    public string ReferralId { get; } = referralId;

    /// <summary>The journey; null when the referral was refused.</summary>
    public string? JourneyId { get; set; }

    /// <summary>The kits that went out.</summary>
    public List<SentKit> Kits { get; } = [];

    /// <summary>How many decisions the practice has taken.</summary>
    public int PracticeDecisions { get; set; }

    /// <summary>How many appointments have been had or missed.</summary>
    public int AppointmentsPast { get; set; }

    /// <summary>The hospital has withdrawn a slot.</summary>
    public bool SlotWithdrawn { get; set; }

    /// <summary>The journey was ended early.</summary>
    public bool Ended { get; set; }

    /// <summary>What becomes of the next kit.</summary>
    public Fate NextFate => Story.Kits[Math.Min(Kits.Count, Story.Kits.Length - 1)];
}
