using System.Globalization;
using System.Reflection;
using System.Text;
using FitPipeline.Pathway.Policy;

namespace FitPipeline.Pathway.Tests;

/// <summary>docs/policy.md, written from the policy in force.</summary>
internal static class PolicyDocument
{
    public static IReadOnlyList<PropertyInfo> Numbers { get; } =
    [
        .. typeof(PathwayPolicy).GetProperties(BindingFlags.Public | BindingFlags.Instance)
            .Where(property => property.PropertyType == typeof(int) || property.PropertyType == typeof(decimal) || property.PropertyType == typeof(TimeOnly)),
    ];

    public static string Write()
    {
        PathwayPolicy policy = PathwayPolicy.Current;
        StringBuilder page = new();
        page.Append(CultureInfo.InvariantCulture, $"# The numbers of the pathway, version {policy.Version}\n\n");
        page.Append("Written from `core/FitPipeline.Pathway/Policy/PathwayPolicy.cs` by `PathwayPolicyTests`; a test fails when it drifts. ");
        page.Append("The version is stored with every decision. A number marked *needs sign-off* has no published source that was read, or is the service's own choice: ");
        page.Append("a clinician of the deploying trust signs it off before go-live.\n\n");
        page.Append("| number | value | unit | source | sign-off |\n|---|---|---|---|---|\n");
        foreach (PolicySource source in PathwayPolicy.Sources)
        {
            PropertyInfo number = Numbers.Single(property => property.Name == source.Number);
            page.Append("| ").Append(number.Name).Append(" | ").Append(Value(number.GetValue(policy)!)).Append(" | ").Append(Unit(number)).Append(" | ")
                .Append(source.Source).Append(" | ").Append(source.NeedsClinicalSignOff ? "**needs sign-off**" : "published").Append(" |\n");
        }

        return page.ToString();
    }

    private static string Value(object value) => value is TimeOnly time
        ? time.ToString("HH:mm", CultureInfo.InvariantCulture)
        : Convert.ToString(value, CultureInfo.InvariantCulture)!;

    private static string Unit(PropertyInfo number) => number.Name switch
    {
        _ when number.PropertyType == typeof(TimeOnly) => "London time",
        nameof(PathwayPolicy.Threshold) => "µg Hb/g, inclusive",
        nameof(PathwayPolicy.AutomaticReplacements) => "kits",
        nameof(PathwayPolicy.AppointmentsMissedLimit) => "appointments",
        nameof(PathwayPolicy.OffersDeclinedLimit) => "offers",
        nameof(PathwayPolicy.TextsPerPatientPerDay) or nameof(PathwayPolicy.TextsPerHour) => "texts",
        _ when number.Name.StartsWith("AnaemiaBelow", StringComparison.Ordinal) => "g/L",
        _ when number.Name.EndsWith("From", StringComparison.Ordinal) => "completed years",
        _ when number.Name.StartsWith("WorkingDays", StringComparison.Ordinal) => "working days",
        _ when number.Name.StartsWith("Hours", StringComparison.Ordinal) => "hours",
        _ => "days",
    };
}
