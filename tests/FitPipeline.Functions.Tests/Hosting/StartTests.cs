using FitPipeline.Application;
using FitPipeline.Application.Http;
using FitPipeline.Application.Messaging.Texts;
using FitPipeline.Application.Messaging.Wording;
using FitPipeline.Functions.Callers;
using FitPipeline.Functions.Messages;
using FitPipeline.Functions.Settings;
using FitPipeline.Functions.Texts;
using FitPipeline.Pathway.Policy;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace FitPipeline.Functions.Tests;

/// <summary>Where the app may start, and where it refuses to.</summary>
public sealed class StartTests
{
    private static readonly Dictionary<string, string?> Deployed = new()
    {
        ["WEBSITE_AUTH_ENABLED"] = "True",
        ["Auth:RequirePrincipal"] = "true",
        ["Data:tableServiceUri"] = "https://data.table.core.windows.net",
        ["Data:blobServiceUri"] = "https://data.blob.core.windows.net",
        ["Data:clientId"] = "11111111-1111-1111-1111-111111111111",
        ["ServiceBus:fullyQualifiedNamespace"] = "bus.servicebus.windows.net",
        ["Sms:Endpoint"] = "https://sms.communication.azure.com",
        ["Sms:From"] = "NHSKit",
        ["Sms:PencePerPart"] = "",
        ["Patients:Helpline"] = "0191 498 0199",
        ["Patients:ServiceName"] = "NHS Kit",
        ["Patients:Languages"] = "en",
        ["Patients:PageAddress"] = "",
        ["Pathway:PolicyVersion"] = PathwayPolicy.Current.Version,
    };

    [Fact]
    public async Task Given_everything_the_estate_sets_when_the_app_starts_in_Azure_then_it_may()
    {
        await using ServiceProvider services = Services(Deployed);
        Assert.IsType<ServiceBusOutgoing>(services.GetRequiredService<IOutgoing>());
        Assert.IsType<CommunicationTexts>(services.GetRequiredService<ITextProvider>());
        Assert.IsType<PrincipalAuthenticator>(services.GetRequiredService<ICallerAuthenticator>());
        foreach (IEndpoint endpoint in services.GetServices<IEndpoint>())
        {
            Assert.NotEmpty(endpoint.Route.Path);
        }
    }

    [Theory]
    [InlineData("WEBSITE_AUTH_ENABLED", null, "App Service Authentication")]
    [InlineData("WEBSITE_AUTH_ENABLED", "False", "App Service Authentication")]
    [InlineData("Auth:RequirePrincipal", "false", "Auth__RequirePrincipal")]
    [InlineData("Auth:TokensFile", "tokens.json", "Auth__TokensFile")]
    [InlineData("Data", "UseDevelopmentStorage=true", "connection string")]
    [InlineData("Data:tableServiceUri", null, "Data__tableServiceUri")]
    [InlineData("Data:blobServiceUri", null, "Data__blobServiceUri")]
    [InlineData("ServiceBus:fullyQualifiedNamespace", null, "ServiceBus__fullyQualifiedNamespace")]
    [InlineData("Sms:Endpoint", null, "Sms__Endpoint")]
    [InlineData("Sms:Endpoint", "http://sms.example", "Sms__Endpoint")]
    [InlineData("Patients:Helpline", null, "Patients__Helpline")]
    [InlineData("Patients:Helpline", "call us", "helpline")]
    [InlineData("Patients:ServiceName", "Bowel cancer kits", "service's name")]
    [InlineData("Patients:Languages", "cy", "English")]
    [InlineData("Patients:Languages", "en, tlh", "tlh")]
    [InlineData("Patients:PageAddress", "http://kits.example.nhs.uk/", "patients' pages")]
    [InlineData("Patients:PageAddress", "https://kits.example.nhs.uk", "patients' pages")]
    [InlineData("Patients:PageAddress", "https://kits.example.nhs.uk/?a=b/", "patients' pages")]
    [InlineData("Patients:PageAddress", "kits", "patients' pages")]
    [InlineData("Sms:PencePerPart", "3,25", "PencePerPart")]
    public void Given_something_missing_or_open_when_the_app_starts_in_Azure_then_it_refuses_and_says_what(string setting, string? value, string said)
    {
        Dictionary<string, string?> settings = new(Deployed) { [setting] = value };
        Assert.Contains(said, Assert.Throws<InvalidOperationException>(() => Services(settings)).Message, StringComparison.Ordinal);
    }

    // What each plan's platform is known to set beside the settings of the estate; sign-in is off in all of them.
    [Theory]
    [InlineData("WEBSITE_INSTANCE_ID")]
    [InlineData("CONTAINER_NAME")]
    [InlineData("WEBSITE_POD_NAME", "LEGION_SERVICE_HOST")]
    [InlineData("KUBERNETES_SERVICE_HOST")]
    [InlineData]
    public void Given_any_plan_when_platform_sign_in_is_off_then_the_app_does_not_start(params string[] platform)
    {
        Dictionary<string, string?> settings = new(Deployed) { ["WEBSITE_AUTH_ENABLED"] = null };
        foreach (string variable in platform)
        {
            settings[variable] = "0123";
        }

        Assert.Contains("App Service Authentication", Assert.Throws<InvalidOperationException>(() => Services(settings)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Given_a_developer_s_storage_when_nothing_says_how_callers_are_known_then_the_header_is_not_believed()
    {
        Dictionary<string, string?> settings = new() { ["Data"] = "UseDevelopmentStorage=true" };
        Assert.Contains("App Service Authentication", Assert.Throws<InvalidOperationException>(() => Services(settings)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Given_a_file_of_tokens_when_the_app_starts_then_no_header_of_the_platform_names_a_caller()
    {
        string file = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName());
        await using ServiceProvider services = Services(new Dictionary<string, string?>
        {
            ["Data"] = "UseDevelopmentStorage=true",
            ["Auth:RequirePrincipal"] = "false",
            ["Auth:TokensFile"] = file,
        });
        DefaultHttpContext http = new();
        http.Request.Headers["X-MS-CLIENT-PRINCIPAL"] = Convert.ToBase64String("""{"claims":[{"typ":"roles","val":"triage"}]}"""u8);

        Assert.Null(await services.GetRequiredService<ICallerAuthenticator>().IdentifyAsync(http));

        File.Delete(file);
    }

    [Fact]
    public async Task Given_how_a_trust_names_itself_when_patients_are_written_to_then_they_are_given_that_name_and_number()
    {
        await using ServiceProvider services = Services(new Dictionary<string, string?>(Deployed)
        {
            ["Patients:ServiceName"] = "Queen's Kit",
            ["Patients:Languages"] = "en, cy",
            ["Patients:PageAddress"] = "https://kits.example.nhs.uk/",
        });
        WordingSettings wording = services.GetRequiredService<WordingSettings>();
        Assert.Equal(("0191 498 0199", "Queen's Kit", "https://kits.example.nhs.uk/"), (wording.Helpline, wording.Service, wording.PageAddress));
        Assert.Equal(["en", "cy"], wording.SignedOffLanguages);
    }

    [Theory]
    [InlineData("", null)]
    [InlineData("3.25", "0.10")]
    public async Task Given_what_a_part_of_a_text_costs_when_it_is_set_or_not_then_three_parts_have_that_price_or_none(string pence, string? pounds)
    {
        await using ServiceProvider services = Services(new Dictionary<string, string?>(Deployed) { ["Sms:PencePerPart"] = pence });
        Assert.Equal(pounds, services.GetRequiredService<TextPrice>().Pounds(3));
    }

    [Fact]
    public void Given_a_developer_s_machine_when_nobody_could_say_who_calls_then_the_app_refuses()
    {
        Dictionary<string, string?> settings = new() { ["Data"] = "UseDevelopmentStorage=true", ["Auth:RequirePrincipal"] = "false" };
        Assert.Contains("Auth__TokensFile", Assert.Throws<InvalidOperationException>(() => Services(settings)).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Pathway:PolicyVersion", "1999-01", "Pathway__PolicyVersion")]
    [InlineData("Pathway:PolicyVersion", null, "Pathway__PolicyVersion")]
    [InlineData("Sms:From", "A name far too long", "From")]
    [InlineData("Sms:From", "NHS Kit", "From")]
    [InlineData("Sms:PencePerPart", "0", "Sms__PencePerPart")]
    [InlineData("Sms:PencePerPart", "-2.5", "Sms__PencePerPart")]
    [InlineData("Sms:PencePerPart", "325", "Sms__PencePerPart")]
    public async Task Given_an_option_that_cannot_be_when_the_app_starts_then_it_refuses(string setting, string? value, string said)
    {
        using ServiceProvider services = Services(new Dictionary<string, string?>(Deployed) { [setting] = value });
        OptionsValidationException refused = await Assert.ThrowsAsync<OptionsValidationException>(() =>
        {
            services.GetRequiredService<IStartupValidator>().Validate();
            return Task.CompletedTask;
        });
        Assert.Contains(said, refused.Message, StringComparison.Ordinal);
    }

    private static ServiceProvider Services(Dictionary<string, string?> values)
    {
        IConfiguration settings = new ConfigurationBuilder().AddInMemoryCollection(values).Build();
        ServiceCollection services = new();
        services.AddSingleton(settings).AddLogging();
        HostEnvironment here = services.AddSettings(settings);
        services.AddTelemetry(settings).AddStorage(here).AddOutgoing(here).AddCallers().AddOrchestrations()
            .AddFitPipeline(PathwayPolicy.Current, settings.ReadWording());
        return services.BuildServiceProvider(new ServiceProviderOptions { ValidateOnBuild = true, ValidateScopes = true });
    }
}
