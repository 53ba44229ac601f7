using Microsoft.AspNetCore.Http;

namespace FitPipeline.Application.Http;

/// <summary>The body of a refusal: RFC 9457 problem details, with every fault at once.</summary>
/// <param name="Title">What kind of trouble.</param>
/// <param name="Status">The HTTP status.</param>
/// <param name="Detail">A sentence to act on.</param>
/// <param name="Errors">Field path → reasons; empty when the trouble is with no field.</param>
/// <param name="RequestId">The request's id.</param>
public sealed record ProblemBody(
    string Title, int Status, string Detail, IReadOnlyDictionary<string, IReadOnlyList<string>> Errors, string RequestId);

/// <summary>Makes refusals. None carries exception text or what was sent.</summary>
public static class Problems
{
    private static readonly Dictionary<string, IReadOnlyList<string>> None = [];

    /// <summary>A refusal.</summary>
    public static IResult Of(
        ApiCall call, int status, string title, string detail, IReadOnlyDictionary<string, IReadOnlyList<string>>? errors = null) =>
        Results.Json(
            new ProblemBody(title, status, detail, errors ?? None, call.RequestId),
            HttpJson.Default.ProblemBody,
            "application/problem+json",
            status);

    /// <summary>Fields that cannot be taken: all of them named at once.</summary>
    public static IResult Invalid(ApiCall call, IReadOnlyDictionary<string, IReadOnlyList<string>> errors, int status = 422) =>
        Of(call, status, "Some fields cannot be taken", "Correct what is named under errors and send it again.", errors);

    /// <summary>One field that cannot be taken.</summary>
    public static IResult Invalid(ApiCall call, string field, string because, int status = 422) =>
        Invalid(call, new Dictionary<string, IReadOnlyList<string>> { [field] = [because] }, status);

    /// <summary>There is no such thing, or none that this caller may know of.</summary>
    public static IResult NotFound(ApiCall call, string what) => Of(call, 404, "Not found", what);

    /// <summary>It cannot happen now.</summary>
    public static IResult Conflict(ApiCall call, string because) => Of(call, 409, "This cannot happen now", because);
}
