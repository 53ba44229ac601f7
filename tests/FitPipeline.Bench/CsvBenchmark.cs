using FitPipeline.Intake.Results;

namespace FitPipeline.Bench;

/// <summary>Laboratory CSV: every row read, validated and converted; beside it CsvHelper merely splitting the same rows.</summary>
internal sealed class CsvBenchmark : IBenchmark
{
    private const int Rows = 100_000;

    public string Name => "csv";

    public string What => "CSV rows read and validated a second on one core, and the ratio to CsvHelper reading their fields without validating";

    public Task<IReadOnlyList<(string Metric, double Value)>> RunAsync()
    {
        byte[] file = LabFiles.Csv(Rows);
        LabReadingOptions options = new(LabFiles.Now);
        double ours = Measure.Rate(5, () => LabFile.Read("bench.csv", new MemoryStream(file), options).Count(reading => reading is LabRow { Faults.Count: 0 }));
        double theirs = Measure.Rate(5, () =>
        {
            using CsvHelper.CsvReader csv = CsvHelper.CsvReader.Create(file, null);
            csv.ReadHeader();
            int columns = csv.Headers.Count;
            long rows = 0;
            long characters = 0;
            while (csv.Read())
            {
                for (int i = 0; i < columns; i++)
                {
                    characters += csv.GetString(i).Length;
                }

                rows++;
            }

            return characters > 0 ? rows : 0;
        });
        return Task.FromResult<IReadOnlyList<(string, double)>>([("csv.rowsPerSecond", ours), ("csv.ratioToCsvHelper", ours / theirs)]);
    }
}
