using System.ComponentModel.DataAnnotations;
using FitPipeline.Application.Messaging.Wording;
using Microsoft.Extensions.Options;

namespace FitPipeline.Functions.Settings;

/// <summary>Where the service keeps its data. On a developer's machine <c>Data</c> itself is a connection string instead.</summary>
public sealed class DataOptions
{
    /// <summary>Where it stands among the settings.</summary>
    public const string SectionName = "Data";

    /// <summary>The table service of the data account.</summary>
    public Uri? TableServiceUri { get; set; }

    /// <summary>The blob service of the data account.</summary>
    public Uri? BlobServiceUri { get; set; }

    /// <summary>The client id of the application's identity.</summary>
    public string? ClientId { get; set; }
}

/// <summary>The rules in force.</summary>
public sealed class PathwayOptions
{
    /// <summary>Where it stands among the settings.</summary>
    public const string SectionName = "Pathway";

    /// <summary>The version of the policy that those who deploy have read; the app refuses to start with another one.</summary>
    [Required]
    public string PolicyVersion { get; set; } = "";
}

/// <summary>How texts are sent.</summary>
public sealed class SmsOptions
{
    /// <summary>Where it stands among the settings.</summary>
    public const string SectionName = "Sms";

    /// <summary>The Communication Services resource; without one, outside Azure, texts are kept and not sent.</summary>
    public Uri? Endpoint { get; set; }

    /// <summary>The sender patients see: up to 11 letters and digits, no spaces (GOV.UK service manual).</summary>
    [RegularExpression("^[A-Za-z0-9]{1,11}$")]
    public string From { get; set; } = "NHSKit";

    /// <summary>
    /// What the carrier charges for one part of a text, in pence, e.g. <c>3.25</c>; without it reports count parts and no cost. It has no
    /// usual value: contracts differ.
    /// </summary>
    public decimal? PencePerPart { get; set; }
}

/// <summary>How laboratory files are taken in.</summary>
public sealed class LabFilesOptions
{
    /// <summary>Where it stands among the settings.</summary>
    public const string SectionName = "LabFiles";

    /// <summary>True where Microsoft Defender scans what is put into the account: then no file is read before it was found clean.</summary>
    public bool AwaitScan { get; set; }
}

/// <summary>How the service names itself to patients. On a developer's machine nothing need be set.</summary>
public sealed class PatientsOptions
{
    /// <summary>Where it stands among the settings.</summary>
    public const string SectionName = "Patients";

    /// <summary>The telephone number patients are asked to call. Always set in Azure: the one in the code is invented.</summary>
    public string? Helpline { get; set; }

    /// <summary>What opens every text: at most 11 characters.</summary>
    public string? ServiceName { get; set; }

    /// <summary>The languages whose words are signed off, as tags with commas between them, e.g. <c>en,cy</c>.</summary>
    public string? Languages { get; set; }

    /// <summary>
    /// The public address of the site that shows patients their pages, e.g. <c>https://kits.example.nhs.uk/</c>; without it letters do
    /// not show it.
    /// </summary>
    public string? PageAddress { get; set; }

    /// <summary>As the wording reads them. Its faults are found when the app starts.</summary>
    internal WordingSettings Wording()
    {
        WordingSettings usual = new();
        return new WordingSettings
        {
            Helpline = Helpline ?? usual.Helpline,
            Service = ServiceName ?? usual.Service,
            PageAddress = PageAddress is { Length: > 0 } ? PageAddress : null,
            SignedOffLanguages = Languages?.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries) ?? usual.SignedOffLanguages,
        };
    }
}

/// <summary>Who may call.</summary>
public sealed class AuthOptions
{
    /// <summary>Where it stands among the settings.</summary>
    public const string SectionName = "Auth";

    /// <summary>True where App Service Authentication stands in front and says who calls. Always true in Azure.</summary>
    public bool RequirePrincipal { get; set; } = true;

    /// <summary>A file of bearer tokens for a developer's machine; it is made at first start. Refused in Azure.</summary>
    public string? TokensFile { get; set; }
}

/// <summary>Holds the options against their attributes.</summary>
[OptionsValidator]
internal sealed partial class ValidatePathwayOptions : IValidateOptions<PathwayOptions>;

/// <summary>Holds the options against their attributes.</summary>
[OptionsValidator]
internal sealed partial class ValidateSmsOptions : IValidateOptions<SmsOptions>;
