using System.Text;
using FitPipeline.Intake.Results;

namespace FitPipeline.Bench;

/// <summary>HL7 v2 ORU^R01 and LIS2-A2: messages read, validated and converted.</summary>
internal sealed class Hl7Benchmark : IBenchmark
{
    private const int Messages = 50_000;

    public string Name => "hl7";

    public string What => "HL7 ORU^R01 messages and LIS2-A2 results read and validated a second on one core";

    public Task<IReadOnlyList<(string Metric, double Value)>> RunAsync()
    {
        LabReadingOptions options = new(LabFiles.Now);
        byte[] hl7 = Encoding.UTF8.GetBytes(string.Concat(Enumerable.Range(0, Messages).Select(LabFiles.Hl7)));
        byte[] lis2 = Encoding.UTF8.GetBytes(LabFiles.Lis2(Messages));
        double rate(string name, byte[] file) => Measure.Rate(
            5, () => LabFile.Read(name, new MemoryStream(file), options).Count(reading => reading is LabRow { Value: not null }));
        return Task.FromResult<IReadOnlyList<(string, double)>>(
            [("hl7.messagesPerSecond", rate("bench.hl7", hl7)), ("lis2.resultsPerSecond", rate("bench.astm", lis2))]);
    }
}
