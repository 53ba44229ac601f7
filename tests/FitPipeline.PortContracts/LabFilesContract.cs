using FitPipeline.Application.Laboratory;
using FitPipeline.Intake.Results;
using FitPipeline.Pathway.Identity;

namespace FitPipeline.PortContracts;

/// <summary>Laboratory files and what became of each row.</summary>
public abstract class LabFilesContract
{
    private static readonly string File = new('a', 64);

    protected abstract ILabFiles Files { get; }

    private static CancellationToken None => CancellationToken.None;

    [Fact]
    public async Task Given_a_file_when_it_is_written_again_then_the_last_word_stands()
    {
        Assert.Null(await Files.FindAsync(File, None));
        LabFileRecord reading = new(File, "results.csv", LabFileFormat.Csv, LabFileStatus.Reading, Walk.Begins, 0, 0, 0, 0, 0, null);
        await Files.PutAsync(reading, None);
        Assert.Equal(reading, await Files.FindAsync(File, None));

        LabFileRecord read = reading with { Status = LabFileStatus.Read, Rows = 10, Accepted = 4, Ignored = 3, Quarantined = 2, Rejected = 1 };
        await Files.PutAsync(read, None);
        Assert.Equal(read, await Files.FindAsync(File, None));
    }

    [Fact]
    public async Task Given_a_file_of_no_known_format_when_it_is_written_then_it_says_why()
    {
        LabFileRecord file = new(File, "../../weird\u0001name", null, LabFileStatus.Unreadable, Walk.Begins, 0, 0, 0, 0, 0, "The file's name must end in .csv.");
        await Files.PutAsync(file, None);
        Assert.Equal(file, await Files.FindAsync(File, None));
    }

    [Fact]
    public async Task Given_rows_when_they_are_written_twice_then_each_is_there_once_in_order()
    {
        JourneyId journey = JourneyId.For(Walk.Practice, "GP-1");
        LabRowRecord[] rows =
        [
            .. Enumerable.Range(1, 12).Select(i => new LabRowRecord(
                i, (RowOutcome)(i % 4), $"Because {i}.", i % 2 == 0 ? journey : null)),
        ];
        await Files.PutRowsAsync(File, rows[6..], None);
        await Files.PutRowsAsync(File, rows[..8], None);
        await Files.PutRowsAsync(new string('b', 64), [new LabRowRecord(1, RowOutcome.Accepted, "Another file's.", null)], None);

        Assert.Equal(rows, await Paging.AllAsync(after => Files.RowsAsync(File, after, 5, None), 5));
        Assert.Empty((await Files.RowsAsync(new string('c', 64), null, 5, None)).Items);

        await Files.PutRowsAsync(File, [rows[0] with { Outcome = RowOutcome.Ignored, Because = "This report was taken in before." }], None);
        Assert.Equal(RowOutcome.Ignored, (await Files.RowsAsync(File, null, 1, None)).Items[0].Outcome);
    }
}
