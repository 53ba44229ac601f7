using System.Diagnostics;
using FitPipeline.Application.Http;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace FitPipeline.Functions.Http;

/// <summary>
/// Finds the endpoint of a request among those that both hosts map, by ASP.NET Core's own routing: a path and its method
/// are written once, at the endpoint.
/// </summary>
public sealed class RouteTable : IDisposable
{
    private readonly ServiceProvider _routing;
    private readonly RequestDelegate _match;

    /// <summary>Maps the endpoints.</summary>
    public RouteTable(IEnumerable<IEndpoint> endpoints)
    {
        ServiceCollection services = new();
        services.AddLogging().AddRouting();
        services.AddSingleton(_ => new DiagnosticListener(nameof(RouteTable)));
        services.AddSingleton<DiagnosticSource>(provider => provider.GetRequiredService<DiagnosticListener>());
        _routing = services.BuildServiceProvider();
        ApplicationBuilder routes = new(_routing);
        routes.UseRouting();

        // Matching is all that is wanted here.
        routes.Use((HttpContext _, RequestDelegate _) => Task.CompletedTask);
        routes.UseEndpoints(map =>
        {
            foreach (IEndpoint endpoint in endpoints)
            {
                map.MapMethods(endpoint.Route.Path, endpoint.Route.Methods, (RequestDelegate)(_ => Task.CompletedTask)).WithMetadata(endpoint);
            }
        });
        _match = routes.Build();
    }

    /// <summary>Matches a request, and puts what the path's parameters are into its route values.</summary>
    /// <returns>The endpoint; without one, the status to answer with: 404, or 405 with the methods allowed already in the answer's header.</returns>
    public async Task<(IEndpoint? Endpoint, int Status)> FindAsync(HttpContext http)
    {
        // The worker has matched the trigger's own route.
        Endpoint? trigger = http.GetEndpoint();
        http.SetEndpoint(null);
        await _match(http);
        Endpoint? matched = http.GetEndpoint();
        http.SetEndpoint(trigger);
        if (matched?.Metadata.GetMetadata<IEndpoint>() is { } found)
        {
            return (found, StatusCodes.Status200OK);
        }

        if (matched?.RequestDelegate is { } refuse)
        {
            // Routing's own answer to a known path with another method: it names those that are allowed.
            await refuse(http);
        }

        return (null, matched is null ? StatusCodes.Status404NotFound : StatusCodes.Status405MethodNotAllowed);
    }

    /// <inheritdoc/>
    public void Dispose() => _routing.Dispose();
}
