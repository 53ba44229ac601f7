using System.Globalization;
using FitPipeline.Application.Http;
using FitPipeline.Application.Kits;
using FitPipeline.Pathway.Identity;
using FitPipeline.Pathway.Journeys;
using FitPipeline.Pathway.Matching;

namespace FitPipeline.Application.People;

/// <summary>Finds people by whatever is in hand: an NHS number, a kit, a laboratory number, a journey, or a name.</summary>
public sealed class FindPeople(IPatientRegister patients, IKitRegister kits, IDeskIndex index, PeopleOfJourneys people)
{
    /// <summary>The most that are shown; beyond it one types a first name or a date of birth as well.</summary>
    public const int Most = 50;

    // How many people of one family name are looked through for a first name or a date of birth.
    private const int MostOfAName = 1000;
    private const int AtOnce = 16;

    private static readonly string[] DateForms = ["d/M/yyyy", "d-M-yyyy", "d.M.yyyy", "yyyy-MM-dd"];

    /// <summary>Who is meant, newest referral first; and whether there are more.</summary>
    /// <param name="text">What was typed or scanned.</param>
    /// <param name="caller">Who asks: a practice finds only its own.</param>
    /// <param name="cancel">Cancels.</param>
    public async Task<(IReadOnlyList<PersonView> People, bool More)> ByAsync(string text, Caller caller, CancellationToken cancel)
    {
        HashSet<JourneyId> found = [];
        if (NhsNumber.TryParse(text, out NhsNumber? number, out _))
        {
            found.UnionWith((await patients.ByNhsNumberAsync(number, cancel)).Select(patient => patient.Journey));
        }

        string code = text.Trim().ToUpperInvariant();
        if (KitId.TryParse(code, out KitId? kit, out _) && await kits.FindAsync(kit, cancel) is { } holder)
        {
            found.Add(holder);
        }

        if (JourneyId.TryParse(text.Trim(), out JourneyId? journey, out _))
        {
            found.Add(journey);
        }

        found.UnionWith(await index.ByLabNumberAsync(code, cancel));
        if (found.Count == 0)
        {
            found.UnionWith(await NamedAsync(text, caller, cancel));
        }

        IReadOnlyList<PersonView> views = await people.OfAsync([.. found.Take(Most + 1)], caller, cancel);
        return ([.. views.Take(Most)], views.Count > Most);
    }

    // Every word is tried as the family name; the others must then begin the given name, be in the family name, or be the birthday.
    private async Task<IEnumerable<JourneyId>> NamedAsync(string text, Caller caller, CancellationToken cancel)
    {
        string[] words = text.Split([' ', ','], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        DateOnly? born = words.Select(BornOn).FirstOrDefault(day => day is not null);
        string[] letters = [.. words.Where(word => BornOn(word) is null).Select(NameKeys.Asked).Where(key => key.Length > 0).Distinct(StringComparer.Ordinal)];
        // With nothing but a name, and nobody to leave out, no more are looked at than are shown.
        int limit = letters.Length == 1 && born is null && caller.Role is not Actor.Gp ? Most + 1 : MostOfAName;
        HashSet<JourneyId> named = [];
        foreach (string family in letters.Append(string.Concat(letters)).Where(key => key.Length > 0).Distinct(StringComparer.Ordinal))
        {
            named.UnionWith(await index.ByFamilyNameAsync(family, limit, cancel));
        }

        JourneyId[] candidates = [.. named];
        bool[] fits = new bool[candidates.Length];
        await Parallel.ForAsync(
            0,
            candidates.Length,
            new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = cancel },
            async (i, token) => fits[i] = await patients.FindAsync(candidates[i], token) is { } patient
                && caller.MaySee(patient.Practice.OdsCode)
                && (born is null || patient.Details.DateOfBirth == born)
                && Fits(patient, letters));
        return candidates.Where((_, i) => fits[i]);
    }

    private static bool Fits(PatientRecord patient, string[] letters)
    {
        string given = NameKeys.Asked(patient.Details.GivenName);
        string family = NameKeys.Asked(patient.Details.FamilyName);
        IReadOnlyList<string> keys = NameKeys.Of(patient.Details.FamilyName);
        return letters.All(word => keys.Contains(word) || family.Contains(word, StringComparison.Ordinal) || given.StartsWith(word, StringComparison.Ordinal));
    }

    private static DateOnly? BornOn(string word) =>
        DateOnly.TryParseExact(word, DateForms, CultureInfo.InvariantCulture, DateTimeStyles.None, out DateOnly day) ? day : null;
}
