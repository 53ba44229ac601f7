using FitPipeline.Pathway.Identity;

namespace FitPipeline.Application.Journeys;

/// <summary>An announcement to other systems; a CloudEvent without personal data.</summary>
/// <param name="Id">The effect's id.</param>
/// <param name="Journey">Which journey.</param>
/// <param name="Type">What happened, e.g. <c>kit-posted</c>.</param>
/// <param name="At">When.</param>
/// <param name="Link">The path under which those who may know more read it, with a token; null when there is no more.</param>
public sealed record PathwayAnnouncement(string Id, JourneyId Journey, string Type, DateTimeOffset At, string? Link = null);

/// <summary>Announces to other systems.</summary>
public interface IPathwayAnnouncements
{
    /// <summary>Announces. The same id again is the same announcement.</summary>
    Task PublishAsync(PathwayAnnouncement announcement, CancellationToken cancel);
}
