using System.Text.Json;

namespace FitPipeline.Infra.Tests;

/// <summary>The whole of who may do what. A line added in Bicep fails here until it is added here too, on purpose.</summary>
public sealed class AccessTests
{
    private static readonly string[] Allowed =
    [
        // The application.
        "application may Azure Service Bus Data Receiver on deliveryReports",
        "application may Azure Service Bus Data Receiver on kitMovementsForUs",
        "application may Azure Service Bus Data Sender on booking-requests",
        "application may Azure Service Bus Data Sender on kit-dispatch",
        "application may Azure Service Bus Data Sender on pathwayEvents",
        "application may Communication and Email Service Owner on communication",
        "application may Monitoring Metrics Publisher on applicationInsights",
        "application may Storage Blob Data Contributor on audit",
        "application may Storage Blob Data Contributor on lab-archive",
        "application may Storage Blob Data Contributor on lab-quarantine",
        "application may Storage Blob Data Contributor on lab-results",
        "application may Storage Blob Data Owner on hubAccount",
        "application may Storage Blob Data Owner on labResults",
        "application may Storage Queue Data Contributor on dataAccount",
        "application may Storage Queue Data Contributor on hubAccount",
        "application may Storage Table Data Contributor on dataAccount",
        "application may Storage Table Data Contributor on hubAccount",
        // Event Grid's two topics.
        "communicationEvents may Azure Service Bus Data Sender on deliveryReports",
        "communicationEvents may Storage Blob Data Contributor on undeliveredEvents",
        "storageEvents may Storage Blob Data Contributor on undeliveredEvents",
        // Laboratories.
        "laboratory may Storage Blob Data Contributor on labResults",
    ];

    [Fact]
    public void Given_the_role_assignments_when_they_are_written_out_then_they_are_these_and_no_others()
    {
        IEnumerable<string> assigned =
            from made in Estate.Current.Made("Microsoft.Authorization/roleAssignments")
            let properties = made.Resource.Body.At("properties")
            let principal = properties.At("principalId").Written() switch
            {
                "principalId" => "application",
                "senderId" => "laboratory",
                var topic => topic.Replace(".identity.principalId", "", StringComparison.Ordinal),
            }
            from role in Turns(made.File, made.Resource, Between(properties.At("roleDefinitionId").Written(), "roleIds[", "]").Trim('\''))
            from scope in Scopes(made.File, made.Resource)
            select $"{principal} may {role} on {scope}";

        Assert.Equal(Allowed.Order(StringComparer.Ordinal), assigned.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Given_the_table_of_roles_when_it_is_read_then_every_role_in_it_is_used_and_has_its_id()
    {
        JsonElement roles = Estate.Current.Files["roles.bicep"].Variable("roleIds");

        Assert.Equal(
            Allowed.Select(a => a[(a.IndexOf(" may ", StringComparison.Ordinal) + 5)..a.IndexOf(" on ", StringComparison.Ordinal)]).Distinct().Order(StringComparer.Ordinal),
            roles.EnumerateObject().Select(r => r.Name));
        // https://learn.microsoft.com/azure/role-based-access-control/built-in-roles: one wrong digit is another role, or none.
        Assert.Equal(
            [
                "4f6d3b9b-027b-4f4c-9142-0e5a2a2247e0",
                "69a216fc-b8fb-44d8-bc22-1f3c2cd27a39",
                "09976791-48a7-449e-bb21-39d1a415f350",
                "3913510d-42f4-4e42-8a64-420c390055eb",
                "ba92f5b4-2d11-453d-a403-e96b0029c9fe",
                "b7e6dc6d-f1e8-4753-8033-0f276bb0955b",
                "974c5e8b-45b9-4653-ba55-5f855dd0fb88",
                "0a9a7e1f-b9d0-4cc4-a60d-0319b160aaa3",
            ],
            roles.EnumerateObject().Select(r => r.Value.GetString()!));
    }

    [Fact]
    public void Given_a_principal_when_it_is_given_a_role_then_it_is_a_service_and_never_a_person()
    {
        Assert.All(Estate.Current.Made("Microsoft.Authorization/roleAssignments"), made =>
            Assert.Equal("ServicePrincipal", made.Resource.Body.At("properties", "principalType").Written()));
    }

    [Fact]
    public void Given_the_callers_roles_when_they_are_registered_then_they_are_the_contracts_six()
    {
        using JsonDocument roles = JsonDocument.Parse(Repository.Text("infra", "app-roles.json"));

        Assert.Equal(["gp", "kitDesk", "lab", "triage", "bookingDesk", "admin"], roles.RootElement.EnumerateArray().Select(r => r.GetProperty("value").GetString()!));
        Assert.Equal(6, roles.RootElement.EnumerateArray().Select(r => r.GetProperty("id").GetGuid()).Distinct().Count());
    }

    /// <summary>What a loop variable stands for, turn by turn; a name that is not one stands for itself.</summary>
    private static IEnumerable<string> Turns(BicepFile file, ResourceDeclaration resource, string name) =>
        resource.Loop is { } loop && loop.Item == name ? file.Follow(loop.Over).Strings() : [name];

    private static IEnumerable<string> Scopes(BicepFile file, ResourceDeclaration resource)
    {
        string scope = resource.Body.At("scope").Written();
        if (!scope.EndsWith("[index]", StringComparison.Ordinal))
        {
            return [scope];
        }

        // containers[index]: the loop over the scopes and the loop over the assignments run over the same list.
        ResourceDeclaration scopes = file.Resources.Single(r => r.Name == scope[..scope.IndexOf('[', StringComparison.Ordinal)]);
        Assert.Equal(scopes.Loop!.Over.Written(), resource.Loop!.Over.Written());
        return file.NamesOf(scopes);
    }

    private static string Between(string text, string before, string after)
    {
        int start = text.IndexOf(before, StringComparison.Ordinal) + before.Length;
        return text[start..text.IndexOf(after, start, StringComparison.Ordinal)];
    }
}
