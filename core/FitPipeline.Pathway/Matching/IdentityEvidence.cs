using FitPipeline.Pathway.Identity;

namespace FitPipeline.Pathway.Matching;

/// <summary>How a detail on a report stands to the patient's own.</summary>
public enum Agreement
{
    /// <summary>One of the two is not there.</summary>
    Missing,

    /// <summary>The same, as far as spelling allows.</summary>
    Agrees,

    /// <summary>Recognisable and not the same: counts neither for nor against.</summary>
    AgreesInPart,

    /// <summary>The same day with day and month exchanged. Probably a mistake of entry, and never accepted as agreement.</summary>
    DayAndMonthSwapped,

    /// <summary>Another one.</summary>
    Differs,
}

/// <summary>Who a report says the sample is from.</summary>
/// <param name="NhsNumber">Absent when the report has none.</param>
/// <param name="FamilyName">Absent when the report has none.</param>
/// <param name="DateOfBirth">Absent when the report has none.</param>
public sealed record ReportedIdentity(NhsNumber? NhsNumber, string? FamilyName, DateOnly? DateOfBirth)
{
    /// <summary>The type's name: the details are personal data.</summary>
    public override string ToString() => nameof(ReportedIdentity);
}

/// <summary>Who the patient of a journey is.</summary>
/// <param name="NhsNumber">From the referral.</param>
/// <param name="FamilyName">From the referral.</param>
/// <param name="GivenName">From the referral; shows when a report has the two names exchanged.</param>
/// <param name="DateOfBirth">From the referral.</param>
public sealed record KnownPatient(NhsNumber NhsNumber, string FamilyName, string GivenName, DateOnly DateOfBirth)
{
    /// <summary>The type's name: the details are personal data.</summary>
    public override string ToString() => nameof(KnownPatient);
}

/// <summary>What the comparison of a report with a patient comes to. Sentences name details and never show them.</summary>
public abstract record IdentityVerdict
{
    private IdentityVerdict()
    {
    }

    /// <summary>At least two identifiers agree and none speaks against it.</summary>
    public sealed record Matches : IdentityVerdict;

    /// <summary>At least one identifier speaks against it, however many agree.</summary>
    /// <param name="Because">Each contradiction, as a sentence.</param>
    public sealed record Differs(IReadOnlyList<string> Because) : IdentityVerdict;

    /// <summary>Nothing speaks against it, but fewer than two identifiers agree.</summary>
    /// <param name="Because">What is missing or only partly the same, as sentences.</param>
    public sealed record TooLittle(IReadOnlyList<string> Because) : IdentityVerdict;
}

/// <summary>
/// Which identifiers of a report agree with a patient's. A result is matched on the kit and two of them (hazard H05); the
/// kit alone is how one household's kits become each other's.
/// </summary>
/// <param name="NhsNumber">Compared digit by digit.</param>
/// <param name="DateOfBirth">Compared day by day.</param>
/// <param name="FamilyName">Compared without case, accents and punctuation.</param>
/// <param name="NamesExchanged">The report's family name is the patient's given name.</param>
public sealed record IdentityEvidence(Agreement NhsNumber, Agreement DateOfBirth, Agreement FamilyName, bool NamesExchanged)
{
    /// <summary>How many identifiers besides the kit must agree.</summary>
    public const int IdentifiersNeeded = 2;

    /// <summary>What the evidence comes to.</summary>
    public IdentityVerdict Verdict
    {
        get
        {
            List<string> against = [.. Against()];
            if (against.Count > 0)
            {
                return new IdentityVerdict.Differs(against);
            }

            return Agreeing >= IdentifiersNeeded ? new IdentityVerdict.Matches() : new IdentityVerdict.TooLittle([.. Lacking()]);
        }
    }

    private int Agreeing => (NhsNumber == Agreement.Agrees ? 1 : 0) + (DateOfBirth == Agreement.Agrees ? 1 : 0) + (FamilyName == Agreement.Agrees ? 1 : 0);

    /// <summary>Compares a report with a patient.</summary>
    /// <param name="reported">Who the report says the sample is from.</param>
    /// <param name="known">Who the kit was posted to.</param>
    public static IdentityEvidence Compare(ReportedIdentity reported, KnownPatient known)
    {
        ArgumentNullException.ThrowIfNull(reported);
        ArgumentNullException.ThrowIfNull(known);
        Agreement name = FamilyNames.Compare(reported.FamilyName, known.FamilyName);
        return new IdentityEvidence(
            reported.NhsNumber is null ? Agreement.Missing : reported.NhsNumber == known.NhsNumber ? Agreement.Agrees : Agreement.Differs,
            reported.DateOfBirth is DateOnly born ? Days(born, known.DateOfBirth) : Agreement.Missing,
            name,
            name == Agreement.Differs && FamilyNames.Compare(reported.FamilyName, known.GivenName) == Agreement.Agrees);
    }

    private static Agreement Days(DateOnly reported, DateOnly known)
    {
        if (reported == known)
        {
            return Agreement.Agrees;
        }

        return reported.Year == known.Year && reported.Month == known.Day && reported.Day == known.Month
            ? Agreement.DayAndMonthSwapped
            : Agreement.Differs;
    }

    private IEnumerable<string> Against()
    {
        if (NhsNumber == Agreement.Differs)
        {
            yield return "The NHS number on the report is not the patient's.";
        }

        if (DateOfBirth == Agreement.DayAndMonthSwapped)
        {
            yield return "The date of birth on the report is the patient's with day and month exchanged; a person must confirm which is right.";
        }
        else if (DateOfBirth == Agreement.Differs)
        {
            yield return "The date of birth on the report is not the patient's.";
        }

        if (NamesExchanged)
        {
            yield return "The family name on the report is the patient's given name; the two may be exchanged.";
        }
        else if (FamilyName == Agreement.Differs)
        {
            yield return "The family name on the report is not the patient's.";
        }
    }

    private IEnumerable<string> Lacking()
    {
        yield return "Fewer than two of NHS number, date of birth and family name agree.";
        if (NhsNumber == Agreement.Missing)
        {
            yield return "The report has no NHS number.";
        }

        if (DateOfBirth == Agreement.Missing)
        {
            yield return "The report has no date of birth.";
        }

        if (FamilyName == Agreement.Missing)
        {
            yield return "The report has no family name.";
        }
        else if (FamilyName == Agreement.AgreesInPart)
        {
            yield return "The family name on the report is only part of the patient's, or the patient's only part of it.";
        }
    }
}
