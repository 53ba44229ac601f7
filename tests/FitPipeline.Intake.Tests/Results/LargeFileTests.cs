using System.Text;
using FitPipeline.Intake.Results;

namespace FitPipeline.Intake.Tests;

/// <summary>Runs with no other test beside it: what is measured is the process's memory.</summary>
[CollectionDefinition(nameof(LargeFileTests), DisableParallelization = true)]
[Collection(nameof(LargeFileTests))]
public sealed class LargeFileTests
{
    private static readonly LabReadingOptions Options = new(Corpus.ReceivedAt);

    [Theory]
    [InlineData("big.csv")]
    [InlineData("big.hl7")]
    [InlineData("big.astm")]
    public void Given_a_large_file_then_its_first_row_comes_before_the_rest_is_read(string name)
    {
        using RepeatingStream content = Repeated(name, 8 * 1024 * 1024);
        using IEnumerator<LabReading> readings = LabFile.Read(name, content, Options).GetEnumerator();

        Assert.True(readings.MoveNext());
        Assert.IsType<LabRow>(readings.Current);
        Assert.InRange(content.Given, 1, 512 * 1024);
    }

    [Theory]
    [InlineData("big.csv")]
    [InlineData("big.hl7")]
    [InlineData("big.astm")]
    public void Given_a_large_file_then_the_memory_held_does_not_grow_with_it(string name)
    {
        using RepeatingStream content = Repeated(name, 12 * 1024 * 1024);
        long held = 0;
        int rows = 0;
        foreach (LabReading reading in LabFile.Read(name, content, Options))
        {
            if (reading is LabRow { Faults: [] } && ++rows % 20_000 == 0)
            {
                long now = GC.GetTotalMemory(forceFullCollection: true);
                held = held == 0 ? now : held;
                Assert.InRange(now - held, long.MinValue, 4 * 1024 * 1024);
            }
        }

        Assert.InRange(rows, 15_000, int.MaxValue);
    }

    private static RepeatingStream Repeated(string name, long length)
    {
        string file = name[^4..] switch
        {
            ".csv" => "csv/one-row.csv",
            ".hl7" => "hl7/minimal.hl7",
            _ => "lis2/plain.astm",
        };
        string text = Encoding.UTF8.GetString(Corpus.Bytes(file));
        if (file.StartsWith("csv", StringComparison.Ordinal))
        {
            int heading = text.IndexOf('\n') + 1;
            return new RepeatingStream(Encoding.UTF8.GetBytes(text[..heading]), Encoding.UTF8.GetBytes(text[heading..]), length);
        }

        return new RepeatingStream([], Encoding.UTF8.GetBytes(text), length);
    }
}
