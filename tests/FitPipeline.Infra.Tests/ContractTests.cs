using System.Text.Json;

namespace FitPipeline.Infra.Tests;

/// <summary>The names the application and its neighbours rely on.</summary>
public sealed class ContractTests
{
    [Fact]
    public void Given_the_containers_when_they_are_made_then_they_are_the_contracts()
    {
        Assert.Equal(
            ["audit", "lab-archive", "lab-quarantine", "lab-results", "undelivered-events"],
            Names("Microsoft.Storage/storageAccounts/blobServices/containers", "modules/data-storage.bicep"));
        Assert.Equal(
            ["packageContainerName"],
            Names("Microsoft.Storage/storageAccounts/blobServices/containers", "modules/task-hub.bicep"));
    }

    [Fact]
    public void Given_the_tables_when_they_are_made_then_they_are_the_contracts()
    {
        Assert.Equal(
            ["Audit", "Bookings", "Journeys", "Kits", "LabRows", "Patients", "Quarantine", "Slots", "Texts", "WorkItems"],
            Names("Microsoft.Storage/storageAccounts/tableServices/tables", "modules/data-storage.bicep"));
    }

    [Fact]
    public void Given_the_task_hub_when_it_is_made_then_it_has_blobs_queues_and_tables_of_its_own()
    {
        string[] services = [.. Estate.Current.Files["modules/task-hub.bicep"].Resources.Select(r => r.Type).Where(t => t.EndsWith("Services", StringComparison.Ordinal)).Order(StringComparer.Ordinal)];

        Assert.Equal(
            ["Microsoft.Storage/storageAccounts/blobServices", "Microsoft.Storage/storageAccounts/queueServices", "Microsoft.Storage/storageAccounts/tableServices"],
            services);
        JsonElement functions = Estate.Current.Main.Modules.Single(m => m.Name == "functions").Body.At("params");
        Assert.All(["hubBlobEndpoint", "hubQueueEndpoint", "hubTableEndpoint"], p => Assert.StartsWith("taskHub.outputs.", functions.At(p).Written(), StringComparison.Ordinal));
    }

    [Fact]
    public void Given_queues_and_topics_when_they_are_made_then_each_remembers_what_it_has_had_and_keeps_what_nobody_took()
    {
        Assert.Equal(["booking-requests", "kit-dispatch", "sms-delivery-reports"], Names("Microsoft.ServiceBus/namespaces/queues", "modules/service-bus.bicep"));
        Assert.Equal(["kit-movements", "pathway-events"], Names("Microsoft.ServiceBus/namespaces/topics", "modules/service-bus.bicep"));

        Assert.All(
            Estate.Current.Made("Microsoft.ServiceBus/namespaces/queues").Concat(Estate.Current.Made("Microsoft.ServiceBus/namespaces/topics")),
            made => Assert.Equal("true", made.Resource.Body.At("properties", "requiresDuplicateDetection").Written()));
        Assert.All(
            Estate.Current.Made("Microsoft.ServiceBus/namespaces/queues").Concat(Estate.Current.Made("Microsoft.ServiceBus/namespaces/topics/subscriptions")),
            made =>
            {
                Assert.Equal("true", made.Resource.Body.At("properties", "deadLetteringOnMessageExpiration").Written());
                Assert.Equal("10", made.File.Follow(made.Resource.Body.At("properties", "maxDeliveryCount")).Written());
            });
        Assert.Equal(
            ["kitMovements fitpipeline", "pathwayEvents subscriber"],
            Estate.Current.Made("Microsoft.ServiceBus/namespaces/topics/subscriptions").Select(s => $"{s.Resource.Body.At("parent").Written()} {s.Resource.Body.At("name").Written()}"));
    }

    [Fact]
    public void Given_a_laboratory_file_and_a_delivery_report_when_they_are_announced_then_it_is_to_the_function_and_the_queue_of_the_contract()
    {
        BicepFile events = Estate.Current.Files["modules/events.bicep"];
        ResourceDeclaration file = events.Resources.Single(r => r.Name == "labFileArrived");
        Assert.Equal("(!empty(blobsExtensionKey))", file.Condition);
        Assert.Contains("functionName=Host.Functions.ReceiveLabFile&code=${blobsExtensionKey}", file.Body.At("properties", "destination", "properties", "endpointUrl").Written(), StringComparison.Ordinal);
        Assert.Equal("/blobServices/default/containers/lab-results/", file.Body.At("properties", "filter", "subjectBeginsWith").Written());
        Assert.Equal(["Microsoft.Storage.BlobCreated"], file.Body.At("properties", "filter", "includedEventTypes").Strings());

        ResourceDeclaration report = events.Resources.Single(r => r.Name == "textDelivered");
        Assert.Equal(["Microsoft.Communication.SMSDeliveryReportReceived"], report.Body.At("properties", "filter", "includedEventTypes").Strings());
        string queue = report.Body.At("properties", "deliveryWithResourceIdentity", "destination", "properties", "resourceId").Written();
        Assert.Equal("sms-delivery-reports", events.Resources.Single(r => $"{r.Name}.id" == queue).Body.At("name").Written());
    }

    [Fact]
    public void Given_the_function_app_when_it_runs_then_it_is_dotnet_ten_with_the_engine_always_ready()
    {
        JsonElement config = Estate.Current.Made("Microsoft.Web/sites").Single().Resource.Body.At("properties", "functionAppConfig");

        Assert.Equal("dotnet-isolated 10.0", $"{config.At("runtime", "name").Written()} {config.At("runtime", "version").Written()}");
        Assert.Equal(
            ["durable scale.durableInstances", "http scale.httpInstances"],
            config.At("scaleAndConcurrency", "alwaysReady").EnumerateArray().Select(r => $"{r.At("name").Written()} {r.At("instanceCount").Written()}"));
        Assert.Equal("scale.maximumInstances", config.At("scaleAndConcurrency", "maximumInstanceCount").Written());
        Assert.All(
            Estate.Current.Files.Where(f => f.Value.Using is not null),
            f => Assert.True(f.Value.Variable("scale").At("durableInstances").GetInt32() >= 1, f.Key));
        Assert.Equal("FC1", Estate.Current.Made("Microsoft.Web/serverfarms").Single().Resource.Body.At("sku", "name").Written());
    }

    [Fact]
    public void Given_a_gp_system_when_it_uses_the_gateway_then_every_operation_of_the_contract_that_is_its_own_is_there()
    {
        Assert.Equal(
            [
                "GET /journeys/{journeyId}", "GET /practices/{ods}/journeys",
                "POST /journeys/{journeyId}/acknowledgements", "POST /journeys/{journeyId}/decisions", "POST /journeys/{journeyId}/messages", "POST /referrals",
            ],
            Estate.Current.Files["modules/gateway.bicep"].Variable("operations").EnumerateArray()
                .Select(o => $"{o.At("method").Written()} {o.At("path").Written()}").Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Given_azd_when_it_deploys_then_it_finds_the_estate_and_the_application()
    {
        string azd = Repository.Text("azure.yaml");
        JsonElement tags = Estate.Current.Made("Microsoft.Web/sites").Single().Resource.Body.At("tags");

        Assert.Contains("path: infra", azd, StringComparison.Ordinal);
        Assert.Contains("module: dev", azd, StringComparison.Ordinal);
        Assert.Contains("project: functions/FitPipeline.Functions", azd, StringComparison.Ordinal);
        Assert.Contains("  api:", azd, StringComparison.Ordinal);
        Assert.Contains("'azd-service-name': 'api'", tags.Written(), StringComparison.Ordinal);
    }

    private static IEnumerable<string> Names(string type, string path) =>
        Estate.Current.Made(type).Where(r => r.Path == path).SelectMany(r => r.File.NamesOf(r.Resource)).Order(StringComparer.Ordinal);
}
