using FitPipeline.Application.Http;
using Microsoft.AspNetCore.Http;

namespace FitPipeline.Application.People;

/// <summary>What is looked for.</summary>
/// <param name="Text">An NHS number, a kit's or laboratory's number, or a name with or without a date of birth.</param>
public sealed record SearchBody(string? Text);

/// <summary>Who was found.</summary>
/// <param name="Items">At most 50.</param>
/// <param name="More">True when there are more: say more about whom is meant.</param>
public sealed record SearchAnswer(IReadOnlyList<PersonView> Items, bool More);

/// <summary><c>POST /api/search</c>. A post, so that no NHS number and no name is ever part of an address.</summary>
public sealed class SearchEndpoint(FindPeople find) : IEndpoint
{
    private const int Longest = 100;

    /// <inheritdoc/>
    public Route Route { get; } = new(
        "Search", "POST", "/api/search", "Find people by NHS number, name, kit or laboratory number; a practice finds its own.", Route.Everyone)
    {
        MaxBody = 4096,
        ReadsOnly = true,
        Request = typeof(SearchBody),
        Response = typeof(SearchAnswer),
    };

    /// <inheritdoc/>
    public async Task<IResult> HandleAsync(ApiCall call, CancellationToken cancel)
    {
        (SearchBody? body, IResult? problem) = await call.ReadJsonAsync(PeopleJson.Default.SearchBody, cancel);
        if (problem is not null)
        {
            return problem;
        }

        if (string.IsNullOrWhiteSpace(body!.Text) || body.Text.Length > Longest)
        {
            return Problems.Invalid(call, "text", "Type an NHS number, a name, or the number of a kit or sample, in up to 100 characters.");
        }

        (IReadOnlyList<PersonView> people, bool more) = await find.ByAsync(body.Text, call.Caller, cancel);
        return Results.Json(new SearchAnswer(people, more), PeopleJson.Default.SearchAnswer);
    }
}
