using FitPipeline.Application.Journeys;
using FitPipeline.Application.Kits;
using FitPipeline.Application.People;
using FitPipeline.Intake.Results;
using FitPipeline.Pathway.Identity;
using FitPipeline.Pathway.Matching;

namespace FitPipeline.Application.Laboratory;

/// <summary>Whose a row is, or why a person must say.</summary>
public abstract record RowMatch
{
    private RowMatch()
    {
    }

    /// <summary>The kit and two identifiers agree.</summary>
    /// <param name="Journey">The journey.</param>
    public sealed record Matched(JourneyId Journey) : RowMatch;

    /// <summary>Not sure enough to be taken in without a person.</summary>
    /// <param name="Because">Why.</param>
    /// <param name="Candidates">Journeys it may belong to, with the evidence for each.</param>
    public sealed record Unsure(string Because, IReadOnlyList<QuarantineCandidate> Candidates) : RowMatch;
}

/// <summary>Matches rows to journeys: on the kit and two patient identifiers, or not at all.</summary>
public sealed class LabRowMatcher(IKitRegister kits, IPatientRegister patients, IJourneyStore journeys)
{
    // More than a handful helps nobody to decide.
    private const int MostCandidates = 10;

    /// <summary>Matches a row that names a kit.</summary>
    public async Task<RowMatch> OfAsync(LabRow row, CancellationToken cancel)
    {
        if (row.KitId is not { } kit)
        {
            return new RowMatch.Unsure("The row names no kit.", await CandidatesAsync(row, cancel));
        }

        if (await kits.FindAsync(kit, cancel) is not { } journey)
        {
            return new RowMatch.Unsure(
                "No kit of that number was posted from here; it may be a screening kit.", await CandidatesAsync(row, cancel));
        }

        PatientRecord? holder = await patients.FindAsync(journey, cancel);
        if (holder is null)
        {
            return new RowMatch.Unsure("The kit's journey has no patient on the register.", []);
        }

        return Compare(row, holder).Verdict switch
        {
            IdentityVerdict.Matches => new RowMatch.Matched(journey),
            IdentityVerdict.Differs differs => await DiffersAsync(row, holder, differs, cancel),
            IdentityVerdict.TooLittle little => new RowMatch.Unsure(
                string.Join(' ', little.Because), await CandidatesAsync(row, cancel)),
            _ => throw new System.Diagnostics.UnreachableException(),
        };
    }

    /// <summary>Journeys that a row may belong to, with what speaks for and against each.</summary>
    public async Task<IReadOnlyList<QuarantineCandidate>> CandidatesAsync(LabRow row, CancellationToken cancel)
    {
        // A screening kit is nobody's of ours, whoever of them has the same name: nothing to offer a person in a hurry.
        if (row.IsOfScreening)
        {
            return [];
        }

        List<PatientRecord> people = [];
        JourneyId? posted = row.KitId is { } kit ? await kits.FindAsync(kit, cancel) : null;
        if (posted is not null && await patients.FindAsync(posted, cancel) is { } holder)
        {
            people.Add(holder);
        }

        if (row.NhsNumber is { } number)
        {
            people.AddRange(await patients.ByNhsNumberAsync(number, cancel));
        }

        if (row is { FamilyName: { } name, DateOfBirth: { } born })
        {
            people.AddRange(await patients.ByNameAndBirthAsync(name, born, cancel));
        }

        return
        [
            .. people.DistinctBy(person => person.Journey)
                .Take(MostCandidates)
                .Select(person => new QuarantineCandidate(person.Journey, Evidence(row, person, posted))),
        ];
    }

    // Two people of one household, each with the other's kit: worth saying, because then there are two results to exchange.
    private async Task<RowMatch> DiffersAsync(LabRow row, PatientRecord holder, IdentityVerdict.Differs differs, CancellationToken cancel)
    {
        IReadOnlyList<QuarantineCandidate> candidates = await CandidatesAsync(row, cancel);
        string because = string.Join(' ', differs.Because);
        foreach (QuarantineCandidate candidate in candidates)
        {
            if (candidate.Journey != holder.Journey
                && await patients.FindAsync(candidate.Journey, cancel) is { } other
                && other.Details.Address.Postcode == holder.Details.Address.Postcode
                && other.Details.Address.Lines.SequenceEqual(holder.Details.Address.Lines, StringComparer.OrdinalIgnoreCase)
                && (await journeys.LoadAsync(candidate.Journey, null, cancel)).Stored is { Journey.Kits.Count: > 0 })
            {
                because += " Someone else at the same address also has a kit: the two kits may have been swapped.";
                break;
            }
        }

        return new RowMatch.Unsure(because, candidates);
    }

    private static IdentityEvidence Compare(LabRow row, PatientRecord person) => IdentityEvidence.Compare(
        new ReportedIdentity(row.NhsNumber, row.FamilyName, row.DateOfBirth),
        new KnownPatient(person.Details.NhsNumber, person.Details.FamilyName, person.Details.GivenName, person.Details.DateOfBirth));

    private static string Evidence(LabRow row, PatientRecord person, JourneyId? posted)
    {
        string kit = row.KitId is null ? "The report names no kit."
            : posted is null ? "The kit was posted to nobody from here."
            : posted == person.Journey ? "The kit was posted to this patient."
            : "The kit was posted to someone else.";
        return Compare(row, person).Verdict switch
        {
            IdentityVerdict.Differs differs => kit + " " + string.Join(' ', differs.Because),
            IdentityVerdict.TooLittle little => kit + " " + string.Join(' ', little.Because),
            _ => kit + " The patient's identifiers agree.",
        };
    }
}
