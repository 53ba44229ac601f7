using System.Globalization;

namespace FitPipeline.Pathway.Booking;

/// <summary>Says what a round did and why.</summary>
internal sealed class RoundTelling(IReadOnlyList<BookingPriority> queue, IReadOnlyList<OpenSlot> slots, RoundPlan plan, DateOnly today)
{
    public IReadOnlyList<AssignedSlot> Given()
    {
        List<AssignedSlot> given = [];
        for (int row = 0; row < queue.Count; row++)
        {
            if (plan.SlotOf(row) is { } slot)
            {
                int waited = queue[row].Patient.DaysWaited(slot.Date);
                given.Add(new(queue[row].Patient.Id, slot.Slot, row + 1, string.Create(
                    CultureInfo.InvariantCulture,
                    $"Number {row + 1} of {queue.Count} on the list; examined after {PriorityWords.Days(waited)} of waiting.")));
            }
        }

        return given;
    }

    public IReadOnlyList<StillWaiting> Waiting()
    {
        List<StillWaiting> waiting = [];
        for (int row = 0; row < queue.Count; row++)
        {
            if (plan.SlotOf(row) is null)
            {
                waiting.Add(new(queue[row].Patient.Id, row + 1, plan.FitOf(row).WhyNone(slots) ?? WhoHas(Suitable(row, DateOnly.MaxValue)) + "."));
            }
        }

        return waiting;
    }

    public IReadOnlyList<BreachForecast> Breaches()
    {
        List<BreachForecast> breaches = [];
        for (int row = 0; row < queue.Count; row++)
        {
            WaitingPatient patient = queue[row].Patient;
            DateOnly? examinedOn = plan.SlotOf(row)?.Date;
            foreach (ExaminationDeadline deadline in queue[row].Urgency.Deadlines)
            {
                DateOnly last = deadline.LastExaminationOn;
                if (last < today)
                {
                    breaches.Add(new(patient.Id, deadline.Standard, last, deadline.BreachOn, examinedOn, Past: true,
                        $"The {deadline.Standard.Words()} standard needed the examination by {PriorityWords.Date(last)}, which has passed.", []));
                }
                else if ((examinedOn ?? plan.ExaminedWhenLeft) > last)
                {
                    List<int> inTime = Suitable(row, last);
                    string why = inTime.Count == 0
                        ? $"{plan.FitOf(row).WhyNone(slots)?.TrimEnd('.') ?? "Every free slot that suits is later"}."
                        : $"{WhoHas(inTime)}.";
                    breaches.Add(new(patient.Id, deadline.Standard, last, deadline.BreachOn, examinedOn, Past: false,
                        $"The {deadline.Standard.Words()} standard needs the examination by {PriorityWords.Date(last)}. {why}",
                        [.. inTime.Select(plan.HolderOf).OfType<WaitingPatient>().Take(BreachForecast.MostNamed).Select(holder => holder.Id)]));
                }
            }
        }

        return breaches;
    }

    /// <summary>The slots up to a day that the patient could take.</summary>
    private List<int> Suitable(int row, DateOnly upTo)
    {
        SlotFit fit = plan.FitOf(row);
        List<int> suitable = [];
        for (int column = 0; column < slots.Count && slots[column].Date <= upTo; column++)
        {
            if (fit.Allows(slots[column]))
            {
                suitable.Add(column);
            }
        }

        return suitable;
    }

    /// <summary>Who holds slots that would have suited: no full stop, for it stands inside sentences too.</summary>
    private string WhoHas(List<int> columns)
    {
        int cancerPathway = columns.Count(column => plan.HolderOf(column) is { OnCancerPathway: true });
        int others = columns.Count(column => plan.HolderOf(column) is { OnCancerPathway: false });
        int kept = columns.Count(plan.IsKept);
        List<string> parts = [];
        Add(cancerPathway, "to patients on the urgent cancer pathway");
        Add(others, "to other patients");
        Add(kept, "kept for patients expected to join");
        string slotsWord = columns.Count == 1 ? "slot" : "slots";
        return string.Create(CultureInfo.InvariantCulture, $"The free {slotsWord} that would suit went where waiting counts more: {string.Join(", ", parts)}");

        void Add(int count, string where)
        {
            if (count > 0)
            {
                parts.Add(string.Create(CultureInfo.InvariantCulture, $"{count} {where}"));
            }
        }
    }
}
