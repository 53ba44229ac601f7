using FitPipeline.Application.Http;
using FitPipeline.Application.Journeys;
using FitPipeline.Application.People;
using FitPipeline.Application.Storage;
using FitPipeline.Application.Worklist;
using FitPipeline.Pathway.Identity;
using FitPipeline.Pathway.Journeys;
using Microsoft.AspNetCore.Http;

namespace FitPipeline.Application.Kits;

/// <summary>A kit to be put in the post, with what its label says.</summary>
/// <param name="JourneyId">The journey; its id is also the label's barcode.</param>
/// <param name="KitNumber">Which kit of the journey this will be.</param>
/// <param name="Due">When it is due to be posted.</param>
/// <param name="GivenName">The given name.</param>
/// <param name="FamilyName">The family name.</param>
/// <param name="AddressLines">The address.</param>
/// <param name="Postcode">The postcode.</param>
/// <param name="Formats">How the patient wants to be written to, e.g. large print.</param>
public sealed record LabelView(
    JourneyId JourneyId, int KitNumber, DateTimeOffset Due, string GivenName, string FamilyName, IReadOnlyList<string> AddressLines, string Postcode,
    IReadOnlyList<string> Formats);

/// <summary><c>GET /api/kits/to-post</c>.</summary>
public sealed class ReadKitsToPostEndpoint(IWorklist worklist, IJourneyStore journeys, IPatientRegister patients) : IEndpoint
{
    private const int AtOnce = 16;

    /// <inheritdoc/>
    public Route Route { get; } = new(
        "ReadKitsToPost", "GET", "/api/kits/to-post", "Kits that wait to be posted, longest due first, with the address of each.", [Actor.KitDesk])
    {
        Response = typeof(Page<LabelView>),
        Query = ["after"],
    };

    /// <inheritdoc/>
    public async Task<IResult> HandleAsync(ApiCall call, CancellationToken cancel)
    {
        // The truth is the journey's own state: a kit asked for and scanned out since is on no label.
        Page<WorkItem> page = await worklist.ListAsync(
            new WorklistQuery(Owner.KitDesk, null, null, call.Query("after"), Page<WorkItem>.Size) { State = nameof(JourneyState.Referred) }, cancel);
        LabelView?[] labels = new LabelView?[page.Items.Count];
        await Parallel.ForAsync(
            0,
            labels.Length,
            new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = cancel },
            async (i, token) => labels[i] = await LabelAsync(page.Items[i], token));
        return Results.Json(new Page<LabelView>([.. labels.OfType<LabelView>()], page.Next), KitsJson.Default.PageLabelView);
    }

    private async Task<LabelView?> LabelAsync(WorkItem item, CancellationToken cancel) =>
        item.Journey is { } id && item.ItemId == id.Value
        && (await journeys.LoadAsync(id, null, cancel)).Stored?.Journey is { KitToPost: { } number }
        && await patients.FindAsync(id, cancel) is { Details: var details }
            ? new LabelView(
                id,
                number,
                item.Due,
                details.GivenName,
                details.FamilyName,
                details.Address.Lines,
                details.Address.Postcode,
                [.. details.Contact.Formats.Select(format => System.Text.Json.JsonNamingPolicy.CamelCase.ConvertName(format.ToString()))])
            : null;
}
