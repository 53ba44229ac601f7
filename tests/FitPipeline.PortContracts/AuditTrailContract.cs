using FitPipeline.Application.Journeys;
using FitPipeline.Pathway.Identity;
using FitPipeline.Pathway.Journeys;

namespace FitPipeline.PortContracts;

/// <summary>The audit trail only grows, and shows when it was touched.</summary>
public abstract class AuditTrailContract
{
    protected abstract IAuditTrail Audit { get; }

    private static CancellationToken None => CancellationToken.None;

    /// <summary>Changes what a line says, behind the trail's back.</summary>
    protected abstract Task ChangeAsync(string id, string what);

    /// <summary>Takes a line out, behind the trail's back.</summary>
    protected abstract Task RemoveAsync(string id);

    [Fact]
    public async Task Given_an_empty_trail_when_it_is_checked_then_it_is_unbroken() =>
        Assert.Null(await Audit.FirstBreakAsync(None));

    [Fact]
    public async Task Given_lines_appended_at_once_and_twice_when_the_trail_is_checked_then_it_is_unbroken()
    {
        await Task.WhenAll(Enumerable.Range(0, 60).Select(i => Task.Run(() => Audit.AppendAsync(Entry(i % 30), None))));
        Assert.Null(await Audit.FirstBreakAsync(None));
    }

    [Fact]
    public async Task Given_a_trail_when_a_line_is_changed_then_the_first_break_is_that_line()
    {
        await FillAsync();
        await ChangeAsync("a-04", "did nothing at all");
        Assert.Equal("a-04", await Audit.FirstBreakAsync(None));
    }

    [Fact]
    public async Task Given_a_trail_when_a_line_is_taken_out_then_the_line_behind_it_no_longer_fits()
    {
        await FillAsync();
        await RemoveAsync("a-04");
        Assert.Equal("a-05", await Audit.FirstBreakAsync(None));
    }

    [Fact]
    public async Task Given_a_trail_when_its_end_is_taken_off_then_it_is_broken_there()
    {
        await FillAsync();
        await RemoveAsync("a-09");
        Assert.Equal("a-09", await Audit.FirstBreakAsync(None));
    }

    private static AuditEntry Entry(int number) => new(
        $"a-{number:00}",
        Walk.Begins.AddMinutes(number),
        (Actor)(number % 4),
        "acknowledged the result",
        number % 2 == 0 ? JourneyId.For(Walk.Practice, $"GP-{number}") : null,
        number % 3 == 0 ? new string('a', 64) : null);

    private async Task FillAsync()
    {
        for (int i = 0; i < 10; i++)
        {
            await Audit.AppendAsync(Entry(i), None);
        }

        Assert.Null(await Audit.FirstBreakAsync(None));
    }
}
