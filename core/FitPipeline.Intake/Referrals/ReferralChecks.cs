using System.Globalization;
using FitPipeline.Intake.Json;
using FitPipeline.Intake.Referrals.Fhir;
using FitPipeline.Pathway.Calendar;
using FitPipeline.Pathway.Identity;

namespace FitPipeline.Intake.Referrals;

/// <summary>
/// What every referral must satisfy, whichever format it came in. Each check takes the field's path in that format, so
/// that the sender is told in their own terms.
/// </summary>
internal sealed class ReferralChecks(FieldErrors errors, DateTimeOffset receivedAt)
{
    /// <summary>Two machines' clocks may differ; beyond this, one of them is wrong and so is the date.</summary>
    internal static readonly TimeSpan ClockTolerance = TimeSpan.FromMinutes(5);

    /// <summary>The longest id of a referral.</summary>
    internal const int MaxId = 64;

    /// <summary>The oldest age taken for a patient's; beyond it a date of birth is a mistyped one.</summary>
    private const int OldestAge = 120;

    /// <summary>A request older than this starts every clock of the pathway in breach, so it is a wrong date (K).</summary>
    private const int OldestRequestDays = 366;

    internal NhsNumber? NhsNumber(string path, string? text)
    {
        if (text is null)
        {
            return null;
        }

        if (FitPipeline.Pathway.Identity.NhsNumber.TryParse(text, out NhsNumber? number, out string? because))
        {
            return number;
        }

        errors.Add(path, because!);
        return null;
    }

    internal OdsCode? OdsCode(string path, string? text)
    {
        if (text is null)
        {
            return null;
        }

        if (FitPipeline.Pathway.Identity.OdsCode.TryParse(text, out OdsCode? code, out string? because))
        {
            return code;
        }

        errors.Add(path, because!);
        return null;
    }

    /// <summary>The mobile, or why it cannot be texted; neither is a reason to leave a patient without a kit.</summary>
    internal static (UkMobile? Mobile, string? Fault) Mobile(string? text)
    {
        if (string.IsNullOrWhiteSpace(text))
        {
            return (null, null);
        }

        return UkMobile.TryParse(text, out UkMobile? mobile, out string? because) ? (mobile, null) : (null, because);
    }

    internal DateOnly? DateOfBirth(string path, DateOnly? date)
    {
        if (date is not DateOnly born)
        {
            return null;
        }

        DateOnly today = ServiceCalendar.DateOf(receivedAt);
        if (born > today)
        {
            errors.Add(path, "It lies in the future.");
            return null;
        }

        // AddYears takes 29 February to the 28th in an ordinary year, which only widens what is taken by a day.
        if (born.AddYears(OldestAge + 1) <= today)
        {
            errors.Add(path, string.Create(CultureInfo.InvariantCulture, $"It is more than {OldestAge} years ago."));
            return null;
        }

        return born;
    }

    internal DateTimeOffset? RequestedAt(string path, DateTimeOffset? at)
    {
        if (at is not DateTimeOffset asked)
        {
            return null;
        }

        if (asked > receivedAt + ClockTolerance)
        {
            errors.Add(path, "It lies in the future.");
            return null;
        }

        if (asked < receivedAt.AddDays(-OldestRequestDays))
        {
            errors.Add(path, "It is more than a year ago.");
            return null;
        }

        return asked;
    }

    /// <summary>
    /// A blood figure a laboratory could report of someone alive (K). Outside, the unit is another one: a haemoglobin of 13.2
    /// is g/dL and must not be read as g/L.
    /// </summary>
    internal decimal? BloodFigure(string path, BloodFigure figure, decimal? number)
    {
        (decimal least, decimal most, string unit) = figure switch
        {
            FitPipeline.Intake.Referrals.Fhir.BloodFigure.Haemoglobin => (20m, 300m, "g/L"),
            FitPipeline.Intake.Referrals.Fhir.BloodFigure.Mcv => (30m, 200m, "fL"),
            _ => (1m, 5000m, "×10⁹/L"),
        };
        if (number < least || number > most)
        {
            errors.Add(path, string.Create(CultureInfo.InvariantCulture, $"It must be {least} to {most} {unit}."));
            return null;
        }

        return number;
    }

    /// <summary>A blood test's day: not after receipt, not before the patient was born.</summary>
    internal DateOnly? TakenOn(string path, DateOnly? taken, DateOnly? born)
    {
        if (taken > ServiceCalendar.DateOf(receivedAt))
        {
            errors.Add(path, "It lies in the future.");
            return null;
        }

        if (taken < born)
        {
            errors.Add(path, "It lies before the patient was born.");
            return null;
        }

        return taken;
    }

    internal PostalAddress? Address(string linesPath, IReadOnlyList<string> lines, string postcodePath, string? postcode)
    {
        if (lines.Count == 0 && !errors.Has(linesPath))
        {
            errors.Add(linesPath, "It needs at least one line.");
        }

        if (postcode is null)
        {
            return null;
        }

        if (!Postcode.TryRead(postcode, out string? written, out bool isPseudo))
        {
            errors.Add(postcodePath, "It is not a UK postcode.");
            return null;
        }

        return new PostalAddress(lines, written, isPseudo);
    }

    internal string? EthnicCategory(string path, string? code)
    {
        if (code is null || EthnicCategories.Contains(code))
        {
            return code;
        }

        errors.Add(path, "It must be an NHS ethnic category: one of A to H, J to N, P, R, S, Z (not stated) or 99 (not known).");
        return null;
    }

    internal string? Lsoa21(string path, string? code)
    {
        if (code is null || (code.Length == 9 && code.StartsWith("E01", StringComparison.Ordinal) && !code.AsSpan(3).ContainsAnyExceptInRange('0', '9')))
        {
            return code;
        }

        errors.Add(path, "It must be an English 2021 LSOA code: E01 and six digits.");
        return null;
    }

    internal string? Language(string path, string? tag)
    {
        if (tag is null)
        {
            return "en";
        }

        if (tag.Length <= 35 && LanguageTag.IsWellFormed(tag))
        {
            return tag;
        }

        errors.Add(path, "It must be a language tag such as en, pl or zh-Hant.");
        return null;
    }

    // NHS Data Dictionary, ethnic category 2001. Z (asked and not stated) and 99 (not asked) are kept apart.
    private static readonly HashSet<string> EthnicCategories = new(StringComparer.Ordinal)
    {
        "A", "B", "C", "D", "E", "F", "G", "H", "J", "K", "L", "M", "N", "P", "R", "S", "Z", "99",
    };
}
