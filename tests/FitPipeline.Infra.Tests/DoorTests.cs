using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace FitPipeline.Infra.Tests;

/// <summary>
/// The application believes the header X-MS-CLIENT-PRINCIPAL, which is true only while platform sign-in stands in front of it: that
/// takes the header off every request from outside and puts it on the ones it has let in. So sign-in is on, for our directory and our
/// registration only, and nothing but three paths answers without it.
/// </summary>
public sealed partial class DoorTests
{
    private const string SettingsType = "Microsoft.Web/sites/config";
    private const string Provider = "properties.identityProviders.azureActiveDirectory";

    private static readonly string ClientId = BicepCompiler.DeployersEnvironment["FIT_SIGN_IN_CLIENT_ID"];

    private static readonly Promise[] OfSignIn =
    [
        SignIn("properties.platform.enabled", "true"),
        SignIn("properties.globalValidation.requireAuthentication", "true"),
        SignIn("properties.globalValidation.unauthenticatedClientAction", "Return401"),
        SignIn("properties.globalValidation.excludedPaths", """["/api/health","/p/*","/runtime/webhooks/blobs"]"""),
        SignIn("properties.httpSettings.requireHttps", "true"),
        SignIn("properties.identityProviders", Providers()),
    ];

    [CompiledFact]
    public void Given_the_function_app_when_it_is_deployed_then_platform_sign_in_stands_in_front_of_it()
    {
        Assert.Empty(Estate.All.SelectMany(OpenDoors));
    }

    [CompiledTheory]
    [InlineData("properties.platform.enabled", "false")]
    [InlineData("properties.platform.enabled", null)]
    [InlineData("properties.platform.configFilePath", "\"auth.json\"")]
    [InlineData("properties.globalValidation", null)]
    [InlineData("properties.globalValidation.requireAuthentication", "false")]
    [InlineData("properties.globalValidation.unauthenticatedClientAction", "\"AllowAnonymous\"")]
    [InlineData("properties.globalValidation.excludedPaths", """["/api/health", "/p/*", "/runtime/webhooks/blobs", "/api/*"]""")]
    [InlineData("properties.globalValidation.excludedPaths.1", "\"/*\"")]
    [InlineData("properties.httpSettings.requireHttps", "false")]
    [InlineData(Provider + ".enabled", "false")]
    [InlineData(Provider + ".registration.clientId", "\"55555555-5555-5555-5555-555555555555\"")]
    [InlineData(Provider + ".registration.openIdIssuer", "\"https://login.microsoftonline.com/common/v2.0\"")]
    [InlineData(Provider + ".registration.openIdIssuer", null)]
    [InlineData(Provider + ".validation.allowedAudiences", """["https://graph.microsoft.com"]""")]
    [InlineData(Provider + ".validation", null)]
    [InlineData("properties.identityProviders.gitHub", """{ "enabled": true }""")]
    public void Given_sign_in_that_is_off_or_wider_when_the_door_is_tried_then_it_is_found_open(string path, string? value)
    {
        Assert.All(Estate.All, estate => Assert.NotEmpty(
            OpenDoors(estate.With(estate.One(SettingsType, "authsettingsV2"), path, value is null ? null : JsonNode.Parse(value)))));
    }

    [CompiledTheory]
    [InlineData("Auth__RequirePrincipal", "false")]
    [InlineData("Auth__RequirePrincipal", null)]
    [InlineData("Auth__TokensFile", "tokens.json")]
    [InlineData("WEBSITE_AUTH_ENABLED", "true")]
    public void Given_a_setting_that_opens_the_application_when_the_door_is_tried_then_it_is_found_open(string name, string? value)
    {
        Assert.All(Estate.All, estate => Assert.Single(
            OpenDoors(estate.With(estate.One(SettingsType, "appsettings"), $"properties.{name}", value))));
    }

    [CompiledFact]
    public void Given_a_function_app_without_sign_in_when_the_door_is_tried_then_it_is_found_open()
    {
        Resource site = Estate.Prod.One("Microsoft.Web/sites");
        Estate second = Estate.Prod with { Resources = [.. Estate.Prod.Resources, site.With("id", site.Id + "-second")] };

        Assert.Single(OpenDoors(second));
        Assert.NotEmpty(OpenDoors(Estate.Prod.Without(Estate.Prod.One(SettingsType, "authsettingsV2"))));
    }

    [Fact]
    public void Given_the_guides_check_of_the_door_when_it_is_open_then_the_forged_caller_would_be_somebody()
    {
        string guide = Repository.Text("docs", "deploy.md");
        Match forged = ForgedPrincipal().Match(guide);
        JsonNode principal = JsonNode.Parse(forged.Groups["principal"].Value)!;
        Dictionary<string, string> claims = principal["claims"]!.AsArray()
            .ToDictionary(claim => claim!["typ"]!.GetValue<string>(), claim => claim!["val"]!.GetValue<string>());

        // As the application reads it: one role, of those that need no practice beside it.
        JsonArray registered = JsonNode.Parse(Repository.Text("infra", "app-roles.json"))!.AsArray();
        Assert.Contains(claims["roles"], registered.Select(role => role!["value"]!.GetValue<string>()).Except(["gp"]));
        Assert.Contains("\"roles\"", Sources.Of("functions"), StringComparison.Ordinal);
        Assert.Equal("aad", principal["auth_typ"]!.GetValue<string>());
        Assert.Equal(["<client id>", "<tenant id>"], claims.Values.Where(value => value.StartsWith('<')));

        string check = guide[forged.Index..guide.IndexOf("Then:", forged.Index, StringComparison.Ordinal)];
        Assert.Contains("-H \"X-MS-CLIENT-PRINCIPAL: $forged\" \"$address/api/worklist\"", check, StringComparison.Ordinal);
        Assert.Contains("for address in https://<host> <deskAddress>", check, StringComparison.Ordinal);
        Assert.Contains("It must be **401** (or 403) both times.", check, StringComparison.Ordinal);
    }

    /// <summary>Every way in that is not the one meant; none where the door is shut.</summary>
    internal static IEnumerable<string> OpenDoors(Estate estate)
    {
        foreach (Resource site in estate.Of("Microsoft.Web/sites"))
        {
            if (!estate.Of(SettingsType).Any(settings => settings.Id == $"{site.Id}/config/authsettingsV2"))
            {
                yield return $"{estate.Name}: {site.Name} has no platform sign-in";
            }
        }

        foreach (string broken in OfSignIn.SelectMany(promise => promise.Broken(estate)))
        {
            yield return broken;
        }

        foreach (Resource settings in estate.Of(SettingsType).Where(IsSignIn))
        {
            if (settings.At("properties.platform.configFilePath") is not null)
            {
                yield return $"{estate.Name}: {settings.Id} is overruled by a file of the application";
            }
        }

        Resource application = estate.One(SettingsType, "appsettings");
        if (application.Text("properties.Auth__RequirePrincipal") != "true")
        {
            yield return $"{estate.Name}: the application does not ask for the platform's principal";
        }

        // The host believes an app setting of this name before the platform's own word, and the application believes the host: the estate
        // must not say that sign-in is on, only switch it on.
        foreach (string name in application.At("properties")!.AsObject().Select(setting => setting.Key)
            .Where(name => name.StartsWith("WEBSITE_AUTH_", StringComparison.OrdinalIgnoreCase) || name == "Auth__TokensFile"))
        {
            yield return $"{estate.Name}: the estate sets {name}";
        }
    }

    private static Promise SignIn(string path, string value) => new(SettingsType, path, value, (_, settings) => IsSignIn(settings));

    private static bool IsSignIn(Resource settings) => settings.Name == "authsettingsV2";

    /// <summary>Entra ID alone, our tenant's issuer, tokens meant for our registration, and no client secret.</summary>
    private static string Providers() => JsonNode.Parse($$"""
        {
          "azureActiveDirectory": {
            "enabled": true,
            "registration": {
              "clientId": "{{ClientId}}",
              "clientSecretSettingName": "OVERRIDE_USE_MI_FIC_ASSERTION_CLIENTID",
              "openIdIssuer": "[format('{0}{1}/v2.0', environment().authentication.loginEndpoint, '{{Estate.Tenant}}')]"
            },
            "validation": { "allowedAudiences": ["{{ClientId}}", "api://{{ClientId}}"] }
          }
        }
        """)!.ToJsonString();

    [GeneratedRegex(@"^principal='(?<principal>\{[^']*\})'\nforged=", RegexOptions.Multiline)]
    private static partial Regex ForgedPrincipal();
}
