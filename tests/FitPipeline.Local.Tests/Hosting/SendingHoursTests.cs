using System.Text.Json.Nodes;
using FitPipeline.Pathway.Calendar;

namespace FitPipeline.Local.Tests;

public sealed class SendingHoursTests
{
    // Kits posted just before each of the awkward times of the year; reminders then fall into and around them.
    public static TheoryData<DateTimeOffset> Awkward => new(
        new DateTimeOffset(2026, 3, 27, 17, 59, 0, TimeSpan.Zero), // before the clocks go forward, on 29 March
        new DateTimeOffset(2026, 10, 23, 16, 59, 0, TimeSpan.Zero), // before they go back, on 25 October
        new DateTimeOffset(2026, 4, 2, 17, 30, 0, TimeSpan.Zero), // Thursday before Easter
        new DateTimeOffset(2026, 12, 24, 18, 30, 0, TimeSpan.Zero), // Christmas Eve, after hours
        new DateTimeOffset(2026, 12, 17, 9, 0, 0, TimeSpan.Zero)); // a week before it

    [Theory]
    [MemberData(nameof(Awkward))]
    public async Task Given_kits_posted_around_holidays_and_clock_changes_when_time_passes_then_texts_leave_only_in_the_hours(DateTimeOffset posted)
    {
        await using RunningHost host = await RunningHost.StartAsync(posted);
        for (int i = 1; i <= 3; i++)
        {
            string journey = await host.ReferAsync(i);
            await host.PostKitAsync(journey, i, posted);
            await host.MoveToAsync(posted.AddMinutes(i * 40));
        }

        await host.MoveToAsync(posted.AddDays(35));
        List<DateTimeOffset> sent = await SentAsync(host);
        Assert.True(sent.Count >= 9, $"{sent.Count} texts were sent");
        Assert.All(sent, AssertWithinHours);
    }

    [Fact]
    public async Task Given_a_month_without_a_host_when_it_starts_again_in_the_night_then_each_patient_hears_once_and_only_by_day()
    {
        DateTimeOffset posted = new(2026, 3, 2, 10, 0, 0, TimeSpan.Zero);
        await using RunningHost host = await RunningHost.StartAsync(posted);
        List<string> journeys = [];
        for (int i = 1; i <= 12; i++)
        {
            journeys.Add(await host.ReferAsync(i));
            await host.PostKitAsync(journeys[^1], i, posted.AddDays(-i));
        }

        await host.MoveToAsync(posted.AddHours(1));
        int before = (await SentAsync(host)).Count;

        // The night of Good Friday; the next working day is Tuesday.
        DateTimeOffset night = new(2026, 4, 3, 2, 0, 0, TimeSpan.Zero);
        await host.StartAgainAsync(night);
        await host.MoveToAsync(night.AddMinutes(1));
        Assert.Equal(before, (await SentAsync(host)).Count);
        Assert.All(
            await Task.WhenAll(journeys.Select(host.JourneyAsync)),
            journey => Assert.Equal("PracticeReview", (string)journey["state"]!));

        await host.MoveToAsync(night.AddDays(6));
        List<DateTimeOffset> sent = await SentAsync(host);
        Assert.All(sent, AssertWithinHours);
        Assert.All(sent.Skip(before), at => Assert.Equal(new DateOnly(2026, 4, 7), ServiceCalendar.DateOf(at)));
        Assert.Equal(before + journeys.Count, sent.Count);
    }

    [Fact]
    public async Task Given_a_reminder_that_waited_for_the_morning_when_the_kit_came_back_in_the_night_then_it_is_not_sent()
    {
        // Posted on a Friday evening after hours: the first text waits for Monday.
        DateTimeOffset friday = new(2026, 1, 16, 19, 0, 0, TimeSpan.Zero);
        await using RunningHost host = await RunningHost.StartAsync(friday);
        string journey = await host.ReferAsync(1);
        await host.PostKitAsync(journey, 1, friday);
        await host.MoveToAsync(friday.AddHours(1));
        await host.OkAsync(
            "lab",
            HttpMethod.Post,
            "/api/kits/scans",
            $$"""{"scans":[{"scanId":"in","kind":"received","kitId":"{{RunningHost.KitName(1)}}","at":"{{RunningHost.Iso(friday.AddHours(1))}}"}]}""");
        await host.MoveToAsync(friday.AddDays(3));

        List<JsonNode> texts = await host.ListAsync("triage", "/api/texts?journeyId=" + journey);
        Assert.Equal("cancelled", ((string)texts[0]["status"]!).ToLowerInvariant());
        Assert.Null(texts[0]["sentAt"]);
        Assert.All(texts.Skip(1), text => Assert.Equal("sent", ((string)text["status"]!).ToLowerInvariant()));
        Assert.Equal(2, texts.Count);
    }

    private static async Task<List<DateTimeOffset>> SentAsync(RunningHost host) =>
        [.. (await host.ListAsync("triage", "/api/texts")).Where(text => text["sentAt"] is not null).Select(text => RunningHost.At(text["sentAt"]!))];

    private static void AssertWithinHours(DateTimeOffset at)
    {
        Assert.True(ServiceCalendar.IsWorkingDay(ServiceCalendar.DateOf(at)), $"{at:O} is no working day");
        Assert.InRange(ServiceCalendar.TimeOf(at), new TimeOnly(8, 0), new TimeOnly(17, 59, 59));
    }
}
