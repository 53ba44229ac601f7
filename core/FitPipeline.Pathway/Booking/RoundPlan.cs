namespace FitPipeline.Pathway.Booking;

/// <summary>Who gets which slot in a round.</summary>
internal sealed class RoundPlan
{
    private const int Nobody = -1;
    private const int SomeoneExpected = -2;

    private readonly IReadOnlyList<BookingPriority> _queue;
    private readonly IReadOnlyList<OpenSlot> _slots;
    private readonly int[] _slotOf;
    private readonly int[] _holderOf;
    private readonly RoundCosts _everyone;

    private RoundPlan(IReadOnlyList<BookingPriority> queue, IReadOnlyList<OpenSlot> slots, RoundCosts everyone)
    {
        _queue = queue;
        _slots = slots;
        _everyone = everyone;
        _slotOf = new int[queue.Count];
        _holderOf = new int[slots.Count];
        Array.Fill(_slotOf, Nobody);
        Array.Fill(_holderOf, Nobody);
    }

    /// <summary>The day on which whoever gets no slot is taken to be examined.</summary>
    public DateOnly ExaminedWhenLeft => _everyone.ExaminedWhenLeft;

    /// <summary>
    /// Plans until what is left gives nothing more. Once would do but for the slots kept for people expected: with fewer slots left the sums about
    /// them change a little, and the next round would see them so.
    /// </summary>
    public static RoundPlan Make(
        IReadOnlyList<BookingPriority> queue, IReadOnlyList<OpenSlot> slots, IReadOnlyCollection<ExpectedArrivals> expected, DateOnly today, BookingPolicy policy)
    {
        var costs = new RoundCosts(queue, slots, expected, today, policy);
        var plan = new RoundPlan(queue, slots, costs);
        List<int> rows = [.. Enumerable.Range(0, queue.Count)];
        List<int> columns = [.. Enumerable.Range(0, slots.Count)];
        while (true)
        {
            (int given, int kept) = plan.Enter(costs.Solve(), rows, columns);
            rows.RemoveAll(row => plan._slotOf[row] != Nobody);
            if (given == 0 || kept == 0 || rows.Count == 0)
            {
                return plan;
            }

            columns.RemoveAll(column => plan._holderOf[column] >= 0);
            costs = new RoundCosts([.. rows.Select(row => queue[row])], [.. columns.Select(column => slots[column])], expected, today, policy);
        }
    }

    /// <summary>The slot of a place in the queue; null when it has none.</summary>
    public OpenSlot? SlotOf(int row) => _slotOf[row] is Nobody ? null : _slots[_slotOf[row]];

    /// <summary>The patient who has a slot; null when it is kept or nobody could use it.</summary>
    public WaitingPatient? HolderOf(int column) => _holderOf[column] < 0 ? null : _queue[_holderOf[column]].Patient;

    public bool IsKept(int column) => _holderOf[column] is SomeoneExpected;

    public SlotFit FitOf(int row) => _everyone.FitOf(row);

    private (int Given, int Kept) Enter(Assignment assignment, List<int> rows, List<int> columns)
    {
        // What was kept is weighed anew each time.
        columns.ForEach(column => _holderOf[column] = Nobody);
        int given = 0;
        int kept = 0;
        for (int i = 0; i < assignment.ColumnOfRow.Count; i++)
        {
            if (assignment.ColumnOfRow[i] is Assignment.Unassigned)
            {
                continue;
            }

            int column = columns[assignment.ColumnOfRow[i]];
            if (i < rows.Count)
            {
                _slotOf[rows[i]] = column;
                _holderOf[column] = rows[i];
                given++;
            }
            else
            {
                _holderOf[column] = SomeoneExpected;
                kept++;
            }
        }

        return (given, kept);
    }
}
