using System.Text.RegularExpressions;

namespace FitPipeline.Infra.Tests;

/// <summary>What the estate tells the application, and what the application listens for.</summary>
public sealed partial class SettingsTests
{
    /// <summary>Sections that the Functions host and the trigger bindings read; the application has no options class for them.</summary>
    private static readonly string[] HostSections = ["AzureWebJobsStorage", "LabResults", "ServiceBus"];

    [CompiledFact]
    public void Given_the_settings_when_they_are_listed_then_they_are_these()
    {
        Assert.All(Estate.All, estate => Assert.Equal(
            [
                "APPLICATIONINSIGHTS_AUTHENTICATION_STRING",
                "APPLICATIONINSIGHTS_CONNECTION_STRING",
                "AZURE_CLIENT_ID",
                "Auth__RequirePrincipal",
                "AzureWebJobsStorage__blobServiceUri",
                "AzureWebJobsStorage__clientId",
                "AzureWebJobsStorage__credential",
                "AzureWebJobsStorage__queueServiceUri",
                "AzureWebJobsStorage__tableServiceUri",
                "Data__blobServiceUri",
                "Data__clientId",
                "Data__tableServiceUri",
                "LabFiles__AwaitScan",
                "LabResults__blobServiceUri",
                "LabResults__clientId",
                "LabResults__credential",
                "LabResults__queueServiceUri",
                "OVERRIDE_USE_MI_FIC_ASSERTION_CLIENTID",
                "Pathway__PolicyVersion",
                "Patients__Helpline",
                "Patients__Languages",
                "Patients__PageAddress",
                "Patients__ServiceName",
                "ServiceBus__clientId",
                "ServiceBus__credential",
                "ServiceBus__fullyQualifiedNamespace",
                "Sms__Endpoint",
                "Sms__From",
                "Sms__PencePerPart",
            ],
            Told(estate).Order(StringComparer.Ordinal)));
    }

    [CompiledFact]
    public void Given_the_version_of_the_policy_when_it_is_deployed_then_it_is_one_the_rules_know()
    {
        string rules = Sources.Of(Path.Combine("core", "FitPipeline.Pathway", "Policy"));

        Assert.All(Estate.All, estate => Assert.Contains(
            $"\"{Settings(estate).Text("properties.Pathway__PolicyVersion")}\"", rules, StringComparison.Ordinal));
    }

    [CompiledFact]
    public void Given_a_value_of_the_parameter_files_when_it_is_deployed_then_the_application_is_told_it()
    {
        Resource prod = Settings(Estate.Prod);

        Assert.Equal(BicepCompiler.DeployersEnvironment["FIT_HELPLINE"], prod.Text("properties.Patients__Helpline"));
        Assert.Equal(BicepCompiler.DeployersEnvironment["FIT_SMS_SENDER"], prod.Text("properties.Sms__From"));
        Assert.Equal("", prod.Text("properties.Sms__PencePerPart"));
        Assert.Equal("en", prod.Text("properties.Patients__Languages"));
        Assert.Equal("NHS Kit", prod.Text("properties.Patients__ServiceName"));
    }

    [CompiledFact]
    public void Given_the_applications_options_when_they_are_compared_with_the_settings_then_they_agree()
    {
        Assert.Empty(Differences(Told(Estate.Prod), Sources.Of("functions")));
    }

    [Theory]
    [InlineData(
        "class A { const string SectionName = \"Sms\"; public required Uri Endpoint { get; init; } public string From { get; init; } }",
        "")]
    [InlineData("class A { const string SectionName = \"Sms\"; public required Uri Endpoint { get; } }", "nobody listens for Sms__From")]
    [InlineData(
        "class A { const string SectionName = \"Sms\"; public Uri Endpoint { get; set; } public string From { get; set; } "
        + "public TimeSpan Patience { get; set; } [Required] public string Colour { get; set; } }",
        "nobody sets Sms__Colour")]
    [InlineData("configuration[\"Sms:Endpoint\"] + configuration[\"Sms:From\"]", "")]
    [InlineData("class A { const string SectionName = \"Texts\"; public Uri Endpoint { get; set; } }", "nobody listens for Sms__Endpoint")]
    public void Given_an_options_class_when_it_differs_from_the_settings_then_the_difference_is_named(string source, string difference)
    {
        string[] differences = [.. Differences(["Sms__Endpoint", "Sms__From", "ServiceBus__clientId", "AZURE_CLIENT_ID"], source)];

        Assert.Equal(difference.Length == 0, differences.Length == 0);
        Assert.True(difference.Length == 0 || differences.Contains(difference), string.Join('\n', differences));
    }

    private static Resource Settings(Estate estate) => estate.One("Microsoft.Web/sites/config", "appsettings");

    private static string[] Told(Estate estate) => [.. Settings(estate).At("properties")!.AsObject().Select(setting => setting.Key)];

    /// <summary>Compares settings with the options classes in a source text.</summary>
    private static IEnumerable<string> Differences(string[] settings, string source)
    {
        // A class with a SectionName, up to the next one: its properties and which of them must be given.
        var options = OptionsClass().Matches(source).Select(section => (
            Name: section.Groups["section"].Value,
            Properties: Property().Matches(section.Groups["body"].Value)
                .Select(p => (Name: p.Groups["name"].Value, Required: p.Groups["required"].Success)).ToArray())).ToArray();

        foreach (string setting in settings.Where(s => s.Contains("__", StringComparison.Ordinal)))
        {
            string[] parts = setting.Split("__");
            bool readByName = source.Contains($"\"{parts[0]}:{parts[1]}\"", StringComparison.OrdinalIgnoreCase);
            if (!HostSections.Contains(parts[0]) && !readByName
                && !options.Any(o => o.Name == parts[0]
                    && o.Properties.Any(p => p.Name.Equals(parts[1], StringComparison.OrdinalIgnoreCase))))
            {
                yield return $"nobody listens for {setting}";
            }
        }

        foreach ((string section, (string Name, bool Required)[] properties) in options)
        {
            foreach (string name in properties.Where(p => p.Required).Select(p => $"{section}__{p.Name}"))
            {
                if (!settings.Contains(name, StringComparer.OrdinalIgnoreCase))
                {
                    yield return $"nobody sets {name}";
                }
            }
        }
    }

    [GeneratedRegex(
        @"\bconst string Section(?:Name)?\s*=\s*""(?<section>[^""]+)"";(?<body>.*?)"
        + @"(?=\bconst string Section(?:Name)?\b|\bclass \w|\brecord \w|\z)",
        RegexOptions.Singleline)]
    private static partial Regex OptionsClass();

    [GeneratedRegex(
        @"(?<required>\[Required[^\]]*\]\s*)?(?:\[[^\]]*\]\s*)*public\s+(?<required>required\s+)?"
        + @"[\w<>?.\[\], ]+?\s+(?<name>\w+)\s*\{\s*get;",
        RegexOptions.Singleline)]
    private static partial Regex Property();
}
