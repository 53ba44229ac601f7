using System.Globalization;
using FitPipeline.Pathway.Calendar;
using FsCheck;
using FsCheck.Fluent;

namespace FitPipeline.Pathway.Tests.Calendar;

public sealed class WorkingDayTests
{
    private static readonly TimeOnly Five = new(17, 0);
    private static readonly TimeOnly Opens = new(8, 0);
    private static readonly TimeOnly Closes = new(18, 0);

    [Theory]
    [InlineData("2026-01-05", true)]
    [InlineData("2026-01-09", true)]
    [InlineData("2026-01-10", false)]
    [InlineData("2026-01-11", false)]
    [InlineData("2026-01-01", false)]
    [InlineData("2026-04-03", false)]
    [InlineData("2026-12-24", true)]
    [InlineData("2026-12-28", false)]
    [InlineData("2022-09-19", false)]
    [InlineData("2020-05-04", true)]
    [InlineData("1990-01-01", false)]
    [InlineData("1990-01-02", true)]
    [InlineData("2101-01-03", false)]
    [InlineData("2101-01-04", true)]
    public void Given_a_date_when_asked_then_weekends_and_bank_holidays_are_not_worked(string date, bool worked) =>
        Assert.Equal(worked, ServiceCalendar.IsWorkingDay(DateOnly.Parse(date, CultureInfo.InvariantCulture)));

    [Fact]
    public void Given_every_day_from_1998_to_2102_when_asked_then_it_is_a_weekday_without_a_bank_holiday()
    {
        for (DateOnly day = new(1998, 1, 1); day.Year < 2103; day = day.AddDays(1))
        {
            bool expected = day.DayOfWeek is not (DayOfWeek.Saturday or DayOfWeek.Sunday) && !BankHolidays.Contains(day);
            Assert.True(expected == ServiceCalendar.IsWorkingDay(day), $"{day:O}");
        }
    }

    [Theory]
    [InlineData("2026-01-09T09:12:00Z", 1, "2026-01-12T17:00:00Z")] // Friday
    [InlineData("2026-01-09T23:59:59Z", 1, "2026-01-12T17:00:00Z")]
    [InlineData("2026-01-10T09:12:00Z", 1, "2026-01-12T17:00:00Z")] // Saturday
    [InlineData("2026-01-11T23:30:00Z", 1, "2026-01-12T17:00:00Z")] // Sunday
    [InlineData("2026-01-05T03:00:00Z", 1, "2026-01-06T17:00:00Z")]
    [InlineData("2026-01-05T09:12:00Z", 5, "2026-01-12T17:00:00Z")]
    [InlineData("2026-12-24T09:00:00Z", 1, "2026-12-29T17:00:00Z")] // over Christmas
    [InlineData("2026-12-24T09:00:00Z", 4, "2027-01-04T17:00:00Z")] // and the New Year
    [InlineData("2026-04-02T09:00:00Z", 1, "2026-04-07T16:00:00Z")] // over Easter
    [InlineData("2026-03-27T09:00:00Z", 1, "2026-03-30T16:00:00Z")] // clocks forward between
    [InlineData("2026-10-23T09:00:00Z", 1, "2026-10-26T17:00:00Z")] // clocks back between
    [InlineData("2026-07-01T22:59:59Z", 1, "2026-07-02T16:00:00Z")]
    [InlineData("2026-07-01T23:00:00Z", 1, "2026-07-03T16:00:00Z")] // already 2 July in London
    [InlineData("2026-01-05T09:12:00Z", 0, "2026-01-05T17:00:00Z")]
    [InlineData("2026-01-05T17:00:00Z", 0, "2026-01-05T17:00:00Z")]
    [InlineData("2026-01-05T17:00:00.0000001Z", 0, "2026-01-06T17:00:00Z")]
    [InlineData("2026-01-09T18:00:00Z", 0, "2026-01-12T17:00:00Z")]
    [InlineData("2026-01-10T09:00:00Z", 0, "2026-01-12T17:00:00Z")]
    public void Given_an_instant_and_working_days_when_due_then_it_is_the_close_of_that_working_day(string at, int days, string due)
    {
        DateTimeOffset close = ServiceCalendar.CloseOfWorkingDay(Instant(at), days, Five);
        Assert.Equal(Instant(due), close);
        Assert.Equal(TimeSpan.Zero, close.Offset);
    }

    [Fact]
    public void Given_fewer_than_no_days_when_due_then_it_is_a_fault_of_the_caller() =>
        Assert.Throws<ArgumentOutOfRangeException>(() => ServiceCalendar.CloseOfWorkingDay(Instant("2026-01-05T09:00:00Z"), -1, Five));

    [Theory]
    [InlineData("2026-01-05T08:00:00Z", "2026-01-05T08:00:00Z")]
    [InlineData("2026-01-05T12:34:56Z", "2026-01-05T12:34:56Z")]
    [InlineData("2026-01-05T17:59:59Z", "2026-01-05T17:59:59Z")]
    [InlineData("2026-01-05T18:00:00Z", "2026-01-06T08:00:00Z")]
    [InlineData("2026-01-05T07:59:59Z", "2026-01-05T08:00:00Z")]
    [InlineData("2026-01-05T03:00:00Z", "2026-01-05T08:00:00Z")]
    [InlineData("2026-01-10T03:00:00Z", "2026-01-12T08:00:00Z")]
    [InlineData("2026-01-09T18:00:00Z", "2026-01-12T08:00:00Z")]
    [InlineData("2026-12-24T18:30:00Z", "2026-12-29T08:00:00Z")]
    [InlineData("2026-03-27T18:30:00Z", "2026-03-30T07:00:00Z")]
    [InlineData("2026-10-23T17:30:00Z", "2026-10-26T08:00:00Z")]
    [InlineData("2026-07-01T07:00:00Z", "2026-07-01T07:00:00Z")]
    [InlineData("2026-07-01T17:00:00Z", "2026-07-02T07:00:00Z")]
    [InlineData("2026-07-01T23:30:00Z", "2026-07-02T07:00:00Z")]
    public void Given_an_instant_when_a_text_may_go_then_it_is_within_working_hours_of_london(string at, string moment) =>
        Assert.Equal(Instant(moment), ServiceCalendar.NextInWindow(Instant(at), Opens, Closes));

    [Fact]
    public void Given_a_window_that_never_opens_when_asked_then_it_is_a_fault_of_the_caller() =>
        Assert.Throws<ArgumentOutOfRangeException>(() => ServiceCalendar.NextInWindow(Instant("2026-01-05T09:00:00Z"), Closes, Closes));

    [Theory]
    [InlineData("2026-01-09T09:00:00Z", "2026-01-12T09:00:00Z", 1)]
    [InlineData("2026-01-09T09:00:00Z", "2026-01-11T09:00:00Z", 0)]
    [InlineData("2026-01-05T00:00:00Z", "2026-01-05T23:59:59Z", 0)]
    [InlineData("2026-01-05T09:00:00Z", "2026-01-12T09:00:00Z", 5)]
    [InlineData("2026-12-24T09:00:00Z", "2027-01-04T09:00:00Z", 4)]
    [InlineData("2026-07-01T22:59:59Z", "2026-07-01T23:00:00Z", 1)]
    [InlineData("2026-01-12T09:00:00Z", "2026-01-09T09:00:00Z", -1)]
    public void Given_two_instants_when_counted_then_the_working_days_after_the_first_date_are_counted(string from, string to, int days) =>
        Assert.Equal(days, ServiceCalendar.WorkingDaysBetween(Instant(from), Instant(to)));

    [Fact]
    public void Given_any_instant_when_due_in_some_working_days_then_so_many_lie_between_and_it_is_a_close() =>
        Prop.ForAll(Instants().ToArbitrary(), Gen.Choose(1, 40).ToArbitrary(), (at, days) =>
        {
            DateTimeOffset due = ServiceCalendar.CloseOfWorkingDay(at, days, Five);
            return ServiceCalendar.WorkingDaysBetween(at, due) == days
                && ServiceCalendar.WorkingDaysBetween(due, at) == -days
                && ServiceCalendar.IsWorkingDay(ServiceCalendar.DateOf(due))
                && ServiceCalendar.TimeOf(due) == Five
                && due > at;
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(2_000));

    [Fact]
    public void Given_any_instant_when_due_today_or_in_the_next_window_then_it_is_never_past_and_asking_again_changes_nothing() =>
        Prop.ForAll(Instants().ToArbitrary(), at =>
        {
            DateTimeOffset due = ServiceCalendar.CloseOfWorkingDay(at, 0, Five);
            DateTimeOffset moment = ServiceCalendar.NextInWindow(at, Opens, Closes);
            TimeOnly shown = ServiceCalendar.TimeOf(moment);
            return due >= at
                && ServiceCalendar.CloseOfWorkingDay(due, 0, Five) == due
                && moment >= at
                && ServiceCalendar.NextInWindow(moment, Opens, Closes) == moment
                && ServiceCalendar.IsWorkingDay(ServiceCalendar.DateOf(moment))
                && shown >= Opens && shown < Closes;
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(5_000));

    private static Gen<DateTimeOffset> Instants() =>
        from minute in Gen.Choose(0, 26 * 365 * 1440)
        select new DateTimeOffset(2015, 1, 1, 0, 0, 0, TimeSpan.Zero).AddMinutes(minute);

    private static DateTimeOffset Instant(string text) => DateTimeOffset.Parse(text, CultureInfo.InvariantCulture);
}
