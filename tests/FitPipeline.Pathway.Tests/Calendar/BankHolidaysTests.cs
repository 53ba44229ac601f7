using System.Globalization;
using FitPipeline.Pathway.Calendar;

namespace FitPipeline.Pathway.Tests.Calendar;

public sealed class BankHolidaysTests
{
    // As published on gov.uk/bank-holidays for England and Wales.
    [Theory]
    [InlineData(2020, "01-01 04-10 04-13 05-08 05-25 08-31 12-25 12-28")]
    [InlineData(2021, "01-01 04-02 04-05 05-03 05-31 08-30 12-27 12-28")]
    [InlineData(2022, "01-03 04-15 04-18 05-02 06-02 06-03 08-29 09-19 12-26 12-27")]
    [InlineData(2023, "01-02 04-07 04-10 05-01 05-08 05-29 08-28 12-25 12-26")]
    [InlineData(2024, "01-01 03-29 04-01 05-06 05-27 08-26 12-25 12-26")]
    [InlineData(2025, "01-01 04-18 04-21 05-05 05-26 08-25 12-25 12-26")]
    [InlineData(2026, "01-01 04-03 04-06 05-04 05-25 08-31 12-25 12-28")]
    [InlineData(2027, "01-01 03-26 03-29 05-03 05-31 08-30 12-27 12-28")]
    public void Given_a_published_year_when_worked_out_then_it_is_the_published_list(int year, string published) =>
        Assert.Equal(published, string.Join(' ', BankHolidays.Of(year).Select(day => day.ToString("MM-dd", CultureInfo.InvariantCulture))));

    // The special days before that, and Easter at both its ends.
    [Theory]
    [InlineData(2002, "06-03 06-04", "05-27")]
    [InlineData(2011, "04-29 05-02 05-30", "04-28")]
    [InlineData(2012, "06-04 06-05", "05-28")]
    [InlineData(2008, "03-21 03-24", "04-18")]
    [InlineData(2038, "04-23 04-26", "04-19")]
    [InlineData(1981, "04-17 04-20", "04-24")]
    [InlineData(2049, "04-16 04-19", "04-23")]
    [InlineData(2076, "04-17 04-20", "04-24")]
    [InlineData(2100, "03-26 03-29", "04-02")]
    public void Given_a_special_year_when_asked_then_the_proclaimed_and_movable_days_are_kept(int year, string holidays, string worked)
    {
        Assert.All(holidays.Split(' '), day => Assert.True(BankHolidays.Contains(Day(year, day))));
        Assert.False(BankHolidays.Contains(Day(year, worked)));
    }

    [Fact]
    public void Given_every_year_of_the_service_when_worked_out_then_holidays_are_distinct_ordered_weekdays_eight_by_rule()
    {
        foreach (int year in Enumerable.Range(1980, 140))
        {
            IReadOnlyList<DateOnly> days = BankHolidays.Of(year);
            Assert.Equal(days.Distinct().Order(), days);
            Assert.DoesNotContain(days, day => day.DayOfWeek is DayOfWeek.Saturday or DayOfWeek.Sunday || day.Year != year);
            int special = year switch { 2002 or 2011 or 2012 or 2023 => 1, 2022 => 2, _ => 0 };
            Assert.True(days.Count == 8 + special, $"{year} has {days.Count}");
        }
    }

    private static DateOnly Day(int year, string day) =>
        DateOnly.ParseExact($"{year}-{day}", "yyyy-MM-dd", CultureInfo.InvariantCulture);
}
