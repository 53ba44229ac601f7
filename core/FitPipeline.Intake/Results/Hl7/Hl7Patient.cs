namespace FitPipeline.Intake;

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
    /// The repetition of PID-3 that says it is an NHS number: type NH or NHS (CX-5), or assigned by NHS (CX-4). Others are
    /// hospitals' own, and ten digits of theirs are no NHS number.
    /// </summary>
    private static void NhsNumber(ReadOnlySpan<char> identifiers, Hl7Delimiters marks, LabRowDraft draft)
    {
        ReadOnlySpan<char> found = default;
        foreach (Range part in identifiers.Split(marks.Repetition))
        {
            ReadOnlySpan<char> identifier = identifiers[part];
            ReadOnlySpan<char> type = Hl7Text.Plain(marks.ComponentOf(identifier, 5), marks).Trim();
            ReadOnlySpan<char> authority = Hl7Text.Plain(Hl7Delimiters.First(marks.ComponentOf(identifier, 4), marks.Subcomponent), marks).Trim();
            ReadOnlySpan<char> number = Hl7Text.Plain(marks.ComponentOf(identifier, 1), marks).Trim();
            if (number.IsEmpty || !(type is ("NH" or "NHS") || (authority is "NHS" && type is ("" or "PI"))))
            {
                continue;
            }

            if (found.IsEmpty)
            {
                found = number;
            }
            else if (!found.Equals(number, StringComparison.Ordinal))
            {
                draft.Fault("The report has two different NHS numbers (PID-3).");
            }
        }

        draft.NhsNumber(found);
    }
}
