namespace FitPipeline.Infra.Tests;

/// <summary>The names the application and its neighbours rely on.</summary>
public sealed class ContractTests
{
    private const string Bus = "Microsoft.ServiceBus/namespaces";
    private const string Storage = "Microsoft.Storage/storageAccounts";

    [CompiledFact]
    public void Given_the_containers_when_they_are_made_then_they_are_the_contracts()
    {
        Assert.All(Estate.All, estate => Assert.Equal(
            [
                "stfitdata audit", "stfitdata lab-archive", "stfitdata lab-quarantine", "stfitdata lab-results",
                "stfitdata undelivered-events", "stfithub app-package",
            ],
            estate.Of($"{Storage}/blobServices/containers")
                .Select(container => $"{AccountOf(estate, container)} {container.Name}").Order(StringComparer.Ordinal)));
    }

    [CompiledFact]
    public void Given_the_tables_when_they_are_made_then_they_are_the_contracts()
    {
        Assert.All(Estate.All, estate =>
        {
            Assert.Equal(
                ["Audit", "Bookings", "Journeys", "Kits", "LabRows", "Patients", "Quarantine", "Slots", "Texts", "WorkItems"],
                estate.NamesOf($"{Storage}/tableServices/tables"));
            Assert.All(estate.Of($"{Storage}/tableServices/tables"), table => Assert.Equal("stfitdata", AccountOf(estate, table)));
        });
    }

    [CompiledFact]
    public void Given_the_task_hub_when_it_is_made_then_it_has_blobs_queues_and_tables_of_its_own()
    {
        Resource settings = Estate.Prod.One("Microsoft.Web/sites/config", "appsettings");
        string hub = Estate.Prod.Of(Storage).Single(account => Estate.Prod.Short(account.Name) == "stfithub").Id;

        Assert.All(["blob", "queue", "table"], service =>
        {
            Assert.Single(Estate.Prod.Of($"{Storage}/{service}Services"), of => of.Id == $"{hub}/{service}Services/default");
            string address = settings.Text($"properties.AzureWebJobsStorage__{service}ServiceUri");
            Assert.StartsWith($"[reference('{hub}', ", address, StringComparison.Ordinal);
            Assert.EndsWith($").primaryEndpoints.{service}]", address, StringComparison.Ordinal);
        });
    }

    [CompiledFact]
    public void Given_queues_and_topics_when_they_are_made_then_each_remembers_what_it_has_had_and_keeps_what_nobody_took()
    {
        Estate estate = Estate.Prod;
        Assert.Equal(["booking-requests", "kit-dispatch", "sms-delivery-reports"], estate.NamesOf($"{Bus}/queues"));
        Assert.Equal(["kit-movements", "pathway-events"], estate.NamesOf($"{Bus}/topics"));
        Assert.Equal(
            ["kit-movements/fitpipeline", "pathway-events/trust-records"],
            estate.Of($"{Bus}/topics/subscriptions")
                .Select(subscription => string.Join('/', subscription.Text("name").Split('/')[^2..])).Order(StringComparer.Ordinal));

        Assert.All(
            estate.Of($"{Bus}/queues").Concat(estate.Of($"{Bus}/topics")),
            entity => Assert.Equal("true", entity.Text("properties.requiresDuplicateDetection")));
        Assert.All(estate.Of($"{Bus}/queues").Concat(estate.Of($"{Bus}/topics/subscriptions")), entity =>
        {
            Assert.Equal("true", entity.Text("properties.deadLetteringOnMessageExpiration"));
            Assert.Equal("10", entity.Text("properties.maxDeliveryCount"));
        });
    }

    [CompiledFact]
    public void Given_a_laboratory_file_when_it_is_announced_then_it_is_to_the_function_of_the_contract_and_once_there_is_a_key()
    {
        Resource file = Estate.Prod.One("Microsoft.EventGrid/systemTopics/eventSubscriptions", "lab-file-arrived");
        Assert.Equal("[not(empty(unknown()))]", file.Text("condition"));
        Assert.Equal("/blobServices/default/containers/lab-results/", file.Text("properties.filter.subjectBeginsWith"));
        Assert.Equal(["Microsoft.Storage.BlobCreated"], file.Texts("properties.filter.includedEventTypes"));

        string webhook = Template.Main.Resources.Single(module => module.Name == "events")
            .Body["properties"]!["parameters"]!["labFileWebhook"]!.GetValue<string>();
        Assert.Equal(
            "[if(empty(parameters('blobsExtensionKey')), createObject('value', ''), createObject('value', "
            + "format('https://{0}/runtime/webhooks/blobs?functionName=Host.Functions.ReceiveLabFile&code={1}', "
            + "reference('functions').outputs.hostName.value, parameters('blobsExtensionKey'))))]",
            webhook);
        // Nothing else waits for anything: what is in a snapshot without a condition is made by every deployment.
        Assert.All(Estate.All, estate => Assert.Single(estate.Resources, resource => resource.At("condition") is not null));
    }

    [CompiledFact]
    public void Given_a_delivery_report_when_it_is_announced_then_it_is_to_the_queue_of_the_contract()
    {
        Resource report = Estate.Prod.One("Microsoft.EventGrid/systemTopics/eventSubscriptions", "sms-delivery-report");
        Assert.Equal(["Microsoft.Communication.SMSDeliveryReportReceived"], report.Texts("properties.filter.includedEventTypes"));
        Assert.Equal(
            Estate.Prod.One($"{Bus}/queues", "sms-delivery-reports").Id,
            report.Text("properties.deliveryWithResourceIdentity.destination.properties.resourceId"));
    }

    [CompiledFact]
    public void Given_the_function_app_when_it_runs_then_it_is_dotnet_ten_with_the_engine_always_ready()
    {
        const string config = "properties.functionAppConfig.";
        const string scale = config + "scaleAndConcurrency.";
        Assert.All(Estate.All, estate =>
        {
            Resource site = estate.One("Microsoft.Web/sites");
            Assert.Equal("dotnet-isolated 10.0", $"{site.Text(config + "runtime.name")} {site.Text(config + "runtime.version")}");
            Assert.Equal("durable", site.Text(scale + "alwaysReady.0.name"));
            Assert.Equal("1", site.Text(scale + "alwaysReady.0.instanceCount"));
            Assert.Equal("http", site.Text(scale + "alwaysReady.1.name"));
            Assert.Equal("40", site.Text(scale + "maximumInstanceCount"));
            Assert.Equal("FC1", estate.One("Microsoft.Web/serverfarms").Text("sku.name"));
        });
        // Never none: a due time would wait for a cold start.
        Assert.Equal(1, Template.Main.Member("scaleSettings", "durableInstances")["minValue"]!.GetValue<int>());
    }

    [CompiledFact]
    public void Given_a_gp_system_when_it_uses_the_gateway_then_every_operation_of_the_contract_that_is_its_own_is_there()
    {
        Assert.Equal(
            [
                "GET /journeys/{journeyId}", "GET /practices/{ods}/journeys", "POST /journeys/{journeyId}/acknowledgements",
                "POST /journeys/{journeyId}/decisions", "POST /journeys/{journeyId}/messages", "POST /referrals",
            ],
            Estate.Prod.Of("Microsoft.ApiManagement/service/apis/operations")
                .Select(operation => $"{operation.Text("properties.method")} {operation.Text("properties.urlTemplate")}")
                .Order(StringComparer.Ordinal));
        Assert.Empty(Estate.Dev.Of("Microsoft.ApiManagement/service"));
    }

    [CompiledFact]
    public void Given_azd_when_it_deploys_then_it_finds_the_estate_and_the_application()
    {
        string azd = Repository.Text("azure.yaml");

        Assert.Contains("path: infra", azd, StringComparison.Ordinal);
        Assert.Contains("module: dev", azd, StringComparison.Ordinal);
        Assert.Contains("project: functions/FitPipeline.Functions", azd, StringComparison.Ordinal);
        Assert.Contains("  api:", azd, StringComparison.Ordinal);
        Assert.Equal("api", Estate.Dev.One("Microsoft.Web/sites").Text("tags.azd-service-name"));
    }

    private static string AccountOf(Estate estate, Resource resource) => estate.Short(resource.Text("name").Split('/')[0]);
}
