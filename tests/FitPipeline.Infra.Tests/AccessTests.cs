using System.Text.Json;
using System.Text.Json.Nodes;

namespace FitPipeline.Infra.Tests;

/// <summary>The whole of who may do what. A line added in Bicep fails here until it is added here too, on purpose.</summary>
public sealed class AccessTests
{
    private const string Assignments = "Microsoft.Authorization/roleAssignments";

    /// <summary>One wrong digit is another role: https://learn.microsoft.com/azure/role-based-access-control/built-in-roles.</summary>
    private static readonly Dictionary<string, string> Roles = new()
    {
        ["4f6d3b9b-027b-4f4c-9142-0e5a2a2247e0"] = "Azure Service Bus Data Receiver",
        ["69a216fc-b8fb-44d8-bc22-1f3c2cd27a39"] = "Azure Service Bus Data Sender",
        ["09976791-48a7-449e-bb21-39d1a415f350"] = "Communication and Email Service Owner",
        ["3913510d-42f4-4e42-8a64-420c390055eb"] = "Monitoring Metrics Publisher",
        ["ba92f5b4-2d11-453d-a403-e96b0029c9fe"] = "Storage Blob Data Contributor",
        ["b7e6dc6d-f1e8-4753-8033-0f276bb0955b"] = "Storage Blob Data Owner",
        ["974c5e8b-45b9-4653-ba55-5f855dd0fb88"] = "Storage Queue Data Contributor",
        ["0a9a7e1f-b9d0-4cc4-a60d-0319b160aaa3"] = "Storage Table Data Contributor",
    };

    private static readonly string[] Everywhere =
    [
        "application may Azure Service Bus Data Receiver on queues/sms-delivery-reports",
        "application may Azure Service Bus Data Receiver on subscriptions/fitpipeline",
        "application may Azure Service Bus Data Sender on queues/booking-requests",
        "application may Azure Service Bus Data Sender on queues/kit-dispatch",
        "application may Azure Service Bus Data Sender on topics/pathway-events",
        "application may Communication and Email Service Owner on communicationServices/acs",
        "application may Monitoring Metrics Publisher on components/appi",
        "application may Storage Blob Data Contributor on containers/audit",
        "application may Storage Blob Data Contributor on containers/lab-archive",
        "application may Storage Blob Data Contributor on containers/lab-quarantine",
        "application may Storage Blob Data Contributor on containers/lab-results",
        "application may Storage Blob Data Owner on storageAccounts/stfithub",
        "application may Storage Queue Data Contributor on storageAccounts/stfitdata",
        "application may Storage Queue Data Contributor on storageAccounts/stfithub",
        "application may Storage Table Data Contributor on storageAccounts/stfitdata",
        "application may Storage Table Data Contributor on storageAccounts/stfithub",
        "egst-communication may Azure Service Bus Data Sender on queues/sms-delivery-reports",
        "egst-communication may Storage Blob Data Contributor on containers/undelivered-events",
        "egst-storage may Storage Blob Data Contributor on containers/undelivered-events",
    ];

    private static readonly string[] WhereFilesAreScanned = ["application may Storage Blob Data Owner on containers/lab-results"];

    private static readonly string[] WhereALaboratoryIsNamed = ["laboratory may Storage Blob Data Contributor on containers/lab-results"];

    [CompiledFact]
    public void Given_the_role_assignments_when_they_are_written_out_then_they_are_these_and_no_others()
    {
        Assert.Equal(Sorted(Everywhere), Assigned(Estate.Dev));
        Assert.Equal(Sorted([.. Everywhere, .. WhereFilesAreScanned]), Assigned(Estate.Prod));
        Assert.Equal(Sorted([.. Everywhere, .. WhereFilesAreScanned, .. WhereALaboratoryIsNamed]), Assigned(Estate.Later));
    }

    [CompiledTheory]
    [InlineData("properties.roleDefinitionId", "8e3af657-a8ff-443c-a75c-2fe8c4bcb635", "an unknown role")]
    [InlineData("properties.principalId", "66666666-6666-6666-6666-666666666666", "an unknown principal")]
    [InlineData("properties.principalType", "User", "a User")]
    public void Given_an_assignment_that_is_changed_when_it_is_written_out_then_its_line_says_so(string path, string value, string said)
    {
        Assert.All(Estate.Prod.Of(Assignments), assignment =>
        {
            Estate changed = Estate.Prod.With(assignment, path, JsonValue.Create(value));
            string line = Assert.Single(Assigned(changed).Except(Assigned(Estate.Prod)));
            Assert.Contains(said, line, StringComparison.Ordinal);
        });
    }

    [CompiledFact]
    public void Given_a_role_on_more_than_one_thing_when_it_is_written_out_then_the_line_names_it()
    {
        Resource onContainer = Estate.Later.Of(Assignments)
            .Single(assignment => assignment.Text("properties.principalId") == Estate.Laboratory);
        string account = onContainer.Scope[..onContainer.Scope.IndexOf("/blobServices/", StringComparison.Ordinal)];
        Estate wider = Estate.Later.With(onContainer, "id", $"{account}/providers/{Assignments}/{onContainer.Name}");

        Assert.Equal(
            ["laboratory may Storage Blob Data Contributor on storageAccounts/stfitdata"],
            Assigned(wider).Except(Assigned(Estate.Later)));
    }

    [CompiledFact]
    public void Given_an_estate_when_its_resources_are_named_then_no_two_have_one_name()
    {
        Assert.All(Estate.All, estate => Assert.Empty(
            estate.Resources.GroupBy(resource => resource.Id, StringComparer.OrdinalIgnoreCase)
                .Where(group => group.Count() > 1).Select(group => group.Key)));
    }

    [Fact]
    public void Given_the_callers_roles_when_they_are_registered_then_they_are_the_contracts_six()
    {
        using JsonDocument roles = JsonDocument.Parse(Repository.Text("infra", "app-roles.json"));

        Assert.Equal(
            ["gp", "kitDesk", "lab", "triage", "bookingDesk", "admin"],
            roles.RootElement.EnumerateArray().Select(role => role.GetProperty("value").GetString()!));
        Assert.Equal(6, roles.RootElement.EnumerateArray().Select(role => role.GetProperty("id").GetGuid()).Distinct().Count());
    }

    /// <summary>Every role assignment of the estate as a sentence, sorted.</summary>
    internal static IEnumerable<string> Assigned(Estate estate) => Sorted(
        from assignment in estate.Of(Assignments)
        let role = Roles.GetValueOrDefault(assignment.Text("properties.roleDefinitionId").Split('/')[^1], "an unknown role")
        let scope = assignment.Scope.Split('/')
        select $"{Principal(estate, assignment)} may {role} on {scope[^2]}/{estate.Short(scope[^1])}");

    private static IEnumerable<string> Sorted(IEnumerable<string> lines) => lines.Order(StringComparer.Ordinal);

    /// <summary>Who is given the role: an identity that the estate makes, or the laboratory that was named.</summary>
    private static string Principal(Estate estate, Resource assignment)
    {
        string type = assignment.Text("properties.principalType");
        if (type != "ServicePrincipal")
        {
            return $"a {type}";
        }

        string principal = assignment.Text("properties.principalId");
        bool IsOf(Resource resource, string end) =>
            principal.StartsWith($"[reference('{resource.Id}', ", StringComparison.Ordinal)
            && principal.EndsWith(end, StringComparison.Ordinal);
        if (IsOf(estate.One("Microsoft.ManagedIdentity/userAssignedIdentities"), ").principalId]"))
        {
            return "application";
        }

        if (estate.Of("Microsoft.EventGrid/systemTopics").SingleOrDefault(topic => IsOf(topic, ").identity.principalId]")) is { } topic)
        {
            return estate.Short(topic.Name);
        }

        return principal == Estate.Laboratory ? "laboratory" : "an unknown principal";
    }
}
