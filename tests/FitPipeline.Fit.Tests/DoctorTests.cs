namespace FitPipeline.Fit.Tests;

public sealed class DoctorTests
{
    private static readonly Installed Everything = new()
    {
        Sdk = "10.0.401",
        Node = "v22.20.0",
        Npm = "11.0.0",
        Azurite = "3.37.0",
        Chromium = "/usr/bin/chromium",
        HasBrowserTests = true,
        CoreTools = "/usr/bin/func",
        HasFunctions = true,
    };

    private static Finding Of(Installed found, string subject) =>
        Assert.Single(DoctorCommand.Examine(found), finding => finding.Subject == subject);

    [Fact]
    public void Given_everything_when_examined_then_all_is_well() =>
        Assert.All(DoctorCommand.Examine(Everything), finding => Assert.Equal(Health.Ok, finding.Health));

    [Fact]
    public void Given_neither_core_tools_nor_azurite_when_examined_then_run_and_test_can_still_work()
    {
        Installed found = Everything with { CoreTools = null, Azurite = null };

        Assert.DoesNotContain(DoctorCommand.Examine(found), finding => finding.Health == Health.Missing);
        Assert.Contains("npm install", Of(found, "Core Tools").Text, StringComparison.Ordinal);
        Assert.Contains("fit test installs it", Of(found, "Azurite").Text, StringComparison.Ordinal);
    }

    [Fact]
    public void Given_no_sdk_or_no_node_when_examined_then_each_is_missing_with_where_to_get_it()
    {
        Installed found = Everything with { Sdk = null, Node = null, Npm = null };

        Assert.All(
            [".NET SDK", "Node.js", "npm"],
            subject => Assert.Equal(Health.Missing, Of(found, subject).Health));
        Assert.Contains("https://dotnet.microsoft.com", Of(found, ".NET SDK").Text, StringComparison.Ordinal);
        Assert.Contains("https://nodejs.org", Of(found, "Node.js").Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("v18.20.1", Health.Missing)]
    [InlineData("v20.20.2", Health.Ok)]
    [InlineData("v24.1.0", Health.Ok)]
    public void Given_a_version_of_node_when_examined_then_one_too_old_for_azurite_is_missing(string version, object health) =>
        Assert.Equal(health, Of(Everything with { Node = version }, "Node.js").Health);

    [Theory]
    [InlineData(true, false, Health.Missing)]
    [InlineData(true, true, Health.Absent)]
    [InlineData(false, false, Health.Absent)]
    public void Given_no_browser_when_examined_then_it_stops_only_browser_tests_that_cannot_install_it(
        bool hasBrowserTests, bool isInstalledByTest, object health)
    {
        Installed found = Everything with
        {
            Chromium = null,
            HasBrowserTests = hasBrowserTests,
            ChromiumIsInstalledByTest = isInstalledByTest,
        };

        Assert.Equal(health, Of(found, "Chromium").Health);
    }

    [Fact]
    public void Given_stand_ins_when_examined_then_the_reason_and_the_way_back_are_told()
    {
        AzureChoice choice = new(AzurePackages.Replaceable, "AzureStandins.props says: NU1101: no such package", Remembered: true);

        string text = Of(Everything with { Azure = choice }, "Azure packages").Text;

        Assert.StartsWith("official, but a stand-in for Microsoft.Azure.Functions.Worker.Extensions.ServiceBus", text, StringComparison.Ordinal);
        Assert.Contains("NU1101: no such package", text, StringComparison.Ordinal);
        Assert.Contains("delete AzureStandins.props", text, StringComparison.Ordinal);
    }
}
