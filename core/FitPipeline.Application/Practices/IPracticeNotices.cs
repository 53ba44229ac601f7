using FitPipeline.Application.Storage;
using FitPipeline.Pathway.Effects;
using FitPipeline.Pathway.Identity;

namespace FitPipeline.Application.Practices;

/// <summary>Something a practice is told about its patient.</summary>
/// <param name="NoticeId">The effect's id.</param>
/// <param name="Journey">Whose.</param>
/// <param name="Practice">To whom.</param>
/// <param name="Notice">What.</param>
/// <param name="At">When.</param>
public sealed record PracticeNotification(string NoticeId, JourneyId Journey, OdsCode Practice, PracticeNotice Notice, DateTimeOffset At);

/// <summary>What practices have been told.</summary>
public interface IPracticeNotices
{
    /// <summary>Tells a practice. Telling the same id again changes nothing.</summary>
    Task TellAsync(PracticeNotification notice, CancellationToken cancel);

    /// <summary>One notice; null when there is none of that id.</summary>
    Task<PracticeNotification?> FindAsync(JourneyId journey, string noticeId, CancellationToken cancel);

    /// <summary>What a practice was told, newest last.</summary>
    Task<Page<PracticeNotification>> ListAsync(OdsCode practice, string? after, int limit, CancellationToken cancel);
}
