namespace FitPipeline.Pathway.Booking;

/// <summary>Which slots one patient can take; made once a round, asked once a slot.</summary>
internal sealed class SlotFit
{
    private readonly Procedure _procedure;
    private readonly BookingNeeds _needs;
    private readonly int _noticeDays;
    private readonly DateOnly _firstWithNotice;
    private readonly int _longSlotMinutes;

    private SlotFit(Procedure procedure, BookingNeeds needs, DateOnly today, BookingPolicy policy)
    {
        _procedure = procedure;
        _needs = needs;
        _noticeDays = Math.Max(needs.NeedsTransport ? policy.TransportNoticeDays : policy.NoticeDays, needs.MinimumNoticeDays ?? 0);
        _firstWithNotice = today.AddDays(_noticeDays);
        _longSlotMinutes = policy.LongSlotMinutes;
    }

    public static SlotFit Of(WaitingPatient patient, DateOnly today, BookingPolicy policy) => new(patient.Procedure, patient.Needs, today, policy);

    /// <summary>For a slot chosen by someone who has spoken with the patient: every need but notice.</summary>
    public static SlotFit Of(Procedure procedure, BookingNeeds needs, BookingPolicy policy) => new(procedure, needs, DateOnly.MinValue, policy);

    /// <summary>For someone expected to join later: any site and day, but never without notice.</summary>
    public static SlotFit OfExpected(Procedure procedure, DateOnly joinsOn, BookingPolicy policy) => new(procedure, BookingNeeds.None, joinsOn, policy);

    public bool Allows(OpenSlot slot) => AllowsKind(slot) && AllowsDay(slot);

    /// <summary>The part of <see cref="Allows"/> that every slot of one <see cref="OpenSlot.Kind"/> shares.</summary>
    public bool AllowsKind(OpenSlot slot) => IsForProcedure(slot) && IsAtSite(slot) && IsInHospital(slot) && IsLongEnough(slot) && IsInPartOfDay(slot);

    /// <summary>The part of <see cref="Allows"/> that every slot of one day shares.</summary>
    public bool AllowsDay(OpenSlot slot) => IsOnWeekday(slot) && IsNotBefore(slot) && HasNotice(slot);

    /// <summary>Which of the patient's needs leaves no slot, as a sentence; null when a slot is left.</summary>
    public string? WhyNone(IReadOnlyList<OpenSlot> slots)
    {
        IEnumerable<OpenSlot> left = slots;
        return !(left = left.Where(IsForProcedure)).Any() ? $"No slot for {Words(_procedure)} is free."
            : !(left = left.Where(IsAtSite)).Any() ? $"No free slot for {Words(_procedure)} is at a site the patient can reach ({string.Join(", ", _needs.Sites)})."
            : !(left = left.Where(IsInHospital)).Any() ? "Every such slot is on a community list, and the patient must be examined in a hospital."
            : !(left = left.Where(IsLongEnough)).Any() ? $"No free slot there is long enough; the patient needs {_longSlotMinutes} minutes."
            : !(left = left.Where(IsOnWeekday)).Any() ? $"No such slot is on a day the patient can come ({string.Join(", ", _needs.Weekdays)})."
            : !(left = left.Where(IsInPartOfDay)).Any() ? $"No such slot is in the part of the day the patient can come ({string.Join(", ", _needs.PartsOfDay).ToLowerInvariant()})."
            : !(left = left.Where(IsNotBefore)).Any() ? $"Every such slot is before {PriorityWords.Date(_needs.NotBefore.GetValueOrDefault())}, from when the patient can come."
            : !left.Any(HasNotice) ? $"Every such slot is too soon; the patient needs {PriorityWords.Days(_noticeDays)} of notice."
            : null;
    }

    private static string Words(Procedure procedure) => procedure switch
    {
        Procedure.Colonoscopy => "colonoscopy",
        Procedure.FlexibleSigmoidoscopy => "flexible sigmoidoscopy",
        Procedure.CtColonography => "CT colonography",
        _ => "this examination",
    };

    private bool IsForProcedure(OpenSlot slot) => slot.Slot.Procedure == _procedure;

    private bool IsAtSite(OpenSlot slot) => _needs.Sites.Count == 0 || _needs.Sites.Contains(slot.Slot.Site, StringComparer.OrdinalIgnoreCase);

    private bool IsInHospital(OpenSlot slot) => !_needs.NeedsHospital || !slot.Slot.Community;

    private bool IsInPartOfDay(OpenSlot slot) => _needs.PartsOfDay.Count == 0 || _needs.PartsOfDay.Contains(slot.Slot.PartOfDay);

    private bool IsLongEnough(OpenSlot slot) => !_needs.NeedsLongSlot || slot.Slot.Minutes >= _longSlotMinutes;

    private bool IsOnWeekday(OpenSlot slot) => _needs.Weekdays.Count == 0 || _needs.Weekdays.Contains(slot.Date.DayOfWeek);

    private bool IsNotBefore(OpenSlot slot) => _needs.NotBefore is not { } first || slot.Date >= first;

    private bool HasNotice(OpenSlot slot) => slot.Date >= _firstWithNotice;
}

/// <summary>A slot with its London date.</summary>
internal readonly record struct OpenSlot(FreeSlot Slot, DateOnly Date)
{
    /// <summary>What slots of one kind have in common besides the day.</summary>
    public (Procedure Procedure, string Site, bool Community, int Minutes, PartOfDay PartOfDay) Kind =>
        (Slot.Procedure, Slot.Site, Slot.Community, Slot.Minutes, Slot.PartOfDay);
}
