using System.Globalization;
using System.Text;
using FitPipeline.Pathway.Booking;

namespace FitPipeline.Pathway.Tests;

/// <summary>Hazards H16, H30 and H31 over a year: nobody is forgotten, no band starves, and cancers are found sooner than by the simpler orders.</summary>
public sealed class YearOfBookingTests
{
    private const int ArrivalsPerWeek = 40;
    private const int TenWeeks = 70;

    [Theory]
    [InlineData(1, 42)]
    [InlineData(2, 42)]
    [InlineData(2026, 42)]
    [InlineData(1, 39)]
    [InlineData(2, 39)]
    [InlineData(2026, 39)]
    [InlineData(1, 37)]
    [InlineData(2, 37)]
    [InlineData(2026, 37)]
    public void Given_slots_slightly_above_or_below_demand_when_a_year_is_run_then_no_band_waits_beyond_ten_weeks(int seed, int slotsPerWeek)
    {
        YearOfBooking year = YearOfBooking.Run(Manner.Exact, seed, ArrivalsPerWeek, slotsPerWeek);

        Assert.All(FhbBands.MostUrgentFirst, band => Assert.True(year.LongestWait(band) <= TenWeeks, $"seed {seed}, {slotsPerWeek} slots, {band}: {year.LongestWait(band)} days"));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(2026)]
    public void Given_an_eighth_too_few_slots_when_a_year_is_run_then_strict_order_starves_the_lowest_band_and_booking_does_not(int seed)
    {
        YearOfBooking exact = YearOfBooking.Run(Manner.Exact, seed, ArrivalsPerWeek, 35);
        YearOfBooking strict = YearOfBooking.Run(Manner.StrictBand, seed, ArrivalsPerWeek, 35);

        Assert.True(strict.LongestWait(FhbBand.Below2) > 2 * TenWeeks, $"seed {seed}: {strict.LongestWait(FhbBand.Below2)} days in strict order");
        Assert.All(FhbBands.MostUrgentFirst, band => Assert.True(exact.LongestWait(band) <= TenWeeks + 14, $"seed {seed}, {band}: {exact.LongestWait(band)} days"));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(2026)]
    public void Given_the_same_arrivals_when_a_year_is_run_then_cancers_are_found_no_later_than_by_simpler_orders_and_fewer_are_told_late(int seed)
    {
        foreach (int slotsPerWeek in (int[])[42, 39, 36])
        {
            YearOfBooking exact = YearOfBooking.Run(Manner.Exact, seed, ArrivalsPerWeek, slotsPerWeek);
            foreach (Manner manner in (Manner[])[Manner.FirstCome, Manner.StrictBand])
            {
                YearOfBooking other = YearOfBooking.Run(manner, seed, ArrivalsPerWeek, slotsPerWeek);
                string told = $"seed {seed}, {slotsPerWeek} slots, {manner}";

                Assert.True(exact.MedianWaitWithCancer() <= other.MedianWaitWithCancer(), told);
                Assert.True(exact.DaysWaitedWithCancer() < other.DaysWaitedWithCancer(), told);
                Assert.True(exact.Breaches(WaitingStandard.FasterDiagnosis) < other.Breaches(WaitingStandard.FasterDiagnosis), told);
            }
        }
    }

    [Fact]
    public void The_table_in_the_documentation_is_what_the_year_gives()
    {
        var page = new StringBuilder();
        page.Append(
            """
            # A year of booking, four ways

            One seeded year (2026), 40 patients joining the list in a usual week, the same arrivals each time; slots are published two weeks
            ahead and given out every working morning. Of a hundred who join, 30 have 150 µg/g or more, 45 have 10 to below 150, 15 have 2 to
            below 10 and 10 are below 2 (assumed); whether one has cancer is drawn at the band's published risk. The page is written by
            `YearOfBookingTests` and fails it when it differs.

            - **exact** is `BookingRound` with the usual arrivals expected; **keeping none** is the same with nobody expected; **first come**
              gives the earliest slot to whoever joined first; **strict band** to the highest band first.
            - *Cancer* is the median wait in days of those with cancer, and the days they all waited together. *Late* counts patients
              examined too late to be told by day 28, to be treated by day 62, to be tested within six weeks. *Longest* is the longest
              wait in days, by band, of those examined or still waiting at the end.

            | slots a week | manner | cancer, median | cancer, all days | late for 28 | late for 62 | late for six weeks | longest, 150 and above | longest, 10 to 150 | longest, 2 to 10 | longest, below 2 |
            |---|---|---|---|---|---|---|---|---|---|---|

            """);
        foreach (int slotsPerWeek in (int[])[42, 39, 36])
        {
            foreach ((Manner manner, string name) in ((Manner, string)[])[(Manner.Exact, "exact"), (Manner.ExactKeepingNone, "keeping none"), (Manner.FirstCome, "first come"), (Manner.StrictBand, "strict band")])
            {
                YearOfBooking year = YearOfBooking.Run(manner, 2026, ArrivalsPerWeek, slotsPerWeek);
                page.Append(CultureInfo.InvariantCulture, $"| {slotsPerWeek} | {name} | {year.MedianWaitWithCancer()} | {year.DaysWaitedWithCancer():N0} ");
                page.Append(CultureInfo.InvariantCulture, $"| {year.Breaches(WaitingStandard.FasterDiagnosis):N0} | {year.Breaches(WaitingStandard.SixtyTwoDay):N0} | {year.Breaches(WaitingStandard.Dm01):N0} ");
                page.Append(CultureInfo.InvariantCulture, $"| {string.Join(" | ", FhbBands.MostUrgentFirst.Select(year.LongestWait))} |\n");
            }
        }

        page.Append(
            """

            What it does not show: patients who decline, cancel or do not attend, more than one site's list per patient, and slots that come at
            short notice. The numbers compare orders on one model; they forecast no trust's waits.

            """);
        Approvals.Matches("docs/booking-year.md", page.ToString().ReplaceLineEndings("\n"));
    }
}
