using FitPipeline.Application.Journeys;

namespace FitPipeline.Local.Storage;

/// <summary>Keeps announcements where another program on the machine can read them.</summary>
public sealed class SqliteAnnouncements(Database database) : IPathwayAnnouncements
{
    /// <inheritdoc/>
    public Task PublishAsync(PathwayAnnouncement announcement, CancellationToken cancel) => database.WriteAsync(
        session => session.Run(
            "INSERT INTO announcements (id, journey, type, at, link) VALUES (?1, ?2, ?3, ?4, ?5) ON CONFLICT DO NOTHING",
            announcement.Id, announcement.Journey.Value, announcement.Type, announcement.At, announcement.Link),
        cancel);
}
