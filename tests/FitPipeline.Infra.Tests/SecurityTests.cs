using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace FitPipeline.Infra.Tests;

/// <summary>No keys, no open doors, nothing that can be altered after the fact. Sign-in is in <see cref="DoorTests"/>.</summary>
public sealed partial class SecurityTests
{
    private const string Account = "Microsoft.Storage/storageAccounts";
    private const string Container = "Microsoft.Storage/storageAccounts/blobServices/containers";
    private const string Bus = "Microsoft.ServiceBus/namespaces";
    private const string Site = "Microsoft.Web/sites";
    private const string Diagnostics = "Microsoft.Insights/diagnosticSettings";

    /// <summary>Quotation marks of expressions stay as they are.</summary>
    private static readonly JsonSerializerOptions Readable = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Every estate keeps these on every resource of the type: a new storage account is held to them by being there.</summary>
    internal static readonly Promise[] Kept =
    [
        new(Account, "properties.allowSharedKeyAccess", "false"),
        new(Account, "properties.allowBlobPublicAccess", "false"),
        new(Account, "properties.allowCrossTenantReplication", "false"),
        new(Account, "properties.isLocalUserEnabled", "false"),
        new(Account, "properties.isSftpEnabled", "false"),
        new(Account, "properties.supportsHttpsTrafficOnly", "true"),
        new(Account, "properties.minimumTlsVersion", "TLS1_2"),
        new(Account, "properties.publicNetworkAccess", "Disabled", (estate, account) => IsIsolated(estate) && !IsDesk(account)),
        new(Account, "properties.networkAcls.defaultAction", "Deny", (estate, account) => IsIsolated(estate) && !IsDesk(account)),
        new(Container, "properties.publicAccess", "None"),

        new(Bus, "properties.disableLocalAuth", "true"),
        new(Bus, "properties.minimumTlsVersion", "1.2"),
        new(Bus, "properties.publicNetworkAccess", "Disabled", (estate, _) => IsIsolated(estate)),
        new(Bus, "sku.name", "Premium", (estate, _) => IsIsolated(estate)),
        new($"{Bus}/networkRuleSets", "properties.publicNetworkAccess", "Disabled", (estate, _) => IsIsolated(estate)),
        new($"{Bus}/networkRuleSets", "properties.defaultAction", "Deny", (estate, _) => IsIsolated(estate)),

        new("Microsoft.Communication/communicationServices", "properties.disableLocalAuth", "true"),
        new("Microsoft.Communication/communicationServices", "properties.dataLocation", "UK"),
        new("Microsoft.Insights/components", "properties.DisableLocalAuth", "true"),
        new("Microsoft.Insights/components", "properties.DisableIpMasking", "false"),
        new("Microsoft.OperationalInsights/workspaces", "properties.features.disableLocalAuth", "true"),

        new(Site, "properties.httpsOnly", "true"),
        new(Site, "properties.siteConfig.minTlsVersion", "1.2"),
        new(Site, "properties.siteConfig.scmMinTlsVersion", "1.2"),
        new(Site, "properties.siteConfig.remoteDebuggingEnabled", "false"),
        new(Site, "properties.functionAppConfig.deployment.storage.authentication.type", "UserAssignedIdentity"),
        new($"{Site}/basicPublishingCredentialsPolicies", "properties.allow", "false"),

        new($"{Account}/blobServices", "properties.isVersioningEnabled", "true", (_, service) => HoldsData(service)),
        new($"{Account}/blobServices", "properties.deleteRetentionPolicy.enabled", "true", (_, service) => HoldsData(service)),
        new($"{Account}/blobServices", "properties.containerDeleteRetentionPolicy.enabled", "true", (_, service) => HoldsData(service)),
    ];

    [CompiledFact]
    public void Given_every_estate_when_its_resources_are_made_then_none_has_a_key_or_an_open_door()
    {
        Kept.AssertKept(Estate.All);
        Assert.Equal(["stfitdata", "stfitdesk", "stfithub"], Estate.Prod.NamesOf(Account).Select(Estate.Prod.Short));
        Assert.Equal(["ftp", "scm"], Estate.Prod.NamesOf($"{Site}/basicPublishingCredentialsPolicies"));
        Assert.Single(Estate.Prod.Of($"{Bus}/networkRuleSets"));
    }

    [CompiledFact]
    public void Given_each_of_these_promises_when_a_resource_breaks_it_then_it_is_found()
    {
        Kept.AssertBite([.. Estate.All]);
    }

    [CompiledFact]
    public void Given_the_sites_configuration_when_it_is_sent_then_it_has_nothing_the_plan_refuses()
    {
        Assert.Equal("FC1", Estate.Prod.One("Microsoft.Web/serverfarms").Text("sku.name"));
        // Azure refuses a Flex Consumption site that says anything of ftpsState, linuxFxVersion, alwaysOn and their kin; these it takes.
        Assert.Equal(
            ["http20Enabled", "minTlsVersion", "remoteDebuggingEnabled", "scmMinTlsVersion"],
            Estate.Prod.One(Site).At("properties.siteConfig")!.AsObject().Select(setting => setting.Key));
    }

    [CompiledFact]
    public void Given_laboratory_files_when_they_are_scanned_then_they_are_read_after_the_verdict()
    {
        Resource scan = Estate.Prod.One("Microsoft.Security/defenderForStorageSettings");
        Assert.EndsWith($"/{Estate.Prod.NamesOf(Account).First()}", scan.Scope, StringComparison.Ordinal);
        Assert.Equal("true", scan.Text("properties.malwareScanning.onUpload.isEnabled"));
        Assert.Equal("true", Setting(Estate.Prod, "LabFiles__AwaitScan"));

        Assert.Empty(Estate.Dev.Of("Microsoft.Security/defenderForStorageSettings"));
        Assert.Equal("false", Setting(Estate.Dev, "LabFiles__AwaitScan"));
    }

    [CompiledFact]
    public void Given_isolation_when_the_private_endpoints_are_listed_then_every_store_has_its_own()
    {
        const string endpoints = "Microsoft.Network/privateEndpoints";
        Estate estate = Estate.Prod;

        Assert.Equal(
            ["sb namespace", "stfitdata blob", "stfitdata queue", "stfitdata table", "stfithub blob", "stfithub queue", "stfithub table"],
            estate.Of(endpoints).Select(endpoint =>
            {
                string connection = "properties.privateLinkServiceConnections.0.properties.";
                string service = Assert.Single(endpoint.Texts(connection + "groupIds"));
                string zone = Assert.Single(estate.Of($"{endpoints}/privateDnsZoneGroups"), group => group.Id.StartsWith($"{endpoint.Id}/"))
                    .Text("properties.privateDnsZoneConfigs.0.properties.privateDnsZoneId");
                Assert.Contains(service == "namespace" ? "/privatelink.servicebus.windows.net" : $"'privatelink.{service}.{{0}}'", zone);
                return $"{estate.Short(endpoint.Text(connection + "privateLinkServiceId").Split('/')[^1])} {service}";
            }).Order(StringComparer.Ordinal));
        Assert.EndsWith("/subnets/functions", estate.One(Site).Text("properties.virtualNetworkSubnetId"), StringComparison.Ordinal);
        Assert.Equal(4, estate.Of("Microsoft.Network/privateDnsZones/virtualNetworkLinks").Count());
        Assert.Empty(Estate.Dev.Of(endpoints));
        Assert.Empty(Estate.Dev.Of("Microsoft.Network/virtualNetworks"));
    }

    [CompiledFact]
    public void Given_the_compiled_estate_when_it_is_searched_then_no_key_is_read_written_or_handed_on()
    {
        // One address is called a connection string. A component without local authentication has no key to lose.
        string[] found = [.. Key().Matches(Template.Main.Body.ToJsonString(Readable)).Select(match => match.Value)];

        Assert.Equal(["reference('applicationInsights').ConnectionString"], found);
        Assert.DoesNotContain(
            Template.All.SelectMany(template => template.Outputs),
            output => output.Body["type"]!.GetValue<string>().StartsWith("secure", StringComparison.OrdinalIgnoreCase));
        Assert.DoesNotContain(
            Estate.All.SelectMany(estate => estate.Resources),
            resource => resource.Type.StartsWith("Microsoft.KeyVault/", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("[listKeys('storageAccount', '2025-06-01').keys[0].value]")]
    [InlineData("[listAccountSas(resourceId('x'), '2025-06-01', createObject())]")]
    [InlineData("DefaultEndpointsProtocol=https;AccountKey=abc")]
    [InlineData("Endpoint=sb://x/;SharedAccessKeyName=Root;SharedAccessKey=abc")]
    [InlineData("[reference('namespace').primaryKey]")]
    [InlineData("[reference('component').InstrumentationKey]")]
    [InlineData("[reference('other').ConnectionString]")]
    public void Given_a_value_with_a_key_in_it_when_it_is_searched_then_the_key_is_seen(string value)
    {
        Assert.Matches(Key(), value);
    }

    [CompiledFact]
    public void Given_the_one_secret_when_it_is_passed_on_then_every_parameter_it_passes_through_is_secure()
    {
        var secrets =
            from template in Template.All
            from parameter in template.Parameters
            where parameter.Body["type"]?.GetValue<string>() is { } type && type.StartsWith("secure", StringComparison.OrdinalIgnoreCase)
            select (template.Name, Parameter: parameter.Name, Default: parameter.Body["defaultValue"]?.GetValue<string>());
        Assert.Equal([("main", "blobsExtensionKey", ""), ("events", "labFileWebhook", null)], secrets);

        // Read once, for the parameter that is secure too; and no evaluated resource shows it.
        Assert.Equal(
            ["events labFileWebhook"],
            from module in Template.Main.Resources
            from given in module.Body["properties"]!["parameters"]!.AsObject()
            where given.Value!.ToJsonString(Readable).Contains("blobsExtensionKey", StringComparison.Ordinal)
            select $"{module.Name} {given.Key}");
        Resource webhook = Estate.Prod.One("Microsoft.EventGrid/systemTopics/eventSubscriptions", "lab-file-arrived");
        Assert.Equal("[unknown()]", webhook.Text("properties.destination.properties.endpointUrl"));
    }

    [CompiledFact]
    public void Given_what_came_from_a_laboratory_and_the_audit_when_they_are_kept_then_they_cannot_be_altered()
    {
        const string policies = $"{Container}/immutabilityPolicies";

        Assert.Equal(
            ["audit 2922 true", "lab-archive 2922 false"],
            Estate.Prod.Of(policies).Select(policy => string.Join(
                ' ',
                policy.Text("name").Split('/')[^2],
                policy.Text("properties.immutabilityPeriodSinceCreationInDays"),
                policy.Text("properties.allowProtectedAppendWrites"))).Order(StringComparer.Ordinal));
        // A locked policy may only be extended by hand: a deployment leaves it alone.
        Assert.Empty(Estate.Later.Of(policies));
    }

    [CompiledFact]
    public void Given_a_file_nobody_has_read_when_it_grows_old_then_no_rule_deletes_it()
    {
        JsonArray rules = Estate.Prod.One($"{Account}/managementPolicies").At("properties.policy.rules")!.AsArray();
        Resource[] deleting =
        [
            .. rules.Select(rule => new Resource(rule!.AsObject()))
                .Where(rule => rule.At("definition.actions.baseBlob.delete") is not null),
        ];

        Assert.Equal(["lab-archive/", "undelivered-events/"], deleting.SelectMany(rule => rule.Texts("definition.filters.prefixMatch")));
        Assert.Equal("2922", deleting[0].Text("definition.actions.baseBlob.delete.daysAfterCreationGreaterThan"));
    }

    [CompiledFact]
    public void Given_an_event_that_cannot_be_delivered_when_the_day_is_over_then_it_is_kept()
    {
        Resource[] subscriptions = [.. Estate.Prod.Of("Microsoft.EventGrid/systemTopics/eventSubscriptions")];

        Assert.Equal(2, subscriptions.Length);
        Assert.All(subscriptions, subscription =>
        {
            const string undelivered = "properties.deadLetterWithResourceIdentity.";
            Assert.Equal("undelivered-events", subscription.Text(undelivered + "deadLetterDestination.properties.blobContainerName"));
            Assert.Equal("SystemAssigned", subscription.Text(undelivered + "identity.type"));
        });
    }

    [CompiledFact]
    public void Given_something_that_can_be_watched_when_it_is_made_then_its_diagnostics_go_to_the_workspace()
    {
        string[] watchable =
        [
            "Microsoft.ApiManagement/service", "Microsoft.Cdn/profiles", "Microsoft.Communication/communicationServices",
            "Microsoft.EventGrid/systemTopics", "Microsoft.OperationalInsights/workspaces", Bus, $"{Account}/blobServices",
            $"{Account}/queueServices", $"{Account}/tableServices", Site,
        ];
        string[] Unwatched(Estate estate) =>
        [
            .. from type in watchable
               from resource in estate.Of(type)
               where !estate.Of(Diagnostics).Any(setting =>
                   setting.Scope == resource.Id && setting.Text("properties.workspaceId") == Workspace(estate))
               select resource.Id,
        ];

        Assert.All(watchable, type => Assert.NotEmpty(Estate.Prod.Of(type)));
        Assert.Empty(Estate.All.SelectMany(Unwatched));
        Assert.All(Estate.Prod.Of(Diagnostics), setting => Assert.Single(Unwatched(Estate.Prod.Without(setting))));
    }

    [CompiledFact]
    public void Given_the_applications_logs_when_they_are_chosen_then_none_has_the_address_of_a_patients_page()
    {
        string site = Estate.Prod.One(Site).Id;
        Resource setting = Estate.Prod.Of(Diagnostics).Single(setting => setting.Scope == site);

        Assert.Equal(["FunctionAppLogs"], setting.At("properties.logs")!.AsArray().Select(log => log!["category"]!.GetValue<string>()));
        Assert.All(
            Estate.Prod.Of("Microsoft.ApiManagement/service/apis/operations"),
            operation => Assert.DoesNotMatch("^/p(/|$)", operation.Text("properties.urlTemplate")));
    }

    [CompiledFact]
    public void Given_a_gp_system_when_it_calls_the_gateway_then_token_size_and_pace_are_checked_in_that_order()
    {
        XElement inbound = XDocument.Parse(Repository.Text("infra", "modules", "gateway-policy.xml")).Root!.Element("inbound")!;

        Assert.Equal(["base", "validate-jwt", "choose", "rate-limit-by-key"], inbound.Elements().Select(e => e.Name.LocalName));
        XElement token = inbound.Element("validate-jwt")!;
        Assert.Equal("true", token.Attribute("require-expiration-time")!.Value);
        Assert.Equal("true", token.Attribute("require-signed-tokens")!.Value);
        Assert.Equal(["__AUDIENCE__", "api://__AUDIENCE__"], token.Element("audiences")!.Elements().Select(e => e.Value));
        Assert.Equal(["__ISSUER__"], token.Element("issuers")!.Elements().Select(e => e.Value));
        Assert.Equal(["gp"], token.Element("required-claims")!.Element("claim")!.Elements().Select(e => e.Value));
        string tooLarge = inbound.Element("choose")!.Element("when")!.Attribute("condition")!.Value;
        Assert.EndsWith($" > {256 * 1024})", tooLarge, StringComparison.Ordinal);
        Assert.Equal("413", inbound.Descendants("set-status").Single().Attribute("code")!.Value);
        Assert.Equal("__CALLS_PER_MINUTE__", inbound.Element("rate-limit-by-key")!.Attribute("calls")!.Value);

        // The compiled policy is this file with its three blanks filled in.
        string policy = Estate.Prod.One("Microsoft.ApiManagement/service/apis/policies").Text("properties.value");
        string file = Repository.Text("infra", "modules", "gateway-policy.xml").Replace("'", "''", StringComparison.Ordinal);
        string clientId = BicepCompiler.DeployersEnvironment["FIT_SIGN_IN_CLIENT_ID"];
        Assert.Equal(
            $"[replace(replace(replace('{file}', "
            + $"'__ISSUER__', format('{{0}}{{1}}/v2.0', environment().authentication.loginEndpoint, '{Estate.Tenant}')), "
            + $"'__AUDIENCE__', '{clientId}'), '__CALLS_PER_MINUTE__', '300')]",
            policy);
    }

    private static bool IsIsolated(Estate estate) => estate.Name.StartsWith("prod", StringComparison.Ordinal);

    // The desk's files are in the public repository, and no data lies beside them.
    private static bool IsDesk(Resource account) => account.Name.StartsWith("stfitdesk", StringComparison.Ordinal);

    private static bool HoldsData(Resource service) => service.Text("name").StartsWith("stfitdata", StringComparison.Ordinal);

    private static string Setting(Estate estate, string name) => estate.One($"{Site}/config", "appsettings").Text($"properties.{name}");

    private static string Workspace(Estate estate) => estate.One("Microsoft.OperationalInsights/workspaces").Id;

    /// <summary>Whatever starts with list and is called (listKeys, listAccountSas, listSecrets), and the names that keys go by.</summary>
    [GeneratedRegex(
        @"\blist[A-Z]\w*\s*\(|AccountKey=|SharedAccessKey|InstrumentationKey|\b(?:primary|secondary)Key\b"
        + @"|(?:reference\('\w+'\)\.)?\b(?:primary|secondary)?ConnectionStrings?\b(?!\.)",
        RegexOptions.IgnoreCase)]
    private static partial Regex Key();
}
