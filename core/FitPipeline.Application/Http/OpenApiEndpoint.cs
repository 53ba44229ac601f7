using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Schema;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using System.Text.RegularExpressions;
using FitPipeline.Pathway.Journeys;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace FitPipeline.Application.Http;

/// <summary><c>GET /api/openapi.json</c>: the contract, made from the routes themselves.</summary>
public sealed partial class OpenApiEndpoint(IServiceProvider services) : IEndpoint
{
    // As the slices' own contexts write and read them (JsonSourceGenerationOptions).
    private static readonly JsonSerializerOptions Shapes = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        RespectNullableAnnotations = true,
        TypeInfoResolver = new DefaultJsonTypeInfoResolver(),
    };

    private readonly Lazy<string> _document = new(() => DocumentOf([.. services.GetServices<IEndpoint>().Select(endpoint => endpoint.Route)]));

    /// <inheritdoc/>
    public Route Route { get; } = new("ReadOpenApi", "GET", "/api/openapi.json", "This contract, as OpenAPI 3.1; needs no token.", []);

    /// <inheritdoc/>
    public Task<IResult> HandleAsync(ApiCall call, CancellationToken cancel) =>
        Task.FromResult(Results.Text(_document.Value, "application/json"));

    /// <summary>The document for a set of routes.</summary>
    public static string DocumentOf(IReadOnlyList<Route> routes)
    {
        JsonObject paths = [];
        foreach (Route route in routes.OrderBy(route => route.Path, StringComparer.Ordinal).ThenBy(route => route.Method, StringComparer.Ordinal))
        {
            if (paths[route.Path] is not JsonObject path)
            {
                paths[route.Path] = path = [];
            }

            path[route.Method.ToLowerInvariant()] = Operation(route);
            if (route.AnswersHead)
            {
                path["head"] = Operation(route with { Name = route.Name + "Head", Response = null });
            }
        }

        JsonObject document = new()
        {
            ["openapi"] = "3.1.0",
            ["info"] = new JsonObject
            {
                ["title"] = "FitPipeline",
                ["version"] = "1",
                ["description"] = "A trust's postal FIT service: referral, kit, result, triage, booking, reassurance.",
            },
            ["paths"] = paths,
            ["components"] = new JsonObject
            {
                ["schemas"] = new JsonObject { ["Problem"] = SchemaOf(typeof(ProblemBody)) },
                ["securitySchemes"] = new JsonObject { ["bearer"] = new JsonObject { ["type"] = "http", ["scheme"] = "bearer" } },
            },
        };
        return document.ToJsonString();
    }

    private static JsonObject Operation(Route route)
    {
        JsonArray parameters = [];
        foreach (Match match in PathParameter().Matches(route.Path))
        {
            parameters.Add(Parameter(match.Groups[1].Value, "path"));
        }

        foreach (string query in route.Query)
        {
            parameters.Add(Parameter(query, "query"));
        }

        JsonObject operation = new()
        {
            ["operationId"] = route.Name,
            ["summary"] = route.Summary,
            ["parameters"] = parameters,
            ["responses"] = new JsonObject
            {
                ["2XX"] = route.Response is { } response
                    ? new JsonObject { ["description"] = "Done.", ["content"] = Content("application/json", SchemaOf(response)) }
                    : new JsonObject { ["description"] = "Done." },
                ["default"] = new JsonObject
                {
                    ["description"] = "A refusal that names every fault.",
                    ["content"] = Content("application/problem+json", new JsonObject { ["$ref"] = "#/components/schemas/Problem" }),
                },
            },
        };
        if (route.Request is { } request)
        {
            operation["requestBody"] = new JsonObject { ["required"] = true, ["content"] = Content("application/json", SchemaOf(request)) };
        }

        if (route.Roles.Count > 0)
        {
            operation["security"] = new JsonArray(new JsonObject { ["bearer"] = new JsonArray([.. route.Roles.Select(RoleName)]) });
        }

        return operation;
    }

    private static JsonObject Parameter(string name, string where) => new()
    {
        ["name"] = name,
        ["in"] = where,
        ["required"] = where == "path",
        ["schema"] = new JsonObject { ["type"] = "string" },
    };

    private static JsonObject Content(string type, JsonNode schema) => new() { [type] = new JsonObject { ["schema"] = schema } };

    private static JsonNode? RoleName(Actor role) => JsonValue.Create(JsonNamingPolicy.CamelCase.ConvertName(role.ToString()));

    private static JsonNode SchemaOf(Type type) => Shapes.GetJsonSchemaAsNode(type);

    [GeneratedRegex(@"\{(\w+)\}")]
    private static partial Regex PathParameter();
}
