using System.Text.Json;
using FitPipeline.Application.Journeys;
using FitPipeline.Application.Laboratory;
using FitPipeline.Intake.Results;
using FitPipeline.Pathway.Identity;
using FitPipeline.Pathway.Journeys;
using FitPipeline.Pathway.Results;

namespace FitPipeline.PortContracts;

/// <summary>Nothing is ever deleted from the quarantine, only decided.</summary>
public abstract class QuarantineContract
{
    private static readonly JourneyId Journey = JourneyId.For(Walk.Practice, "GP-1");

    protected abstract IQuarantine Quarantine { get; }

    private static CancellationToken None => CancellationToken.None;

    [Fact]
    public async Task Given_a_row_when_it_is_added_twice_then_the_first_stands_and_comes_back_whole()
    {
        QuarantinedRow row = Row(1);
        await Quarantine.AddAsync(row, None);
        await Quarantine.AddAsync(row with { Because = "Something else." }, None);
        QuarantinedRow found = Assert.IsType<QuarantinedRow>(await Quarantine.FindAsync(row.Id, None));
        Assert.Equal(Words(row), Words(found));
        Assert.Equal(Words(row), Words(Assert.Single((await Quarantine.OpenAsync(null, 10, None)).Items)));
        Assert.Null(await Quarantine.FindAsync("q-unknown", None));
    }

    [Fact]
    public async Task Given_a_whole_file_that_nobody_could_read_when_it_is_added_then_it_has_no_content()
    {
        await Quarantine.AddAsync(Row(0) with { Content = null, Candidates = [] }, None);
        QuarantinedRow found = Assert.IsType<QuarantinedRow>(await Quarantine.FindAsync("q-0", None));
        Assert.Null(found.Content);
        Assert.Empty(found.Candidates);
        Assert.Null(found.Resolution);
    }

    [Fact]
    public async Task Given_a_row_when_it_is_decided_twice_then_the_first_decision_stands_and_the_row_is_kept()
    {
        await Quarantine.AddAsync(Row(1), None);
        QuarantineResolution first = new(Journey, "Rang the laboratory.", Actor.Triage, Walk.Begins.AddDays(1));
        Assert.True(await Quarantine.ResolveAsync("q-1", first, None));
        Assert.False(await Quarantine.ResolveAsync("q-1", first with { Matched = null }, None));
        Assert.False(await Quarantine.ResolveAsync("q-2", first, None));

        Assert.Equal(first, (await Quarantine.FindAsync("q-1", None))!.Resolution);
        Assert.Empty((await Quarantine.OpenAsync(null, 10, None)).Items);
        await Quarantine.AddAsync(Row(1), None);
        Assert.Empty((await Quarantine.OpenAsync(null, 10, None)).Items);
    }

    [Fact]
    public async Task Given_many_rows_when_paged_while_one_is_decided_and_one_comes_then_the_others_come_once_oldest_first()
    {
        for (int i = 1; i <= 12; i++)
        {
            await Quarantine.AddAsync(Row(i), None);
        }

        List<QuarantinedRow> read = await Paging.AllAsync(
            after => Quarantine.OpenAsync(after, 5, None),
            5,
            async () =>
            {
                Assert.True(await Quarantine.ResolveAsync("q-2", new QuarantineResolution(null, "Rejected.", Actor.Lab, Walk.Begins), None));
                await Quarantine.AddAsync(Row(13), None);
            });
        Assert.Equal(Enumerable.Range(1, 13), read.Select(row => row.Row));
    }

    private static QuarantinedRow Row(int number) => new(
        $"q-{number}",
        new string('a', 64),
        number,
        "The kit was posted to somebody else.",
        Walk.Begins.AddMinutes(number),
        Owner.Triage,
        Walk.Begins.AddDays(1),
        [new QuarantineCandidate(Journey, "The kit was posted to this patient.")],
        new LabRow(
            number, "FIT-KIT-0001", Walk.Kit(1), TestPeople.Number(1), "Smith", new DateOnly(1960, 2, 29), null, Walk.Begins, Walk.Begins, null, "L1",
            LabRowStatus.Rejected, SampleFault.Other, "haemolysed", ["A fault."]),
        null);

    private static string Words(QuarantinedRow row) => string.Join(
        '|',
        row with { Candidates = [], Content = null },
        JsonSerializer.Serialize(row.Candidates, JourneyJson.Default.IReadOnlyListQuarantineCandidate),
        row.Content is null ? "" : JsonSerializer.Serialize(row.Content, JourneyJson.Default.LabRow));
}
