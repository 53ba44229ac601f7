using FitPipeline.Application.Http;
using FitPipeline.Application.Messaging.Texts;
using FitPipeline.Application.Reports;
using FitPipeline.Pathway.Effects;
using FitPipeline.Pathway.Identity;
using FitPipeline.Pathway.Messages;
using FitPipeline.Pathway.Policy;

namespace FitPipeline.Application.Tests;

/// <summary>Texts that left, their parts and, where the operator has said what a part costs, their price.</summary>
public sealed class TextReportTests
{
    private static readonly DateRange TwoMonths = new(new DateOnly(2026, 3, 1), new DateOnly(2026, 4, 30));

    private static TextReport Reporter(TextsInMemory texts, decimal? pence = null) => new(texts, new TextPrice(pence), PathwayPolicy.Current);

    private static async Task<TextsInMemory> SentAsync(params (string At, int Segments)[] sent)
    {
        TextsInMemory texts = new();
        foreach ((string at, int segments) in sent)
        {
            DateTimeOffset left = DateTimeOffset.Parse(at, System.Globalization.CultureInfo.InvariantCulture);
            await texts.QueueAsync(
                new TextRecord(
                    "t-" + at, JourneyId.For(OdsCode.Parse("A99001"), "GP-1"), MessageTemplate.PleaseCallUs, MessageFacts.None, "Please call.", segments,
                    left, left, left, TextStatus.Failed, null, Guid.Empty),
                default);
        }

        return texts;
    }

    [Theory]
    [InlineData(3.25, 3, "0.10")]
    [InlineData(0.5, 1, "0.01")]
    [InlineData(0.4, 1, "0.00")]
    [InlineData(2.5, 1, "0.03")]
    [InlineData(3.999, 1000, "39.99")]
    [InlineData(4, 0, "0.00")]
    [InlineData(99, 2_000_000_000, "1980000000.00")]
    public void A_price_is_rounded_to_the_nearest_penny_and_half_a_penny_up(double pence, long parts, string pounds) =>
        Assert.Equal(pounds, new TextPrice((decimal)pence).Pounds(parts));

    [Fact]
    public async Task Without_a_price_parts_are_counted_and_no_cost_is_shown()
    {
        Report report = await Reporter(await SentAsync(("2026-03-02T09:00Z", 2), ("2026-03-02T10:00Z", 1))).RunAsync(
            new DateRange(new DateOnly(2026, 3, 1), new DateOnly(2026, 3, 3)), "day", default);

        Assert.Equal(["texts", "parts"], report.Columns);
        Assert.Equal(["2026-03-01: 0 0", "2026-03-02: 2 3", "2026-03-03: 0 0"], report.Rows.Select(row => $"{row.Stratum}: {string.Join(' ', row.Figures)}"));
        Assert.DoesNotContain(report.Notes, note => note.Contains('\u00A3', StringComparison.Ordinal));
        Assert.Contains("No price of a part is configured, so no cost is shown.", report.Notes);
    }

    [Fact]
    public async Task With_a_price_each_row_has_its_cost_and_all_is_reckoned_from_all_parts_and_not_from_rounded_rows()
    {
        TextsInMemory texts = await SentAsync(("2026-03-02T09:00Z", 1), ("2026-04-01T09:00Z", 1), ("2026-04-02T09:00Z", 1), ("2026-05-01T09:00Z", 2));
        Report report = await Reporter(texts, 1.5m).RunAsync(TwoMonths, "month", default);

        Assert.Equal(["texts", "parts", "pounds"], report.Columns);
        Assert.Equal(["2026-03: 1 1 0.02", "2026-04: 2 2 0.03"], report.Rows.Select(row => $"{row.Stratum}: {string.Join(' ', row.Figures)}"));
        Assert.Contains("In all \u00A30.05, at 1.5 p a part.", report.Notes);
        Assert.Contains(report.Notes, note => note.Contains("25,000 texts within an hour: \u00A3375.00 if each took one part, \u00A3750.00 if each took 2", StringComparison.Ordinal));

        report = await Reporter(texts, 0.5m).RunAsync(TwoMonths, "day", default);
        Assert.Equal(3, report.Rows.Count(row => row.Figures[2] == "0.01"));
        Assert.Contains("In all \u00A30.02, at 0.5 p a part.", report.Notes);
    }

    [Fact]
    public async Task Days_and_months_are_London_s_through_the_change_of_the_clocks()
    {
        // On 29 March 2026 London goes to summer time: midnight of the 30th is 23:00 of the 29th in UTC.
        TextsInMemory texts = await SentAsync(
            ("2026-03-28T23:59:59Z", 1), ("2026-03-29T00:00Z", 1), ("2026-03-29T22:59:59Z", 1), ("2026-03-29T23:00Z", 1), ("2026-03-31T23:00Z", 1));
        TextReport reporter = Reporter(texts);
        Report days = await reporter.RunAsync(new DateRange(new DateOnly(2026, 3, 28), new DateOnly(2026, 3, 30)), "day", default);
        Assert.Equal(["1", "2", "1"], days.Rows.Select(row => row.Figures[0]));
        Report months = await reporter.RunAsync(TwoMonths, "month", default);
        Assert.Equal(["4", "1"], months.Rows.Select(row => row.Figures[0]));

        // A month that the dates cut is counted between them.
        Report cut = await reporter.RunAsync(new DateRange(new DateOnly(2026, 3, 29), new DateOnly(2026, 3, 30)), "month", default);
        Assert.Equal(["3"], cut.Rows.Select(row => row.Figures[0]));
    }

    [Theory]
    [InlineData("2026-01-01", "2027-01-01", "day", true)]
    [InlineData("2026-01-01", "2027-01-02", "day", false)]
    [InlineData("2026-01-01", "2056-06-30", "month", true)]
    [InlineData("2026-01-01", "2056-07-01", "month", false)]
    [InlineData("0001-01-01", "0001-01-02", "day", false)]
    [InlineData("9999-12-31", "9999-12-31", "month", false)]
    public void More_than_can_be_asked_of_the_store_and_dates_nobody_means_are_refused(string from, string to, string by, bool made) => Assert.Equal(
        made,
        TextReport.Fault(
            new DateRange(
                DateOnly.Parse(from, System.Globalization.CultureInfo.InvariantCulture), DateOnly.Parse(to, System.Globalization.CultureInfo.InvariantCulture)),
            by) is null);
}
