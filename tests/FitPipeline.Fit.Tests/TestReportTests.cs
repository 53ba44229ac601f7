namespace FitPipeline.Fit.Tests;

public sealed class TestReportTests
{
    private const string Project = "FitPipeline.Some.Tests";

    private static string Trx(string counters, string results = "", string errors = "") =>
        $"""
        <TestRun xmlns="http://microsoft.com/schemas/VisualStudio/TeamTest/2010">
          <Results>{results}</Results>
          <ResultSummary outcome="Completed">
            <Counters {counters} error="0" timeout="0" aborted="0" notExecuted="0" />
            <RunInfos>{errors}</RunInfos>
          </ResultSummary>
        </TestRun>
        """;

    private static string Failed(string name, string message) =>
        $"""
        <UnitTestResult testName="{name}" outcome="Failed"><Output><ErrorInfo>
        <Message>{message}</Message><StackTrace>at Somewhere()</StackTrace></ErrorInfo></Output></UnitTestResult>
        """;

    private static string Error(string text) => $"""<RunInfo outcome="Error"><Text>{text}</Text></RunInfo>""";

    private static TestReport Read(Folder folder, int exitCode, string output = "") =>
        TestReport.Read(Project, folder.Path, new Captured(exitCode, output));

    [Fact]
    public void Given_a_clean_run_when_read_then_what_is_neither_passed_nor_failed_is_skipped()
    {
        using Folder folder = new();
        folder.Write("a.trx", Trx("""total="8" executed="7" passed="7" failed="0" """));

        TestReport report = Read(folder, exitCode: 0);

        Assert.Equal("7 passed, 0 failed, 1 skipped", report.Count.ToString());
        Assert.Empty(report.Failures);
    }

    [Fact]
    public void Given_a_failed_test_when_read_then_it_counts_once_and_its_message_is_whole()
    {
        using Folder folder = new();
        folder.Write("a.trx", Trx(
            """total="3" executed="3" passed="2" failed="1" """,
            Failed("A.Fails", "first line\nsecond line"),
            Error("[xUnit.net 00:00:00.25]     A.Fails [FAIL]")));

        TestReport report = Read(folder, exitCode: 1);

        Assert.Equal(new TestCount(2, 1, 0), report.Count);
        TestFailure failure = Assert.Single(report.Failures);
        Assert.Equal(new TestFailure("A.Fails", "first line\nsecond line\nat Somewhere()"), failure);
    }

    [Fact]
    public void Given_a_test_process_that_died_when_read_then_the_project_itself_is_a_failure_beside_the_failed_tests()
    {
        using Folder folder = new();
        folder.Write("a.trx", Trx(
            """total="3" executed="3" passed="2" failed="1" """,
            Failed("A.Fails", "no"),
            Error("A.Fails [FAIL]") + Error("The active test run was aborted. Reason: Test host process crashed")));

        TestReport report = Read(folder, exitCode: 1, output: "The test running when the crash occurred:\nA.Crashes");

        Assert.Equal(new TestCount(2, 2, 0), report.Count);
        Assert.Equal(["A.Fails", Project], report.Failures.Select(f => f.Name));
        Assert.Contains("Test host process crashed", report.Failures[1].Message, StringComparison.Ordinal);
        Assert.Contains("A.Crashes", report.Failures[1].Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Given_a_fixture_whose_clean_up_threw_when_read_then_passing_tests_do_not_hide_it()
    {
        using Folder folder = new();
        folder.Write("a.trx", Trx(
            """total="3" executed="3" passed="3" failed="0" """,
            errors: Error("[Test Class Cleanup Failure (B)] System.InvalidOperationException")));

        TestReport report = Read(folder, exitCode: 1);

        Assert.Equal(new TestCount(3, 1, 0), report.Count);
        Assert.Contains("Cleanup Failure", Assert.Single(report.Failures).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Given_no_report_and_a_failed_run_when_read_then_the_project_counts_as_one_failure()
    {
        using Folder folder = new();

        TestReport report = Read(folder, exitCode: 134, output: "The argument X.dll is invalid.");

        Assert.Equal(new TestCount(0, 1, 0), report.Count);
        TestFailure failure = Assert.Single(report.Failures);
        Assert.Equal(Project, failure.Name);
        Assert.Contains("134", failure.Message, StringComparison.Ordinal);
        Assert.Contains("The argument X.dll is invalid.", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Given_a_report_cut_off_while_written_when_read_then_it_is_a_failure_even_if_the_run_claims_success()
    {
        using Folder folder = new();
        folder.Write("a.trx", Trx("""total="3" executed="3" passed="3" failed="0" """)[..60]);

        Assert.Equal(new TestCount(0, 1, 0), Read(folder, exitCode: 0).Count);
    }

    [Fact]
    public void Given_a_filter_that_matches_nothing_when_read_then_nothing_is_counted()
    {
        using Folder folder = new();
        folder.Write("a.trx", Trx("""total="0" executed="0" passed="0" failed="0" """));

        Assert.True(Read(folder, exitCode: 0).Count.IsNone);
    }

    [Fact]
    public void Given_several_reports_when_read_then_their_counts_are_summed()
    {
        using Folder folder = new();
        folder.Write("a.trx", Trx("""total="3" executed="3" passed="3" failed="0" """));
        folder.Write("b.trx", Trx("""total="1300" executed="1299" passed="1299" failed="0" """));

        Assert.Equal("1302 passed, 0 failed, 1 skipped", Read(folder, exitCode: 0).Count.ToString());
    }
}
