using FitPipeline.Intake.Results;

namespace FitPipeline.Intake.Tests;

public sealed class LabFileTests
{
    private static readonly LabReadingOptions Options = new(Corpus.ReceivedAt);

    [Theory]
    [InlineData("a.hl7", LabFileFormat.Hl7V2)]
    [InlineData("a.ASTM", LabFileFormat.Lis2A2)]
    [InlineData("results.2026-01-05.Json", LabFileFormat.Fhir)]
    [InlineData("../a.csv", LabFileFormat.Csv)]
    public void Given_a_name_then_its_ending_says_the_format(string name, LabFileFormat format) =>
        Assert.Equal(format, LabFile.FormatOf(name));

    [Theory]
    [InlineData("a.csv.gz")]
    [InlineData("a.xlsx")]
    [InlineData("csv")]
    [InlineData("")]
    public void Given_a_name_with_another_ending_then_the_file_is_refused_whole_and_the_endings_taken_are_named(string name)
    {
        FileFault fault = Assert.IsType<FileFault>(Assert.Single(LabFile.Read(name, new MemoryStream([1, 2, 3]), Options)));
        Assert.Contains(".hl7, .astm, .json or .csv", fault.Because);
    }

    [Theory]
    [InlineData("csv/one-row.csv")]
    [InlineData("hl7/several-messages.hl7")]
    [InlineData("lis2/several-patients.astm")]
    [InlineData("fhir/collection.json")]
    public void Given_a_file_larger_than_is_taken_then_it_falls_whole(string file)
    {
        byte[] bytes = Corpus.Bytes(file);
        LabReadingOptions small = Options with { MaxBytes = bytes.Length - 1 };

        FileFault fault = Assert.IsType<FileFault>(LabFile.Read(Path.GetFileName(file), new MemoryStream(bytes), small).Last());
        Assert.Contains("larger than is taken", fault.Because);
        Assert.DoesNotContain(LabFile.Read(Path.GetFileName(file), new MemoryStream(bytes), small with { MaxBytes = bytes.Length }), reading => reading is FileFault);
    }

    [Fact]
    public void Given_a_stream_then_it_is_left_open()
    {
        foreach (string file in new[] { "csv/one-row.csv", "csv/utf-16.csv", "hl7/minimal.hl7", "lis2/frames.astm", "fhir/collection.json" })
        {
            using MemoryStream content = new(Corpus.Bytes(file));
            _ = LabFile.Read(Path.GetFileName(file), content, Options).Count();
            Assert.True(content.CanRead, file);
        }
    }

    [Fact]
    public void Given_a_row_then_what_it_prints_of_itself_names_nobody()
    {
        LabRow row = Corpus.ReadLab("csv/one-row.csv", Corpus.Bytes("csv/one-row.csv")).OfType<LabRow>().Single();
        Assert.Equal("row 1, Final", row.ToString());
    }
}
