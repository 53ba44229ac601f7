namespace FitPipeline.Fit.Tests;

public sealed class CheckoutTests
{
    [Fact]
    public void Given_folders_under_tests_when_listed_then_only_test_projects_come_and_by_name()
    {
        using Folder folder = new();
        folder.Write("tests/B.Tests/B.Tests.csproj");
        folder.Write("tests/A.Tests/A.Tests.csproj");
        folder.Write("tests/FitPipeline.Bench/FitPipeline.Bench.csproj");
        folder.Write("tests/AzureStandins/Tables/Tables.csproj");
        folder.Write("tests/azurite/package.json");

        Assert.Equal(["A.Tests", "B.Tests"], folder.Checkout.TestProjects().Select(Path.GetFileNameWithoutExtension));
    }

    [Fact]
    public void Given_a_folder_deep_in_a_checkout_when_looked_around_then_the_folder_of_the_solution_is_its_root()
    {
        using Folder folder = new();
        string file = folder.Write("artifacts/bin/X/release/X.dll");

        Assert.Null(Checkout.Around(Path.GetDirectoryName(file)!));
        folder.Write(Checkout.Solution);
        Assert.Equal(folder.Path, Checkout.Around(Path.GetDirectoryName(file)!)!.Root);
    }

    [Fact]
    public void Given_lock_files_under_tests_when_npm_has_carried_one_out_then_only_the_others_are_to_be_filled()
    {
        using Folder folder = new();
        folder.Write("tests/new/package-lock.json");
        folder.Write("tests/done/package-lock.json");
        folder.Write("tests/done/node_modules/.package-lock.json");
        folder.Write("tests/plain/plain.txt");
        string changed = folder.Write("tests/changed/package-lock.json");
        folder.Write("tests/changed/node_modules/.package-lock.json");
        File.SetLastWriteTimeUtc(changed, DateTime.UtcNow.AddMinutes(1));

        Assert.Equal(["changed", "new"], TestNeeds.FoldersToFill(folder.Checkout).Select(Path.GetFileName));
    }

    [Fact]
    public void Given_settings_for_the_usual_ports_when_redirected_then_every_one_points_at_ours()
    {
        const string Settings =
            """
            { "Values": {
              "AzureWebJobsStorage": "UseDevelopmentStorage=true",
              "Tables": "http://127.0.0.1:10002/devstoreaccount1",
              "Other": "http://127.0.0.1:7071" } }
            """;

        string redirected = Azurite.Redirect(Settings, [20100, 20101, 20102]);

        Assert.Contains("BlobEndpoint=http://127.0.0.1:20100/devstoreaccount1;", redirected, StringComparison.Ordinal);
        Assert.Contains("QueueEndpoint=http://127.0.0.1:20101/devstoreaccount1;", redirected, StringComparison.Ordinal);
        Assert.Contains("TableEndpoint=http://127.0.0.1:20102/devstoreaccount1;", redirected, StringComparison.Ordinal);
        Assert.Contains("\"Tables\": \"http://127.0.0.1:20102/devstoreaccount1\"", redirected, StringComparison.Ordinal);
        Assert.Contains("\"Other\": \"http://127.0.0.1:7071\"", redirected, StringComparison.Ordinal);
        Assert.DoesNotContain("UseDevelopmentStorage", redirected, StringComparison.Ordinal);
    }
}
