using FitPipeline.Application.Messaging.Wording;
using FitPipeline.Pathway.Messages;

namespace FitPipeline.Application.People;

/// <summary>What the patient's page says, in a language's words. What it may speak of is the pathway's to say.</summary>
/// <param name="Where">Where the kit is.</param>
/// <param name="Next">What happens next, and when.</param>
/// <param name="HowToPost">True while the patient has a kit to use.</param>
/// <param name="MayAskForKit">True when a new kit would be posted for the asking.</param>
/// <param name="GetsTexts">True when texts could be stopped.</param>
internal sealed record PageContent(
    IReadOnlyList<string> Where, IReadOnlyList<string> Next, bool HowToPost, bool MayAskForKit, bool GetsTexts)
{
    internal static PageContent Of(PageTopics topics, PatientRecord patient, LanguageFile file) => new(
        [.. topics.Where.Select(sentence => Words(sentence, file))],
        [.. topics.Next.Select(sentence => Words(sentence, file))],
        topics.HasKit,
        topics.MayAskForKit,
        patient.CanBeTexted);

    private static string Words(PageSentence sentence, LanguageFile file)
    {
        PageWords words = file.Page;
        string said = sentence.Topic switch
        {
            PageTopic.GettingReady => words.GettingReady,
            PageTopic.InThePost => words.InThePost,
            PageTopic.Arrived => words.Arrived,
            PageTopic.NotReturned => words.NotReturned,
            PageTopic.WhenItComes => words.WhenItComes,
            PageTopic.PostItBy => words.PostItBy,
            PageTopic.PostItSoon => words.PostItSoon,
            PageTopic.WeWillRing => words.WeWillRing,
            PageTopic.InTouchBy => words.InTouchBy,
            PageTopic.InTouch => words.InTouch,
            PageTopic.FeelWorse => words.FeelWorse,
            PageTopic.VisitInLetter => words.VisitInLetter,
            PageTopic.CannotCome => words.CannotCome,
            PageTopic.WrittenToYou => words.WrittenToYou,
            PageTopic.StillUnwell => words.StillUnwell,
            _ => throw new System.Diagnostics.UnreachableException(),
        };
        return sentence.On is { } day ? MessageComposer.Fill(said, new() { ["date"] = MessageComposer.DateIn(file, day) }) : said;
    }
}
