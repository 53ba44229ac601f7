using Xunit.Abstractions;
using Xunit.Sdk;

[assembly: TestFramework("FitPipeline.Contract.Tests.OfferedTests", "FitPipeline.Contract.Tests")]

namespace FitPipeline.Contract.Tests;

/// <summary>
/// A test needs what the contract gives to the local host alone: virtual time, tokens minted by the service, a drop folder.
/// Against a host that does not offer it the test is passed over, with this as its reason; the local host offers everything.
/// </summary>
public sealed class NotOfferedException(string what) : Exception($"The service at FIT_BASE_URL does not offer {what}.");

/// <summary>Reports a test that asked for what the service does not offer as passed over, not as failed.</summary>
public sealed class OfferedTests(IMessageSink diagnostics) : XunitTestFramework(diagnostics)
{
    protected override ITestFrameworkExecutor CreateExecutor(System.Reflection.AssemblyName assemblyName) =>
        new Executor(assemblyName, SourceInformationProvider, DiagnosticMessageSink);

    private sealed class Executor(System.Reflection.AssemblyName assembly, ISourceInformationProvider sources, IMessageSink diagnostics)
        : XunitTestFrameworkExecutor(assembly, sources, diagnostics)
    {
        protected override void RunTestCases(
            IEnumerable<IXunitTestCase> testCases, IMessageSink executionMessageSink, ITestFrameworkExecutionOptions executionOptions) =>
            base.RunTestCases(testCases, new Outcomes(executionMessageSink), executionOptions);
    }

    private sealed class Outcomes(IMessageSink inner) : LongLivedMarshalByRefObject, IMessageSink
    {
        public bool OnMessage(IMessageSinkMessage message) => inner.OnMessage(
            message is ITestFailed failed && Array.IndexOf(failed.ExceptionTypes, typeof(NotOfferedException).FullName) is >= 0 and int at
                ? new TestSkipped(failed.Test, failed.Messages[at])
                : message);
    }
}
