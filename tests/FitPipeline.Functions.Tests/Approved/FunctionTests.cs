using System.Reflection;
using FitPipeline.Application;
using FitPipeline.Application.Http;
using FitPipeline.Application.Messaging.Wording;
using FitPipeline.Functions.Durable;
using FitPipeline.Pathway.Effects;
using FitPipeline.Pathway.Policy;
using FitPipeline.Pathway.Tests;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.DependencyInjection;

namespace FitPipeline.Functions.Tests;

/// <summary>The functions: their names are public API, and every path of the contract has one.</summary>
public sealed class FunctionTests
{
    private static readonly (Type Type, MethodInfo Method, string Name)[] Functions =
    [
        .. typeof(KitJourney).Assembly.GetTypes()
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
    public void Given_every_path_of_the_contract_when_its_function_is_looked_for_then_it_has_the_path_s_name_method_and_route()
    {
        ServiceCollection services = new();
        services.AddFitPipeline(PathwayPolicy.Current, new WordingSettings());
        Type[] endpoints = [.. services.Where(service => service.ServiceType == service.ImplementationType && service.ServiceType.IsAssignableTo(typeof(IEndpoint))).Select(service => service.ServiceType)];
        Assert.True(endpoints.Length > 20);
        using World world = new();
        foreach (Type endpoint in endpoints)
        {
            Route route = ((IEndpoint)world.Get(endpoint)).Route;
            (Type type, MethodInfo method, _) = Assert.Single(Functions, function => function.Name == route.Name);
            HttpTriggerAttribute trigger = method.GetParameters()[0].GetCustomAttribute<HttpTriggerAttribute>()!;
            Assert.Equal(route.Path, "/" + trigger.Route);
            Assert.Equal(route.Methods.Select(name => name.ToLowerInvariant()), trigger.Methods!);
            Assert.Equal(AuthorizationLevel.Anonymous, trigger.AuthLevel);
            Assert.Contains(endpoint, type.GetConstructors()[0].GetParameters().Select(parameter => parameter.ParameterType));
        }
    }

    [Fact]
    public void Given_every_kind_of_effect_when_an_activity_is_looked_for_then_there_is_one_of_its_name()
    {
        string[] kinds = [.. typeof(Effect).GetNestedTypes().Where(type => type.IsAssignableTo(typeof(Effect))).Select(type => type.Name)];
        Assert.Equal(10, kinds.Length);
        Assert.All(kinds, kind => Assert.Contains(Functions, function => function.Name == kind && Trigger(function.Method) == "activity"));
    }

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
