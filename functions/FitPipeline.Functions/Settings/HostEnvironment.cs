using Microsoft.Extensions.Configuration;

namespace FitPipeline.Functions.Settings;

/// <summary>What the platform itself says about where the app runs.</summary>
/// <param name="AuthenticationOn">True when App Service Authentication is switched on.</param>
/// <param name="ServiceBus">The Service Bus namespace; null where there is none.</param>
/// <param name="StorageConnection">A connection string for the data account; null where an identity opens it.</param>
public sealed record HostEnvironment(bool AuthenticationOn, string? ServiceBus, string? StorageConnection)
{
    /// <summary>Reads them.</summary>
    public static HostEnvironment Of(IConfiguration settings) => new(
        // Set by the platform where App Service Authentication is on; without it, the principal's header would be whatever a caller sends.
        string.Equals(settings["WEBSITE_AUTH_ENABLED"], "true", StringComparison.OrdinalIgnoreCase),
        settings["ServiceBus:fullyQualifiedNamespace"] is { Length: > 0 } bus ? bus : null,
        settings["Data"] is { Length: > 0 } connection ? connection : null);

    /// <summary>Why the app must not start here; null when it may.</summary>
    /// <remarks>
    /// Nothing is concluded from where the app seems to run: the platform's variables differ from plan to plan (Flex Consumption sets no
    /// <c>WEBSITE_INSTANCE_ID</c>), and a guard that does not know its platform must not open the door. Where callers are known by the
    /// platform's header, which is the default, everything a deployment needs is asked for; only a file of tokens makes it a developer's machine.
    /// </remarks>
    public string? Refusal(AuthOptions auth, SmsOptions sms, DataOptions data, PatientsOptions patients)
    {
        bool account = StorageConnection is not null || (data.TableServiceUri is not null && data.BlobServiceUri is not null);
        return (auth.RequirePrincipal, auth.TokensFile is { Length: > 0 }) switch
        {
            _ when !account => "Data__tableServiceUri and Data__blobServiceUri are not set: there is nowhere to keep anything.",
            (false, false) => "Auth__RequirePrincipal is false and Auth__TokensFile is not set: nobody could say who calls.",
            (true, true) => "Auth__TokensFile is set and Auth__RequirePrincipal is true: callers are known by the one or by the other. "
                + "Tokens in a file are for a developer's machine, where Auth__RequirePrincipal is false.",
            (false, true) => null,
            _ when !AuthenticationOn => "App Service Authentication is not switched on: anybody could say they were anybody.",
            _ when StorageConnection is not null => "Data is a connection string: in Azure the application's identity opens the account.",
            _ when ServiceBus is null => "ServiceBus__fullyQualifiedNamespace is not set: kits could not be ordered.",
            _ when sms.Endpoint is not { Scheme: "https" } => "Sms__Endpoint is not set: patients could not be told.",
            _ when patients.Helpline is not { Length: > 0 } => "Patients__Helpline is not set: patients would be asked to call a number that is nobody's.",
            _ => null,
        };
    }
}
