using System.Globalization;
using System.Xml;
using System.Xml.Linq;

namespace FitPipeline.Fit;

/// <summary>How many tests ended in each way.</summary>
internal readonly record struct TestCount(int Passed, int Failed, int Skipped)
{
    internal bool IsNone => Passed + Failed + Skipped == 0;

    public static TestCount operator +(TestCount a, TestCount b) =>
        new(a.Passed + b.Passed, a.Failed + b.Failed, a.Skipped + b.Skipped);

    public override string ToString() =>
        string.Create(CultureInfo.InvariantCulture, $"{Passed} passed, {Failed} failed, {Skipped} skipped");
}

/// <summary>A failed test, or a test project that did not come to its end, and all that is known of why.</summary>
internal sealed record TestFailure(string Name, string Message);

/// <summary>
/// What one test project's run came to, read from its TRX report: the counters are the runner's own, where console
/// output is prose that changes with language and version.
/// </summary>
internal sealed record TestReport(TestCount Count, IReadOnlyList<TestFailure> Failures)
{
    private static readonly XNamespace Trx = "http://microsoft.com/schemas/VisualStudio/TeamTest/2010";

    /// <summary>
    /// Reads every report in <paramref name="folder"/>. A run that failed in a way no test accounts for (the test
    /// process died, a fixture's clean-up threw, nothing was built) counts as one failure under the project's name.
    /// </summary>
    internal static TestReport Read(string project, string folder, Captured run)
    {
        TestCount count = default;
        List<TestFailure> failures = [];
        List<string> troubles = [];

        foreach (string file in Directory.Exists(folder) ? Directory.GetFiles(folder, "*.trx") : [])
        {
            try
            {
                XElement report = XDocument.Load(file).Root!;
                count += Counters(report);
                failures.AddRange(FailedTests(report));
                troubles.AddRange(Errors(report).Where(error => !failures.Any(f => error.Contains(f.Name, StringComparison.Ordinal))));
            }
            catch (XmlException broken)
            {
                troubles.Add($"Its report {Path.GetFileName(file)} cannot be read: {broken.Message}");
            }
        }

        if (run.ExitCode != 0 && count.Failed == 0 && troubles.Count == 0)
        {
            troubles.Add($"The run ended with exit code {run.ExitCode} and no failed test to show for it.");
        }

        if (troubles.Count > 0)
        {
            count += new TestCount(0, 1, 0);
            failures.Add(new TestFailure(project, $"{string.Join('\n', troubles)}\nThe last it printed:\n{Tail(run.Output)}"));
        }

        return new TestReport(count, failures);
    }

    private static TestCount Counters(XElement report)
    {
        XElement? counters = report.Descendants(Trx + "Counters").FirstOrDefault();
        int Number(string name) => (int?)counters?.Attribute(name) ?? 0;

        int passed = Number("passed");
        int failed = Number("failed") + Number("error") + Number("timeout") + Number("aborted");
        // The runner leaves notExecuted at 0; a skipped test is in the total and nowhere else.
        return new TestCount(passed, failed, Math.Max(0, Number("total") - passed - failed));
    }

    private static IEnumerable<TestFailure> FailedTests(XElement report) =>
        from result in report.Descendants(Trx + "UnitTestResult")
        where (string?)result.Attribute("outcome") is "Failed" or "Error" or "Timeout" or "Aborted"
        let error = result.Element(Trx + "Output")?.Element(Trx + "ErrorInfo")
        select new TestFailure(
            (string?)result.Attribute("testName") ?? "a test without a name",
            $"{error?.Element(Trx + "Message")?.Value}\n{error?.Element(Trx + "StackTrace")?.Value}".Trim());

    private static IEnumerable<string> Errors(XElement report) =>
        report.Descendants(Trx + "RunInfo")
            .Where(info => (string?)info.Attribute("outcome") == "Error")
            .Select(info => info.Element(Trx + "Text")?.Value.Trim() ?? "");

    private static string Tail(string output) =>
        string.Join('\n', output.Split('\n', StringSplitOptions.RemoveEmptyEntries).TakeLast(20));
}
