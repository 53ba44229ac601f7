using FitPipeline.Application.People;

namespace FitPipeline.Application.Messaging.Wording;

/// <summary>How the service names itself to patients, and in which languages it may speak.</summary>
public sealed record WordingSettings
{
    // A sender's name has at most 11 characters (NHS Notify); what opens the text is no longer.
    private const int LongestService = 11;
    private const int LongestHelpline = 13;

    /// <summary>Opens every text; at most 11 characters, as the sender's name is.</summary>
    public string Service { get; init; } = "NHS Kit";

    /// <summary>The telephone number patients are asked to call.</summary>
    public string Helpline { get; init; } = "0191 498 0123";

    /// <summary>
    /// Tags of the languages whose words a translator and a clinician have signed. A patient of any other language is sent
    /// English.
    /// </summary>
    public IReadOnlyList<string> SignedOffLanguages { get; init; } = ["en"];

    /// <summary>
    /// The public address of the site that shows patients their pages, e.g. <c>https://kits.example.nhs.uk/</c>; null when letters are
    /// not to show it. See <see cref="PageAddresses"/>.
    /// </summary>
    public string? PageAddress { get; init; }

    /// <summary>What is wrong with these settings, one sentence a fault; empty when they can be used. A host refuses to start on any.</summary>
    public IReadOnlyList<string> Faults()
    {
        List<string> faults = [];
        if (string.IsNullOrWhiteSpace(Service) || Service.Length > LongestService || !Gsm7.Holds(Service))
        {
            faults.Add($"The service's name must have 1 to {LongestService} characters that every telephone has.");
        }
        else if (LanguageFile.All.Values.Any(language => ForbiddenWords.Breach(Service, language.NeverInTexts) is not null))
        {
            faults.Add("The service's name opens every text, so it must not say what the kit is for.");
        }

        if (Helpline.Count(char.IsAsciiDigit) < 3 || Helpline.Length > LongestHelpline || !Helpline.All(c => char.IsAsciiDigit(c) || c is ' ' or '+'))
        {
            faults.Add("The helpline must be a telephone number of digits and spaces.");
        }

        if (PageAddress is { } site && PageAddresses.Read(site) is null)
        {
            faults.Add("The address of patients' pages must be a plain https address that ends in a slash, like https://kits.example.nhs.uk/.");
        }

        if (!SignedOffLanguages.Contains("en"))
        {
            faults.Add("English must be signed off: it is what everyone is sent who has no other language.");
        }

        foreach (string unknown in SignedOffLanguages.Where(tag => !LanguageFile.All.ContainsKey(tag)))
        {
            faults.Add($"{unknown} is signed off, but there are no words in it.");
        }

        return faults;
    }
}
