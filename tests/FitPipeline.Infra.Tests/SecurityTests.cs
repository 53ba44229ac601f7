using System.Text.Json;
using System.Xml.Linq;

namespace FitPipeline.Infra.Tests;

/// <summary>No keys, no open doors, nothing that can be altered after the fact.</summary>
public sealed class SecurityTests
{
    private const string ShutWhenIsolated = "networkIsolation ? 'Disabled' : 'Enabled'";

    [Fact]
    public void Given_a_storage_account_when_it_is_made_then_it_has_no_keys_no_strangers_and_no_plain_text()
    {
        (string Path, BicepFile File, ResourceDeclaration Resource)[] accounts = [.. Estate.Current.Made("Microsoft.Storage/storageAccounts")];

        Assert.Equal(["modules/data-storage.bicep", "modules/desk.bicep", "modules/task-hub.bicep"], accounts.Select(a => a.Path).Order(StringComparer.Ordinal));
        Assert.All(accounts, account =>
        {
            JsonElement properties = account.Resource.Body.At("properties");
            Assert.Equal("false", properties.At("allowSharedKeyAccess").Written());
            Assert.Equal("false", properties.At("allowBlobPublicAccess").Written());
            Assert.Equal("false", properties.At("isLocalUserEnabled").Written());
            Assert.Equal("false", properties.At("allowCrossTenantReplication").Written());
            Assert.Equal("true", properties.At("supportsHttpsTrafficOnly").Written());
            Assert.Equal("TLS1_2", properties.At("minimumTlsVersion").Written());

            // The desk's files are in the public repository, and no data lies beside them.
            bool holdsData = account.Path != "modules/desk.bicep";
            Assert.Equal(holdsData ? ShutWhenIsolated : "Enabled", properties.At("publicNetworkAccess").Written());
            Assert.Equal(holdsData ? "networkIsolation ? 'Deny' : 'Allow'" : "Allow", properties.At("networkAcls", "defaultAction").Written());
        });
        Assert.All(Estate.Current.Made("Microsoft.Storage/storageAccounts/blobServices/containers"), container =>
            Assert.Equal("None", container.Resource.Body.At("properties", "publicAccess").Written()));
    }

    [Fact]
    public void Given_service_bus_when_it_is_made_then_it_has_no_keys_and_can_be_shut()
    {
        JsonElement body = Estate.Current.Made("Microsoft.ServiceBus/namespaces").Single().Resource.Body;

        Assert.Equal("true", body.At("properties", "disableLocalAuth").Written());
        Assert.Equal("1.2", body.At("properties", "minimumTlsVersion").Written());
        Assert.Equal(ShutWhenIsolated, body.At("properties", "publicNetworkAccess").Written());
        Assert.Equal("networkIsolation ? 'Premium' : 'Standard'", body.At("sku", "name").Written());

        ResourceDeclaration rules = Estate.Current.Made("Microsoft.ServiceBus/namespaces/networkRuleSets").Single().Resource;
        Assert.Equal("(networkIsolation)", rules.Condition);
        Assert.Equal("Disabled", rules.Body.At("properties", "publicNetworkAccess").Written());
        Assert.Equal("Deny", rules.Body.At("properties", "defaultAction").Written());
    }

    [Fact]
    public void Given_texts_and_telemetry_when_they_are_set_up_then_only_an_identity_may_use_them_and_texts_stay_in_the_kingdom()
    {
        JsonElement communication = Estate.Current.Made("Microsoft.Communication/communicationServices").Single().Resource.Body;
        Assert.Equal("true", communication.At("properties", "disableLocalAuth").Written());
        Assert.Equal("UK", communication.At("properties", "dataLocation").Written());

        JsonElement insights = Estate.Current.Made("Microsoft.Insights/components").Single().Resource.Body;
        Assert.Equal("true", insights.At("properties", "DisableLocalAuth").Written());
        Assert.Equal("false", insights.At("properties", "DisableIpMasking").Written());

        JsonElement workspace = Estate.Current.Made("Microsoft.OperationalInsights/workspaces").Single().Resource.Body;
        Assert.Equal("true", workspace.At("properties", "features", "disableLocalAuth").Written());
    }

    [Fact]
    public void Given_the_function_app_when_it_is_made_then_it_speaks_https_and_takes_no_password()
    {
        JsonElement properties = Estate.Current.Made("Microsoft.Web/sites").Single().Resource.Body.At("properties");
        Assert.Equal("true", properties.At("httpsOnly").Written());
        Assert.Equal("1.2", properties.At("siteConfig", "minTlsVersion").Written());
        Assert.Equal("1.2", properties.At("siteConfig", "scmMinTlsVersion").Written());
        Assert.Equal("Disabled", properties.At("siteConfig", "ftpsState").Written());
        Assert.Equal("UserAssignedIdentity", properties.At("functionAppConfig", "deployment", "storage", "authentication", "type").Written());

        Assert.Equal(
            ["ftp=false", "scm=false"],
            Estate.Current.Made("Microsoft.Web/sites/basicPublishingCredentialsPolicies")
                .Select(p => $"{p.Resource.Body.At("name").Written()}={p.Resource.Body.At("properties", "allow").Written()}"));
    }

    [Fact]
    public void Given_laboratory_files_that_are_scanned_when_they_are_read_then_it_is_after_the_verdict_and_only_where_there_is_one()
    {
        ResourceDeclaration scan = Estate.Current.Made("Microsoft.Security/defenderForStorageSettings").Single().Resource;
        Assert.Equal("(malwareScan != null)", scan.Condition);
        Assert.Equal("storageAccount", scan.Body.At("scope").Written());
        Assert.Equal("true", scan.Body.At("properties", "malwareScanning", "onUpload", "isEnabled").Written());
        Assert.Equal("awaitsScan ? 'true' : 'false'", Estate.Current.Files["modules/functions.bicep"].Variable("appSettings").At("LabFiles__AwaitScan").Written());
        string main = Repository.Text("infra", "main.bicep");
        Assert.Contains("awaitsScan: malwareScan != null", main, StringComparison.Ordinal);
        Assert.Contains("readsVerdicts: malwareScan != null", main, StringComparison.Ordinal);
        Assert.Contains("param malwareScan = {", Repository.Text("infra", "prod.bicepparam"), StringComparison.Ordinal);
    }

    [Fact]
    public void Given_a_caller_without_a_token_when_they_call_then_only_three_paths_answer()
    {
        (_, BicepFile file, ResourceDeclaration settings) = Estate.Current.Made("Microsoft.Web/sites/config")
            .Single(c => c.Resource.Body.At("name").Written() == "authsettingsV2");
        JsonElement properties = settings.Body.At("properties");

        Assert.Equal("true", properties.At("platform", "enabled").Written());
        Assert.Equal("true", properties.At("httpSettings", "requireHttps").Written());
        Assert.Equal("true", properties.At("globalValidation", "requireAuthentication").Written());
        Assert.Equal("Return401", properties.At("globalValidation", "unauthenticatedClientAction").Written());
        Assert.Equal(
            ["/api/health", "/p/*", "/runtime/webhooks/blobs"],
            file.Follow(properties.At("globalValidation", "excludedPaths")).Strings());
        Assert.Equal(["signIn.clientId", "'api://${signIn.clientId}'"], properties.At("identityProviders", "azureActiveDirectory", "validation", "allowedAudiences").Strings());
        Assert.Equal(
            "OVERRIDE_USE_MI_FIC_ASSERTION_CLIENTID",
            properties.At("identityProviders", "azureActiveDirectory", "registration", "clientSecretSettingName").Written());
    }

    [Fact]
    public void Given_isolation_when_the_doors_are_listed_then_every_store_has_a_private_one()
    {
        ModuleDeclaration endpoints = Estate.Current.Main.Modules.Single(m => m.Name == "privateEndpoints");

        Assert.Equal("(networkIsolation)", endpoints.Condition);
        Assert.Equal(
            [
                "dataStorage.outputs.resourceId blob", "dataStorage.outputs.resourceId queue", "dataStorage.outputs.resourceId table",
                "serviceBus.outputs.resourceId namespace",
                "taskHub.outputs.resourceId blob", "taskHub.outputs.resourceId queue", "taskHub.outputs.resourceId table",
            ],
            endpoints.Body.At("params", "targets").EnumerateArray().Select(t => $"{t.At("resourceId").Written()} {t.At("service").Written()}").Order(StringComparer.Ordinal));
        Assert.Equal(
            ["blob", "namespace", "queue", "table"],
            Estate.Current.Files["modules/network.bicep"].Variable("zoneNames").EnumerateObject().Select(z => z.Name).Order(StringComparer.Ordinal));
        Assert.Equal(
            "networkIsolation ? network!.outputs.functionsSubnetId : ''",
            Estate.Current.Main.Modules.Single(m => m.Name == "functions").Body.At("params", "subnetId").Written());
    }

    [Fact]
    public void Given_any_file_when_it_is_searched_then_no_key_is_read_written_or_handed_on()
    {
        // One address is called a connection string. A component without local authentication has no key to lose.
        var found = from path in Estate.Current.Files.Keys
                    let text = Repository.Text("infra", path)
                    from match in BicepText.KeyRead().Matches(text).Concat(BicepText.KeyWritten().Matches(text))
                    where !text[..match.Index].EndsWith("APPLICATIONINSIGHTS_CONNECTION_STRING: applicationInsights.properties.", StringComparison.Ordinal)
                    select $"{path}: {match.Value}";

        Assert.Empty(found);
        Assert.DoesNotContain(Estate.Current.Files.SelectMany(f => f.Value.Outputs), o => o.Value.Written().Contains("ConnectionString", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("value: storageAccount.listKeys().keys[0].value")]
    [InlineData("value: listAccountSas(storageAccount.id, '2025-06-01', {})")]
    [InlineData("AzureWebJobsStorage: 'DefaultEndpointsProtocol=https;AccountKey=abc'")]
    [InlineData("value: namespace.properties.primaryKey")]
    [InlineData("value: component.properties.InstrumentationKey")]
    public void Given_a_line_with_a_key_in_it_when_it_is_searched_then_the_key_is_seen(string line)
    {
        Assert.True(BicepText.KeyRead().IsMatch(line) || BicepText.KeyWritten().IsMatch(line));
    }

    [Fact]
    public void Given_the_one_secret_when_it_is_passed_on_then_it_is_marked_secure_and_defaults_to_nothing()
    {
        var keys = Estate.Current.Files
            .SelectMany(f => f.Value.Params.Where(p => p.Name.EndsWith("Key", StringComparison.Ordinal) || p.Name.EndsWith("Secret", StringComparison.Ordinal)).Select(p => (f.Key, Parameter: p)))
            .ToArray();

        Assert.Equal(["main.bicep", "modules/events.bicep"], keys.Select(k => k.Key));
        Assert.All(keys, k => Assert.Contains(k.Parameter.Decorators, d => d.Name == "secure"));
        Assert.Equal("", keys[0].Parameter.Default.Written());
        Assert.DoesNotContain(Estate.Current.Resources, r => r.Resource.Type.StartsWith("Microsoft.KeyVault/", StringComparison.Ordinal));
    }

    [Fact]
    public void Given_what_came_from_a_laboratory_and_the_audit_when_they_are_kept_then_they_cannot_be_altered()
    {
        BicepFile storage = Estate.Current.Files["modules/data-storage.bicep"];
        var policies = storage.Resources
            .Where(r => r.Type == "Microsoft.Storage/storageAccounts/blobServices/containers/immutabilityPolicies")
            .ToDictionary(
                r => storage.Resources.Single(c => c.Name == r.Body.At("parent").Written()).Body.At("name").Written(),
                r => (r.Condition, Days: r.Body.At("properties", "immutabilityPeriodSinceCreationInDays").Written(), Appends: r.Body.At("properties", "allowProtectedAppendWrites").Written()));

        Assert.Equal(["audit", "lab-archive"], policies.Keys.Order(StringComparer.Ordinal));
        Assert.Equal(("(!archiveLocked)", "retention.archiveDays", "false"), policies["lab-archive"]);
        Assert.Equal(("(!archiveLocked)", "retention.auditDays", "true"), policies["audit"]);

        JsonElement blobs = storage.Resources.Single(r => r.Type == "Microsoft.Storage/storageAccounts/blobServices").Body.At("properties");
        Assert.Equal("true", blobs.At("isVersioningEnabled").Written());
        Assert.Equal("true", blobs.At("deleteRetentionPolicy", "enabled").Written());
        Assert.Equal("true", blobs.At("containerDeleteRetentionPolicy", "enabled").Written());
    }

    [Fact]
    public void Given_a_file_nobody_has_read_when_it_grows_old_then_no_rule_deletes_it()
    {
        JsonElement rules = Estate.Current.Made("Microsoft.Storage/storageAccounts/managementPolicies").Single().Resource.Body.At("properties", "policy", "rules");

        string[] deleted = [.. from rule in rules.EnumerateArray()
                               where rule.At("definition", "actions", "baseBlob", "delete").ValueKind != JsonValueKind.Undefined
                               from prefix in rule.At("definition", "filters", "prefixMatch").Strings()
                               select prefix];

        Assert.Equal(["lab-archive/", "undelivered-events/"], deleted);
        Assert.Equal(
            "retention.archiveDays",
            rules[0].At("definition", "actions", "baseBlob", "delete", "daysAfterCreationGreaterThan").Written());
    }

    [Fact]
    public void Given_an_event_that_cannot_be_delivered_when_the_day_is_over_then_it_is_kept()
    {
        BicepFile events = Estate.Current.Files["modules/events.bicep"];
        ResourceDeclaration[] subscriptions = [.. events.Resources.Where(r => r.Type == "Microsoft.EventGrid/systemTopics/eventSubscriptions")];

        Assert.Equal(2, subscriptions.Length);
        Assert.All(subscriptions, s =>
        {
            JsonElement undelivered = events.Follow(s.Body.At("properties", "deadLetterWithResourceIdentity"));
            Assert.Equal("undelivered-events", undelivered.At("deadLetterDestination", "properties", "blobContainerName").Written());
            Assert.Equal("SystemAssigned", undelivered.At("identity", "type").Written());
        });
    }

    [Fact]
    public void Given_something_that_can_be_watched_when_it_is_made_then_its_diagnostics_go_to_the_workspace()
    {
        string[] watchable =
        [
            "Microsoft.ApiManagement/service", "Microsoft.Cdn/profiles", "Microsoft.Communication/communicationServices", "Microsoft.EventGrid/systemTopics",
            "Microsoft.OperationalInsights/workspaces", "Microsoft.ServiceBus/namespaces", "Microsoft.Storage/storageAccounts/blobServices",
            "Microsoft.Storage/storageAccounts/queueServices", "Microsoft.Storage/storageAccounts/tableServices", "Microsoft.Web/sites",
        ];

        var unwatched = from made in Estate.Current.Resources
                        where watchable.Contains(made.Resource.Type) && !made.Resource.Existing
                        where !made.File.Resources.Any(d => d.Type == "Microsoft.Insights/diagnosticSettings" && d.Body.At("scope").Written() == made.Resource.Name)
                        select $"{made.Path}: {made.Resource.Name}";

        Assert.Empty(unwatched);
        Assert.All(watchable, type => Assert.NotEmpty(Estate.Current.Made(type)));
    }

    [Fact]
    public void Given_the_logs_of_the_application_when_they_are_chosen_then_none_writes_down_the_address_of_a_patients_page()
    {
        Assert.Equal(
            ["FunctionAppLogs"],
            Estate.Current.Files["modules/functions.bicep"].Resources.Single(r => r.Type == "Microsoft.Insights/diagnosticSettings")
                .Body.At("properties", "logs").EnumerateArray().Select(l => l.At("category").Written()));
        Assert.DoesNotContain(
            Estate.Current.Files["modules/gateway.bicep"].Variable("operations").EnumerateArray(),
            o => o.At("path").Written().StartsWith("/p", StringComparison.Ordinal) && !o.At("path").Written().StartsWith("/practices/", StringComparison.Ordinal));
    }

    [Fact]
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
        Assert.EndsWith($" > {256 * 1024})", inbound.Element("choose")!.Element("when")!.Attribute("condition")!.Value, StringComparison.Ordinal);
        Assert.Equal("413", inbound.Descendants("set-status").Single().Attribute("code")!.Value);
        Assert.Equal("__CALLS_PER_MINUTE__", inbound.Element("rate-limit-by-key")!.Attribute("calls")!.Value);

        BicepFile gateway = Estate.Current.Files["modules/gateway.bicep"];
        Assert.All(["__ISSUER__", "__AUDIENCE__", "__CALLS_PER_MINUTE__"], placeholder =>
            Assert.Contains(gateway.Variables, v => v.Value.Written().Contains(placeholder, StringComparison.Ordinal)));
    }
}
