namespace FitPipeline.Pathway.Booking;

/// <summary>Those who compete for slots in a round, as the matrix of an assignment: patients in the list's order, then those expected.</summary>
internal sealed class RoundCosts
{
    private readonly IReadOnlyList<OpenSlot> _slots;
    private readonly List<(PatientUrgency Urgency, SlotFit Fit)> _rows = [];
    private readonly DateOnly _examinedWhenLeft;

    public RoundCosts(IReadOnlyList<BookingPriority> queue, IReadOnlyList<OpenSlot> slots, IReadOnlyCollection<ExpectedArrivals> expected, DateOnly today, BookingPolicy policy)
    {
        _slots = slots;
        DateOnly lastSlotOn = slots.Count == 0 ? today : slots[^1].Date;
        _examinedWhenLeft = lastSlotOn.AddDays(policy.DaysToNextLists);
        foreach (BookingPriority place in queue)
        {
            _rows.Add((place.Urgency, SlotFit.Of(place.Patient, today, policy)));
        }

        // The order they are given in must not matter, nor may it settle a tie.
        foreach (ExpectedArrivals arrivals in expected.OrderByDescending(arrivals => arrivals.Band).ThenBy(arrivals => arrivals.Procedure).ThenBy(arrivals => arrivals.PerWeek))
        {
            foreach (DateOnly day in arrivals.JoiningDays(today, lastSlotOn.AddDays(-policy.NoticeDays)))
            {
                _rows.Add((PatientUrgency.OfExpected(arrivals.Band, day, policy), SlotFit.OfExpected(arrivals.Procedure, day, policy)));
            }
        }
    }

    /// <summary>The day on which whoever gets no slot is taken to be examined.</summary>
    public DateOnly ExaminedWhenLeft => _examinedWhenLeft;

    public SlotFit FitOf(int row) => _rows[row].Fit;

    /// <summary>Solves the round exactly.</summary>
    public Assignment Solve()
    {
        long[] leftOut = [.. _rows.Select(row => row.Urgency.PointsUntil(_examinedWhenLeft))];
        int shift = ShiftFor(leftOut);
        int[] penalties = [.. leftOut.Select(points => (int)(points >> shift))];
        var costs = new int[_rows.Count * _slots.Count];
        (int[] kindOf, OpenSlot[] kinds) = Kinds();
        var kindAllowed = new bool[kinds.Length];
        Span<int> next = costs;
        foreach ((PatientUrgency urgency, SlotFit fit) in _rows)
        {
            for (int kind = 0; kind < kinds.Length; kind++)
            {
                kindAllowed[kind] = fit.AllowsKind(kinds[kind]);
            }

            // Slots come by date, so the day is weighed only when it changes.
            DateOnly? day = null;
            int points = 0;
            for (int column = 0; column < kindOf.Length; column++)
            {
                if (_slots[column].Date != day)
                {
                    day = _slots[column].Date;
                    points = fit.AllowsDay(_slots[column]) ? (int)(urgency.PointsUntil(day.Value) >> shift) : Assignment.Forbidden;
                }

                next[column] = kindAllowed[kindOf[column]] ? points : Assignment.Forbidden;
            }

            next = next[_slots.Count..];
        }

        return Assignment.Solve(costs, _rows.Count, _slots.Count, penalties);
    }

    /// <summary>Slots of one kind: whether a patient can take it is asked once.</summary>
    private (int[] KindOf, OpenSlot[] Kinds) Kinds()
    {
        var known = new Dictionary<(Procedure, string, bool, int, PartOfDay), int>();
        List<OpenSlot> kinds = [];
        var kindOf = new int[_slots.Count];
        for (int column = 0; column < kindOf.Length; column++)
        {
            if (!known.TryGetValue(_slots[column].Kind, out kindOf[column]))
            {
                kindOf[column] = kinds.Count;
                known.Add(_slots[column].Kind, kinds.Count);
                kinds.Add(_slots[column]);
            }
        }

        return (kindOf, [.. kinds]);
    }

    /// <summary>
    /// Halves every count until all fit the solver. Being left out counts most, so that decides. It takes a wait of years to need a single halving.
    /// </summary>
    private static int ShiftFor(long[] leftOut)
    {
        long most = leftOut.Length == 0 ? 0 : leftOut.Max();
        int shift = 0;
        while (most >> shift > Assignment.LargestCost)
        {
            shift++;
        }

        return shift;
    }
}
