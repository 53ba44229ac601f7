using FitPipeline.Intake.Fhir;
using FitPipeline.Intake.Text;
using FitPipeline.Pathway.Booking;

namespace FitPipeline.Intake.Booking;

/// <summary>What the slots of one Schedule have in common.</summary>
/// <param name="Id">Its id; null when it has none.</param>
/// <param name="IdIsWrong">Whether it has an id that is none by FHIR's rule.</param>
/// <param name="Site">The one site it leads to; null when it leads to none that can be shown, or to two.</param>
/// <param name="Procedure">The examination it is for; null when it names none.</param>
/// <param name="Community">Whether its lists are held in the community.</param>
internal sealed record SlotSchedule(string? Id, bool IdIsWrong, string? Site, Procedure? Procedure, bool Community);

/// <summary>
/// The Schedules of a document. Each resource is read once, however many slots share it: a thousand slots on a schedule of a
/// thousand actors are a thousand readings and not a million.
/// </summary>
internal sealed class SlotSchedules(FhirDocument document)
{
    private const string CommunityExtension = "urn:fitpipeline:community-list";
    private const int LongestSite = 100;

    private readonly Dictionary<int, SlotSchedule?> _schedules = [];
    private readonly Dictionary<int, string[]> _services = [];
    private readonly Dictionary<int, string[]> _places = [];

    /// <summary>The SNOMED CT codes of what a Slot or Schedule is for.</summary>
    internal static IEnumerable<string> CodesOf(FhirElement resource) => resource.Each("serviceType").SelectMany(type => type.Codes(FhirElement.Snomed));

    /// <summary>Whether a Slot or Schedule says that it is on a community list.</summary>
    internal static bool IsCommunity(FhirElement resource) =>
        resource.Extensions(CommunityExtension).Any(extension => extension["valueBoolean"].Flag is true);

    /// <summary>The Schedule that a slot refers to; null when the document holds none.</summary>
    internal SlotSchedule? Of(FhirElement reference)
    {
        FhirElement schedule = document.Resolve(reference);
        return schedule.IsObject ? Once(_schedules, schedule, Read) : null;
    }

    private SlotSchedule? Read(FhirElement schedule)
    {
        if (schedule.ResourceType != "Schedule")
        {
            return null;
        }

        string[] sites = [.. schedule.Each("actor").SelectMany(actor => PlacesOf(actor, false)).Distinct(StringComparer.Ordinal)];
        return new SlotSchedule(
            schedule.Id,
            schedule["id"].Exists && schedule.Id is null,
            sites.Length == 1 && PlainText.Fault(sites[0], LongestSite) is null ? sites[0] : null,
            ProcedureCodes.Of(CodesOf(schedule)),
            IsCommunity(schedule));
    }

    // The Location itself, or those of the service whose schedule it is.
    private string[] PlacesOf(FhirElement reference, bool ofService)
    {
        FhirElement actor = document.Resolve(reference);
        return !actor.IsObject ? [] : ofService ? Once(_places, actor, Names) : Once(_services, actor, all => [.. Names(all), .. NamesOfService(all)]);
    }

    // Two different names are as good as none, so more of a service's are not carried along.
    private string[] NamesOfService(FhirElement actor) => actor.ResourceType == "HealthcareService"
        ? [.. actor.Each("location").SelectMany(location => PlacesOf(location, true)).Distinct(StringComparer.Ordinal).Take(2)]
        : [];

    private static string[] Names(FhirElement actor) => actor.ResourceType == "Location" && actor["name"].Text is { } name ? [name] : [];

    private static T Once<T>(Dictionary<int, T> known, FhirElement resource, Func<FhirElement, T> read)
    {
        if (!known.TryGetValue(resource.Resource, out T? found))
        {
            known[resource.Resource] = found = read(resource);
        }

        return found;
    }
}
