namespace FitPipeline.Application.Messaging.Wording;

/// <summary>
/// The sentences of the patient's page. Whoever has its address sees it, so they are held to the rules of texts: no result, no
/// illness, no test, no part of the body. Words may hold {helpline} and {date}.
/// </summary>
public sealed record PageWords
{
    /// <summary>The heading.</summary>
    public required string Title { get; init; }

    /// <summary>Heads the part that says where the kit is.</summary>
    public required string WhereHeading { get; init; }

    /// <summary>A kit is to be posted by {date}.</summary>
    public required string GettingReady { get; init; }

    /// <summary>A kit was posted on {date}.</summary>
    public required string InThePost { get; init; }

    /// <summary>The kit came on {date}.</summary>
    public required string Arrived { get; init; }

    /// <summary>The kit did not come back and the practice knows.</summary>
    public required string NotReturned { get; init; }

    /// <summary>Heads the part that says what happens next.</summary>
    public required string NextHeading { get; init; }

    /// <summary>What to do when the kit comes.</summary>
    public required string WhenItComes { get; init; }

    /// <summary>To post it by {date}.</summary>
    public required string PostItBy { get; init; }

    /// <summary>To post it, the date being over.</summary>
    public required string PostItSoon { get; init; }

    /// <summary>The desk rings.</summary>
    public required string WeWillRing { get; init; }

    /// <summary>To hear from us by {date}.</summary>
    public required string InTouchBy { get; init; }

    /// <summary>To hear from us, nobody can say when.</summary>
    public required string InTouch { get; init; }

    /// <summary>What to do when worse.</summary>
    public required string FeelWorse { get; init; }

    /// <summary>An appointment that a letter tells.</summary>
    public required string VisitInLetter { get; init; }

    /// <summary>What to do when the appointment cannot be kept.</summary>
    public required string CannotCome { get; init; }

    /// <summary>A letter has been sent.</summary>
    public required string WrittenToYou { get; init; }

    /// <summary>What to do when still unwell.</summary>
    public required string StillUnwell { get; init; }

    /// <summary>Heads the part that says how to use and post the kit.</summary>
    public required string HowHeading { get; init; }

    /// <summary>How to use and post it, step by step.</summary>
    public required IReadOnlyList<string> HowSteps { get; init; }

    /// <summary>Heads the form that asks for a kit.</summary>
    public required string NewKitHeading { get; init; }

    /// <summary>Asks what is wrong with the kit.</summary>
    public required string NewKitWhy { get; init; }

    /// <summary>It has not come.</summary>
    public required string NotCome { get; init; }

    /// <summary>It is lost.</summary>
    public required string Lost { get; init; }

    /// <summary>It is spoilt.</summary>
    public required string Spoilt { get; init; }

    /// <summary>The button that asks for a kit.</summary>
    public required string SendNewKit { get; init; }

    /// <summary>Heads the form that stops texts.</summary>
    public required string TextsHeading { get; init; }

    /// <summary>What happens instead of texts.</summary>
    public required string LettersInstead { get; init; }

    /// <summary>The button that stops texts.</summary>
    public required string StopTexts { get; init; }

    /// <summary>Texts are stopped already.</summary>
    public required string TextsStopped { get; init; }

    /// <summary>Heads the form of language and format.</summary>
    public required string LettersHeading { get; init; }

    /// <summary>The label of the languages.</summary>
    public required string MyLanguage { get; init; }

    /// <summary>The label of the formats.</summary>
    public required string MyFormats { get; init; }

    /// <summary>The formats by their names in the contract: <c>largePrint</c>, <c>braille</c>, <c>audio</c>, <c>easyRead</c>, <c>bsl</c>.</summary>
    public required IReadOnlyDictionary<string, string> Formats { get; init; }

    /// <summary>The button that keeps language and format.</summary>
    public required string Save { get; init; }

    /// <summary>A kit was asked for.</summary>
    public required string DoneKit { get; init; }

    /// <summary>Texts were stopped.</summary>
    public required string DoneTexts { get; init; }

    /// <summary>Language and format were kept.</summary>
    public required string DoneLetters { get; init; }

    /// <summary>It cannot be done on the page.</summary>
    public required string CannotNow { get; init; }

    /// <summary>Stands in letters beside the square that leads to the page; the site's name follows.</summary>
    public required string InLetters { get; init; }

    /// <summary>Whom to call.</summary>
    public required string Questions { get; init; }

    /// <summary>Heads the page when there is none.</summary>
    public required string EndedHeading { get; init; }

    /// <summary>Says that there is none.</summary>
    public required string Ended { get; init; }
}
