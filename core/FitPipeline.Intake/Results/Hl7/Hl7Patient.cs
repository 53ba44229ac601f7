using FitPipeline.Intake.Text;

namespace FitPipeline.Intake.Results.Hl7;

/// <summary>Whom a PID segment names.</summary>
internal static class Hl7Patient
{
    internal static void Apply(DelimitedFields pid, Hl7Delimiters marks, LabRowDraft draft)
    {
        if (pid.IsEmpty)
        {
            return;
        }

        NhsNumber(pid[3], marks, draft);
        ReadOnlySpan<char> name = Hl7Delimiters.First(pid[5], marks.Repetition);
        draft.FamilyName(Hl7Text.Plain(Hl7Delimiters.First(marks.ComponentOf(name, 1), marks.Subcomponent), marks));
        ReadOnlySpan<char> born = Hl7Text.Plain(marks.ComponentOf(pid[7], 1), marks).Trim();
        if (born.IsEmpty)
        {
            return;
        }

        if (born.Length >= 8 && Hl7Time.TryDay(born[..8], out DateOnly day) && (born.Length == 8 || Hl7Time.TryRead(born, out _, out _)))
        {
            draft.DateOfBirth(day);
        }
        else
        {
            draft.Fault("The date of birth (PID-7) must be a day that exists, written YYYYMMDD.");
        }
    }

    /// <summary>
    /// The repetition of PID-3 that says it is an NHS number: type NH or NHS (CX-5), or assigned by the NHS (CX-4). One that
    /// says nothing of itself counts if there is no other and its check digit fits; others are hospitals' own, and ten
    /// digits of theirs are no NHS number. A wrong one cannot match by itself: it would contradict the patient's.
    /// </summary>
    private static void NhsNumber(ReadOnlySpan<char> identifiers, Hl7Delimiters marks, LabRowDraft draft)
    {
        ReadOnlySpan<char> found = default;
        ReadOnlySpan<char> untyped = default;
        foreach (Range part in identifiers.Split(marks.Repetition))
        {
            ReadOnlySpan<char> identifier = identifiers[part];
            ReadOnlySpan<char> type = Hl7Text.Plain(marks.ComponentOf(identifier, 5), marks).Trim();
            ReadOnlySpan<char> authority = marks.ComponentOf(identifier, 4).Trim();
            ReadOnlySpan<char> number = Hl7Text.Plain(marks.ComponentOf(identifier, 1), marks).Trim();
            if (number.IsEmpty)
            {
                continue;
            }

            if (type.IsEmpty && authority.IsEmpty)
            {
                untyped = untyped.IsEmpty && LabRowDraft.IsNhsNumber(number) ? number : untyped;
            }
            else if (type is "NH" or "NHS" || (type is "" or "PI" && IsNhs(authority, marks)))
            {
                if (!found.IsEmpty && !found.Equals(number, StringComparison.Ordinal))
                {
                    draft.Fault("The report has two different NHS numbers (PID-3).");
                }

                found = found.IsEmpty ? number : found;
            }
        }

        draft.NhsNumber(found.IsEmpty ? untyped : found);
    }

    /// <summary>The assigning authority by name, or by the object identifier of NHS numbers.</summary>
    private static bool IsNhs(ReadOnlySpan<char> authority, Hl7Delimiters marks)
    {
        ReadOnlySpan<char> name = Hl7Text.Plain(Hl7Delimiters.First(authority, marks.Subcomponent), marks).Trim();
        return name is "NHS" || authority.Contains("2.16.840.1.113883.2.1.4.1", StringComparison.Ordinal);
    }
}
