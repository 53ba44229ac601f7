using FitPipeline.Application.Storage;
using FitPipeline.Pathway.Identity;

namespace FitPipeline.Application.Kits;

/// <summary>A kit to be put in the post.</summary>
/// <param name="DispatchId">The journey's id and the kit's number, so that a kit asked for twice is posted once.</param>
/// <param name="Journey">Whose.</param>
/// <param name="KitNumber">Which kit of the journey.</param>
/// <param name="RequestedAt">When.</param>
public sealed record KitDispatch(string DispatchId, JourneyId Journey, int KitNumber, DateTimeOffset RequestedAt);

/// <summary>The list of kits to be posted.</summary>
public interface IKitDispatchList
{
    /// <summary>Adds a kit. Adding the same id again changes nothing.</summary>
    Task AddAsync(KitDispatch dispatch, CancellationToken cancel);

    /// <summary>Kits to post, oldest first.</summary>
    Task<Page<KitDispatch>> ListAsync(string? after, int limit, CancellationToken cancel);
}
