using System.Diagnostics;

namespace FitPipeline.Fit.Tests;

public sealed class AzurePackagesTests
{
    private const string NoSuchVersion =
        "/src/F.csproj : error NU1102: Unable to find package Microsoft.Azure.Functions.Worker.Extensions.ServiceBus with version (>= 5.24.0) [/src/F.sln]";

    private const string NoSuchPackage =
        "/src/F.csproj : error NU1101: Unable to find package Microsoft.Azure.Functions.Worker.Extensions.ServiceBus. No packages exist with this id in source(s): feed";

    private const string NoOtherPackage =
        "/src/F.csproj : error NU1101: Unable to find package Azure.Data.Tables. No packages exist with this id in source(s): feed";

    private const string NoAnswer =
        "/src/F.csproj : error NU1301: Unable to load the service index for source https://feed.example/index.json.";

    [Theory]
    [InlineData(NoSuchVersion, RestoreVerdict.NotOnTheFeed)]
    [InlineData(NoSuchPackage, RestoreVerdict.NotOnTheFeed)]
    [InlineData(NoOtherPackage, RestoreVerdict.Other)]
    [InlineData(NoSuchPackage + "\n" + NoOtherPackage, RestoreVerdict.Other)]
    [InlineData(NoAnswer, RestoreVerdict.NoFeed)]
    [InlineData(NoSuchPackage + "\n" + NoAnswer, RestoreVerdict.NoFeed)]
    [InlineData("error NU1605: Detected package downgrade", RestoreVerdict.Other)]
    [InlineData("error MSB4025: The project file could not be loaded.", RestoreVerdict.Other)]
    public void Given_a_failed_restore_when_judged_then_only_a_package_that_can_be_stood_in_for_is_worth_remembering(string output, object verdict) =>
        Assert.Equal(verdict, AzurePackages.Judge(new Captured(1, output)).Verdict);

    [Fact]
    public void Given_a_restore_that_worked_when_judged_then_words_in_its_output_do_not_matter() =>
        Assert.Equal(RestoreVerdict.Restored, AzurePackages.Judge(new Captured(0, NoSuchPackage)).Verdict);

    [Fact]
    public void Given_a_version_that_is_not_there_when_judged_then_the_reason_names_it_and_no_path() =>
        Assert.Equal(
            "NU1102: Unable to find package Microsoft.Azure.Functions.Worker.Extensions.ServiceBus with version (>= 5.24.0)",
            AzurePackages.Judge(new Captured(1, NoSuchVersion)).Why);

    [Fact]
    public void Given_nothing_settled_when_asked_then_the_choice_has_still_to_be_made()
    {
        using Folder folder = new();

        Assert.Null(AzurePackages.Settled(folder.Checkout));
    }

    [Fact]
    public async Task Given_a_remembered_choice_when_asked_then_it_comes_back_with_its_reason()
    {
        using Folder folder = new();
        await AzurePackages.RememberAsync(folder.Checkout, AzurePackages.Replaceable[0], "NU1101: <no> \"package\" -- none");

        AzureChoice choice = AzurePackages.Settled(folder.Checkout)!;

        Assert.Equal(AzurePackages.Replaceable, choice.StandIns);
        Assert.True(choice.Remembered);
        Assert.Equal("AzureStandins.props says: NU1101: <no> \"package\" - - none", choice.Why);
    }

    [Theory]
    [InlineData(false, "", "none")]
    [InlineData(true, "", "Microsoft.Azure.Functions.Worker.Extensions.ServiceBus")]
    [InlineData(true, "-p:AzureStandIns=none", "none")]
    public async Task Given_the_build_rules_when_msbuild_reads_them_then_a_remembered_choice_holds_until_the_command_line_says_otherwise(
        bool isRemembered, string argument, string standIns)
    {
        using Folder folder = new();
        Checkout around = Checkout.Around(AppContext.BaseDirectory)!;
        folder.Write("Directory.Build.props", await File.ReadAllTextAsync(around.At("Directory.Build.props")));
        string project = folder.Write("app/app.proj", """<Project><Import Project="../Directory.Build.props" /></Project>""");
        if (isRemembered)
        {
            await AzurePackages.RememberAsync(folder.Checkout, AzurePackages.Replaceable[0], "a reason");
        }

        ProcessStartInfo start = Programs.At(Programs.Find("dotnet")!, ["msbuild", project, "-getProperty:AzureStandIns", .. Words(argument)]);
        start.Environment.Remove("AzureStandIns");
        using StopSignal stop = new();
        Captured answer = await Child.CaptureAsync(start, Ending.AtOnce, stop);

        Assert.Equal(standIns, answer.Output.Trim());
    }

    private static string[] Words(string argument) => argument.Length == 0 ? [] : [argument];
}
