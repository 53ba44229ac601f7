using FitPipeline.Pathway.Calendar;
using FsCheck;
using FsCheck.Fluent;

namespace FitPipeline.Pathway.Tests.Calendar;

public sealed class LondonClockTests
{
    private static readonly TimeZoneInfo Zone = TimeZoneInfo.FindSystemTimeZoneById("Europe/London");

    [Theory]
    [InlineData("2026-01-05T09:12:00Z", "2026-01-05", "09:12")]
    [InlineData("2026-07-01T23:30:00Z", "2026-07-02", "00:30")]
    [InlineData("2026-07-02T00:30:00+01:00", "2026-07-02", "00:30")]
    [InlineData("2026-03-29T00:59:59Z", "2026-03-29", "00:59:59")]
    [InlineData("2026-03-29T01:00:00Z", "2026-03-29", "02:00")]
    [InlineData("2026-10-25T00:59:59Z", "2026-10-25", "01:59:59")]
    [InlineData("2026-10-25T01:00:00Z", "2026-10-25", "01:00")]
    [InlineData("1970-07-01T12:00:00Z", "1970-07-01", "13:00")]
    [InlineData("1970-01-01T23:30:00Z", "1970-01-02", "00:30")]
    [InlineData("9999-12-31T23:59:59Z", "9999-12-31", "23:59:59")]
    public void Given_an_instant_when_read_in_london_then_date_and_time_are_the_clocks(string at, string date, string time)
    {
        Assert.Equal(Date(date), ServiceCalendar.DateOf(Instant(at)));
        Assert.Equal(Time(time), ServiceCalendar.TimeOf(Instant(at)));
    }

    [Theory]
    [InlineData("2026-01-05", "09:12", "2026-01-05T09:12:00Z")]
    [InlineData("2026-07-01", "09:12", "2026-07-01T08:12:00Z")]
    [InlineData("2026-03-29", "00:59:59", "2026-03-29T00:59:59Z")]
    [InlineData("2026-03-29", "01:00", "2026-03-29T01:00:00Z")]
    [InlineData("2026-03-29", "01:30", "2026-03-29T01:00:00Z")]
    [InlineData("2026-03-29", "01:59:59", "2026-03-29T01:00:00Z")]
    [InlineData("2026-03-29", "02:00", "2026-03-29T01:00:00Z")]
    [InlineData("2026-03-29", "02:01", "2026-03-29T01:01:00Z")]
    [InlineData("2026-10-25", "00:59:59", "2026-10-24T23:59:59Z")]
    [InlineData("2026-10-25", "01:00", "2026-10-25T00:00:00Z")]
    [InlineData("2026-10-25", "01:30", "2026-10-25T00:30:00Z")]
    [InlineData("2026-10-25", "01:59:59", "2026-10-25T00:59:59Z")]
    [InlineData("2026-10-25", "02:00", "2026-10-25T02:00:00Z")]
    [InlineData("1970-01-02", "00:30", "1970-01-01T23:30:00Z")]
    [InlineData("9999-12-31", "23:59:59", "9999-12-31T23:59:59Z")]
    public void Given_a_date_and_time_in_london_when_made_an_instant_then_skipped_times_move_on_and_doubled_ones_are_the_first(
        string date, string time, string at)
    {
        DateTimeOffset instant = ServiceCalendar.At(Date(date), Time(time));
        Assert.Equal(Instant(at), instant);
        Assert.Equal(TimeSpan.Zero, instant.Offset);
    }

    [Fact]
    public void Given_the_ends_of_the_calendar_when_read_or_made_then_there_is_an_answer()
    {
        Assert.Equal(DateOnly.MinValue, ServiceCalendar.DateOf(DateTimeOffset.MinValue));
        Assert.Equal(DateOnly.MaxValue, ServiceCalendar.DateOf(DateTimeOffset.MaxValue));
        Assert.Equal(DateOnly.MinValue, ServiceCalendar.DateOf(ServiceCalendar.At(DateOnly.MinValue, new TimeOnly(1, 0))));
        Assert.Equal(DateTimeOffset.MaxValue, ServiceCalendar.At(DateOnly.MaxValue, TimeOnly.MaxValue));
    }

    [Fact]
    public void Given_any_instant_when_read_in_london_then_it_is_what_the_time_zone_says() =>
        Prop.ForAll(Instants().ToArbitrary(), at =>
        {
            DateTimeOffset shown = TimeZoneInfo.ConvertTime(at, Zone);
            return ServiceCalendar.DateOf(at) == DateOnly.FromDateTime(shown.DateTime)
                && ServiceCalendar.TimeOf(at) == TimeOnly.FromDateTime(shown.DateTime);
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(20_000));

    [Fact]
    public void Given_any_date_and_time_when_made_an_instant_then_it_is_the_first_at_which_the_clock_has_reached_it() =>
        Prop.ForAll(LocalTimes().ToArbitrary(), local =>
        {
            DateTimeOffset at = ServiceCalendar.At(DateOnly.FromDateTime(local), TimeOnly.FromDateTime(local));
            DateTime shown = TimeZoneInfo.ConvertTime(at, Zone).DateTime;
            bool exact = Zone.IsInvalidTime(local) ? shown > local : shown == local;
            return exact
                && TimeZoneInfo.ConvertTime(at.AddTicks(-1), Zone).DateTime < local
                && TimeZoneInfo.ConvertTime(at.AddHours(-1), Zone).DateTime < local;
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(20_000));

    [Fact]
    public void Given_every_clock_change_of_the_century_when_read_just_before_and_at_it_then_it_is_what_the_time_zone_says()
    {
        int changes = 0;
        DateTimeOffset end = new(2101, 2, 1, 0, 0, 0, TimeSpan.Zero);
        for (DateTimeOffset at = new(1999, 12, 1, 0, 0, 0, TimeSpan.Zero); at < end; at = at.AddHours(1))
        {
            if (Zone.GetUtcOffset(at) == Zone.GetUtcOffset(at.AddTicks(-1)))
            {
                continue;
            }

            changes++;
            foreach (DateTimeOffset near in new[] { at.AddTicks(-1), at, at.AddTicks(1) })
            {
                Assert.Equal(TimeOnly.FromDateTime(TimeZoneInfo.ConvertTime(near, Zone).DateTime), ServiceCalendar.TimeOf(near));
            }
        }

        Assert.True(changes >= 2 * 26, $"{changes} clock changes were found");
    }

    [Fact]
    public void Given_instants_when_dated_and_given_due_times_then_no_memory_is_taken()
    {
        DateTimeOffset at = Instant("2026-03-27T16:00:00Z");
        long sum = 0;
        Walk();
        long before = GC.GetAllocatedBytesForCurrentThread();
        Walk();
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
        Assert.NotEqual(0, sum);

        void Walk()
        {
            for (int i = 0; i < 1_000; i++)
            {
                DateTimeOffset then = at.AddHours(i);
                sum += ServiceCalendar.DateOf(then).DayNumber
                    + ServiceCalendar.CloseOfWorkingDay(then, 3, new TimeOnly(17, 0)).Hour
                    + ServiceCalendar.NextInWindow(then, new TimeOnly(8, 0), new TimeOnly(18, 0)).Hour;
            }
        }
    }

    private static Gen<DateTimeOffset> Instants() =>
        from day in Gen.Choose(0, new DateOnly(2041, 1, 1).DayNumber - new DateOnly(2015, 1, 1).DayNumber - 1)
        from second in Gen.Choose(0, 86_399)
        from tick in Gen.Elements(0, 1, 5_000_000, 9_999_999)
        select new DateTimeOffset(2015, 1, 1, 0, 0, 0, TimeSpan.Zero).AddDays(day).AddSeconds(second).AddTicks(tick);

    /// <summary>Half of them on the days around a clock change, where the trouble is.</summary>
    private static Gen<DateTime> LocalTimes()
    {
        Gen<DateTime> nearChange =
            from year in Gen.Choose(2015, 2040)
            from month in Gen.Elements(3, 10)
            from day in Gen.Choose(24, 31)
            from second in Gen.Choose(0, 4 * 3600)
            select new DateTime(year, month, day).AddSeconds(second);
        return Gen.OneOf(nearChange, Instants().Select(at => at.UtcDateTime).Select(at => DateTime.SpecifyKind(at, DateTimeKind.Unspecified)));
    }

    private static DateTimeOffset Instant(string text) => DateTimeOffset.Parse(text, System.Globalization.CultureInfo.InvariantCulture);

    private static DateOnly Date(string text) => DateOnly.Parse(text, System.Globalization.CultureInfo.InvariantCulture);

    private static TimeOnly Time(string text) => TimeOnly.Parse(text, System.Globalization.CultureInfo.InvariantCulture);
}
