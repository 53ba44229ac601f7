using System.Reflection;
using System.Text;
using FitPipeline.Functions.Durable;
using FitPipeline.Functions.Http;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.DependencyInjection;

namespace FitPipeline.Functions.Tests;

/// <summary>Every way into the app, entered as the host enters it.</summary>
public sealed class EntryTests
{
    /// <summary>Every function with a durable client.</summary>
    public static TheoryData<Type> Entries => new(
        typeof(JourneyOrchestrator).Assembly.GetTypes().Where(type => Run(type)?.GetParameters().Any(IsClient) is true));

    [Theory]
    [MemberData(nameof(Entries))]
    public async Task Given_a_function_with_the_durable_client_when_it_is_entered_then_the_client_is_handed_on_before_anything_moves(Type function)
    {
        using World world = new();
        Assert.Null(world.Get<JourneyNotifier>().Client);
        object[] arguments = [.. Run(function)!.GetParameters().Select(parameter => Argument(world, parameter))];
        await (Task)Run(function)!.Invoke(ActivatorUtilities.CreateInstance(world.Get<IServiceProvider>(), function), arguments)!;
        Assert.Same(world.Client, world.Get<JourneyNotifier>().Client);
    }

    [Fact]
    public void Given_the_functions_that_can_move_a_journey_when_they_are_looked_at_then_each_has_the_durable_client()
    {
        Type[] without = [.. typeof(JourneyOrchestrator).Assembly.GetTypes().Where(type => Run(type) is { } run && !run.GetParameters().Any(IsClient))];
        Assert.Equal([nameof(JourneyOrchestrator), nameof(KitJourney)], without.Select(type => type.Name).Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("GET", "/api/health", 200)]
    [InlineData("HEAD", "/api/health", 200)]
    [InlineData("GET", "/api/worklist", 401)]
    [InlineData("GET", "/api/nothing-here", 404)]
    [InlineData("DELETE", "/api/health", 405)]
    public async Task Given_a_call_to_any_path_when_the_catch_all_answers_it_then_it_is_answered_as_on_the_local_host(string method, string path, int status)
    {
        using World world = new();
        DefaultHttpContext http = Http(world, method, path, "");
        IResult answer = await world.Function<Api>().RunAsync(http.Request, world.Client);
        await answer.ExecuteAsync(http);
        Assert.Equal(status, http.Response.StatusCode);
        Assert.Equal("nosniff", http.Response.Headers.XContentTypeOptions);
    }

    private static MethodInfo? Run(Type type) => type.GetMethods().SingleOrDefault(method => method.GetCustomAttribute<FunctionAttribute>() is not null);

    private static bool IsClient(ParameterInfo parameter) => parameter.GetCustomAttribute<DurableClientAttribute>() is not null;

    private static object Argument(World world, ParameterInfo parameter) => parameter.ParameterType switch
    {
        _ when IsClient(parameter) => world.Client,
        var type when type == typeof(HttpRequest) => Http(world, "GET", "/api/health", "").Request,
        var type when type == typeof(TimerInfo) => new TimerInfo(),
        var type when type == typeof(Azure.Storage.Blobs.BlobClient) => world.Inbox.GetBlobClient("none.csv"),
        var type when type == typeof(string) => "none.csv",
        var type when type == typeof(Azure.Messaging.ServiceBus.ServiceBusReceivedMessage) => Settled.Message("{}"),
        var type when type == typeof(ServiceBusMessageActions) => new Settled(),
        var type when type == typeof(JourneyRef) => new JourneyRef("j-0000000000000000000000000a"),
        var type when type == typeof(CancellationToken) => CancellationToken.None,
        var type => throw new InvalidOperationException($"No argument is known for {type}."),
    };

    private static DefaultHttpContext Http(World world, string method, string path, string body) => new()
    {
        RequestServices = world.Get<IServiceProvider>(),
        Request = { Method = method, Path = path, Body = new MemoryStream(Encoding.UTF8.GetBytes(body)) },
        Response = { Body = new MemoryStream() },
    };
}
