using System.Reflection;
using FitPipeline.Application.Http;
using FitPipeline.Functions.Durable;
using FitPipeline.Functions.Http;
using FitPipeline.Pathway.Tests;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace FitPipeline.Functions.Tests;

/// <summary>The functions: their names are public API, and every path of the contract has one.</summary>
public sealed class FunctionTests
{
    private static readonly (Type Type, MethodInfo Method, string Name)[] Functions =
    [
        .. typeof(JourneyOrchestrator).Assembly.GetTypes()
            .SelectMany(type => type.GetMethods().Select(method => (type, method, method.GetCustomAttribute<FunctionAttribute>()?.Name)))
            .Where(function => function.Name is not null)
            .Select(function => (function.type, function.method, function.Name!)),
    ];

    [Fact]
    public void Given_the_functions_when_they_are_listed_then_they_are_those_that_were_approved() =>
        Approvals.Matches(
            "tests/FitPipeline.Functions.Tests/Approved/Functions.approved.txt",
            string.Join('\n', Functions.Select(function => $"{function.Name}: {Trigger(function.Method)}").Order(StringComparer.Ordinal)) + "\n");

    [Fact]
    public void Given_a_function_when_it_is_looked_at_then_it_is_a_sealed_class_of_its_name_with_one_method()
    {
        Assert.Equal(Functions.Length, Functions.Select(function => function.Type).Distinct().Count());
        Assert.All(Functions, function => Assert.Equal((function.Type.Name, "RunAsync", true), (function.Name, function.Method.Name, function.Type.IsSealed)));
    }

    [Fact]
    public void Given_the_functions_other_systems_know_when_they_are_looked_for_then_each_is_there_by_its_name() => Assert.All(
        (string[])
        [
            "ReceiveReferral", "ReceiveScans", "ReceiveKitMovement", "ReceiveLabFile", "ReceiveDeliveryReport", "JourneyOrchestrator", "AdvanceJourney",
            "AllocateSlots", "Sweep", "Reconcile", "PurgeHistory",
        ],
        name => Assert.Single(Functions, function => function.Name == name));

    [Fact]
    public async Task Given_every_path_of_the_contract_when_it_is_called_on_this_host_then_its_endpoint_answers_and_another_method_is_told_which_are_allowed()
    {
        using World world = new();
        IEndpoint[] endpoints = [.. world.Get<IEnumerable<IEndpoint>>()];
        Assert.True(endpoints.Length > 50);
        RouteTable routes = world.Get<RouteTable>();
        foreach (Route route in endpoints.Select(endpoint => endpoint.Route))
        {
            foreach (string method in route.Methods)
            {
                DefaultHttpContext http = Call(method, route.Path);
                Assert.Equal(route.Name, (await routes.FindAsync(http)).Endpoint?.Route.Name);
                Assert.Equal(route.Parameter is null ? null : "x1", route.Parameter is { } name ? http.Request.RouteValues[name] : null);
                Assert.Contains(method, Methods(), StringComparer.OrdinalIgnoreCase);
            }

            DefaultHttpContext wrong = Call("PATCH", route.Path);
            Assert.Equal((null, 405), await routes.FindAsync(wrong));
            Assert.Contains(route.Method, wrong.Response.Headers.Allow.ToString(), StringComparison.Ordinal);
        }

        Assert.Equal((null, 404), await routes.FindAsync(Call("GET", "/api/nothing-here")));
    }

    [Fact]
    public void Given_a_path_with_a_function_of_its_own_when_it_is_compared_with_the_route_table_then_it_is_the_same_path_and_method()
    {
        using World world = new();
        foreach ((_, MethodInfo method, string name) in Functions.Where(function => Trigger(function.Method).StartsWith("http", StringComparison.Ordinal) && function.Name != nameof(Api)))
        {
            Route route = Assert.Single(world.Get<IEnumerable<IEndpoint>>(), endpoint => endpoint.Route.Name == name).Route;
            Assert.Equal($"http Anonymous {route.Method.ToLowerInvariant()} {route.Path}", Trigger(method));
        }
    }

    private static string[] Methods() =>
        typeof(Api).GetMethod("RunAsync")!.GetParameters()[0].GetCustomAttribute<HttpTriggerAttribute>()!.Methods!;

    private static DefaultHttpContext Call(string method, string path) => new()
    {
        Request = { Method = method, Path = string.Join('/', path.Split('/').Select(part => part.StartsWith('{') ? "x1" : part)) },
    };

    private static string Trigger(MethodInfo method) => method.GetParameters()
        .SelectMany(parameter => parameter.GetCustomAttributes())
        .Select(attribute => attribute switch
        {
            HttpTriggerAttribute http => $"http {http.AuthLevel} {string.Join(',', http.Methods ?? [])} /{http.Route}",
            TimerTriggerAttribute timer => $"timer {timer.Schedule}",
            BlobTriggerAttribute blob => $"blob {blob.BlobPath} {blob.Source} {blob.Connection}",
            ServiceBusTriggerAttribute { QueueName: { } queue } bus => $"queue {queue} {bus.Connection} autoComplete={bus.AutoCompleteMessages}",
            ServiceBusTriggerAttribute bus => $"topic {bus.TopicName}/{bus.SubscriptionName} {bus.Connection} autoComplete={bus.AutoCompleteMessages}",
            OrchestrationTriggerAttribute => "orchestration",
            ActivityTriggerAttribute => "activity",
            _ => null,
        })
        .OfType<string>()
        .Single();
}
