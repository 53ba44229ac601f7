using System.Globalization;
using FitPipeline.Pathway.Decide;
using FitPipeline.Pathway.Effects;
using FitPipeline.Pathway.Journeys;

namespace FitPipeline.Pathway.Tests;

/// <summary>Effects and decisions as one short, readable line.</summary>
internal static class EffectWords
{
    public static string Of(Effect effect) => effect switch
    {
        Effect.PostKit post => string.Create(CultureInfo.InvariantCulture, $"PostKit {post.KitNumber}"),
        Effect.SendText text => $"SendText {text.Template}",
        Effect.SendLetter letter => $"SendLetter {letter.Template}",
        Effect.NotifyPractice notice => $"NotifyPractice {notice.Notice}",
        Effect.RaiseWorkItem item => $"RaiseWorkItem {item.Owner} «{item.What}»",
        Effect.FinishWorkItem item => $"FinishWorkItem {item.Key.Split('-')[0]}",
        Effect.RequestBooking => "RequestBooking",
        Effect.ReleaseSlot => "ReleaseSlot",
        Effect.Publish publish => $"Publish {publish.Type}",
        Effect.Audit audit => $"Audit {audit.By} {audit.What}",
        _ => throw new System.Diagnostics.UnreachableException(),
    };

    public static string Of(IEnumerable<Effect> effects) => string.Join(", ", effects.Select(Of));

    public static string Of(Decision decision) => decision switch
    {
        Decision.Accepted accepted => Of(accepted.Next.State),
        Decision.Ignored => "ignored",
        _ => "rejected",
    };

    public static string Of(JourneyState state) => state switch
    {
        JourneyState.PracticeReview review => $"PracticeReview {review.Question}",
        JourneyState.AssistanceNeeded assistance => $"AssistanceNeeded {assistance.Reason}",
        JourneyState.ClinicalReview review => $"ClinicalReview {review.Reason}",
        JourneyState.Closed closed => $"Closed {closed.Outcome}",
        _ => state.Name,
    };
}
