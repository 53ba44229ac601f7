using System.Globalization;
using System.Text.Json.Nodes;
using FitPipeline.Bench;

// fit bench [--json] [NAME]: every benchmark, or those whose name contains NAME.
bool json = args.Contains("--json");
string? filter = args.FirstOrDefault(argument => !argument.StartsWith('-'));
IBenchmark[] all =
[
    new DecideBenchmark(),
    new CsvBenchmark(),
    new Hl7Benchmark(),
    new EngineBenchmark(),
    new ReferralBenchmark(),
    new WorklistBenchmark(),
    new DeskBenchmark(),
    new BookingBenchmark(),
    new LabFileBenchmark(),
];
IBenchmark[] chosen = [.. all.Where(benchmark => filter is null || benchmark.Name.Contains(filter, StringComparison.OrdinalIgnoreCase))];
if (chosen.Length == 0)
{
    Console.Error.WriteLine($"There is no benchmark named {filter}. There are: {string.Join(", ", all.Select(benchmark => benchmark.Name))}.");
    return 2;
}

JsonObject figures = [];
foreach (IBenchmark benchmark in chosen)
{
    Console.Error.WriteLine(benchmark.Name + ": " + benchmark.What);
    foreach ((string metric, double value) in await benchmark.RunAsync())
    {
        figures[metric] = Math.Round(value, 3);
        if (!json)
        {
            Console.WriteLine($"  {metric,-44} {value.ToString("#,0.###", CultureInfo.InvariantCulture)}");
        }
    }
}

if (json)
{
    Console.WriteLine(figures.ToJsonString());
}

return 0;
