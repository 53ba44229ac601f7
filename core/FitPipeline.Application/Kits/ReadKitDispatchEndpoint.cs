using FitPipeline.Application.Http;
using FitPipeline.Application.Journeys;
using FitPipeline.Application.Storage;
using FitPipeline.Pathway.Identity;
using FitPipeline.Pathway.Journeys;
using Microsoft.AspNetCore.Http;

namespace FitPipeline.Application.Kits;

/// <summary>A kit that was asked for.</summary>
/// <param name="DispatchId">The request's own id.</param>
/// <param name="JourneyId">Whose.</param>
/// <param name="KitNumber">Which kit of the journey, from 1.</param>
/// <param name="RequestedAt">When it was asked for.</param>
/// <param name="ToPost">False once the journey no longer waits for this kit: it was posted, or the patient died, withdrew or may be sent nothing.</param>
public sealed record KitToPostView(string DispatchId, JourneyId JourneyId, int KitNumber, DateTimeOffset RequestedAt, bool ToPost);

/// <summary><c>GET /api/kits/dispatch</c>.</summary>
public sealed class ReadKitDispatchEndpoint(IKitDispatchList kits, IJourneyStore journeys) : IEndpoint
{
    /// <inheritdoc/>
    public Route Route { get; } = new(
        "ReadKitDispatch",
        "GET",
        "/api/kits/dispatch",
        "Kits that were asked for, oldest first, each with whether it is still to post.",
        [Actor.KitDesk, Actor.Admin])
    {
        Response = typeof(Page<KitToPostView>),
        Query = ["after"],
    };

    /// <inheritdoc/>
    public async Task<IResult> HandleAsync(ApiCall call, CancellationToken cancel)
    {
        Page<KitDispatch> found = await kits.ListAsync(call.Query("after"), Page<KitDispatch>.Size, cancel);
        List<KitToPostView> shown = new(found.Items.Count);
        foreach (KitDispatch kit in found.Items)
        {
            // Asked for is not still wanted: a request stays on the list, and between it and the post a patient may have died.
            Journey? journey = (await journeys.LoadAsync(kit.Journey, null, cancel)).Stored?.Journey;
            shown.Add(new KitToPostView(kit.DispatchId, kit.Journey, kit.KitNumber, kit.RequestedAt, journey?.KitToPost == kit.KitNumber));
        }

        return Results.Json(new Page<KitToPostView>(shown, found.Next), KitsJson.Default.PageKitToPostView);
    }
}
