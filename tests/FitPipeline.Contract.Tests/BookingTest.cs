using System.Globalization;
using System.Net;
using System.Text.Json.Nodes;

namespace FitPipeline.Contract.Tests;

/// <summary>What tests of booking need besides: slots, rounds, bookings and what becomes of them.</summary>
public abstract class BookingTest(RunningService service) : ContractTest(service)
{
    /// <summary>A colonoscopy slot as soon as notice lets it be.</summary>
    protected JsonObject Slot() => new()
    {
        ["slotId"] = NewSlot(),
        ["site"] = "Queen's Road",
        ["startsAt"] = Text(LondonCalendar.At(Today.AddDays(3), 9, 30)),
        ["minutes"] = 45,
        ["procedure"] = "colonoscopy",
        ["community"] = false,
    };

    protected static DateTimeOffset StartOf(JsonObject slot) => DateTimeOffset.Parse((string)slot["startsAt"]!, CultureInfo.InvariantCulture);

    protected Task<Answer> OfferAsync(params JsonObject[] slots) => SendAsync(
        HttpMethod.Put, "/api/slots", "bookingDesk", new JsonObject { ["slots"] = new JsonArray([.. slots.Select(slot => slot.DeepClone())]) }.ToJsonString());

    protected Task<Answer> WithdrawAsync(JsonObject slot) => SendAsync(HttpMethod.Delete, "/api/slots/" + (string?)slot["slotId"], "bookingDesk");

    protected async Task<Answer> RoundAsync()
    {
        Answer answer = await SendAsync(HttpMethod.Post, "/api/bookings/rounds", "bookingDesk");
        Assert.True(answer.Status is HttpStatusCode.OK, answer.Text);
        return answer;
    }

    protected Task<Answer> OutcomeAsync(JsonObject booking, string kind, string? finding = null)
    {
        JsonObject body = new() { ["kind"] = kind };
        if (finding is not null)
        {
            body["finding"] = finding;
        }

        return PostAsync($"/api/bookings/{(string?)booking["bookingId"]}/outcome", "bookingDesk", body);
    }

    protected async Task<(string JourneyId, JsonObject Booking)> BookedAsync()
    {
        await InOfficeHoursAsync();
        string journey = await ListedAsync();
        await QuietAsync();
        return (journey, await BookAsync(journey));
    }

    protected async Task<JsonObject> BookAsync(string journey)
    {
        await OfferAsync(Slot());
        await RoundAsync();
        JsonObject booking = await BookingOfAsync(journey);
        Assert.Equal("booked", (string?)booking["status"]);
        return booking;
    }

    // The latest of the journey's bookings.
    protected async Task<JsonObject> BookingOfAsync(string journey) => (await BookingsOfAsync(journey))[^1];

    protected async Task<List<JsonObject>> BookingsOfAsync(string journey) =>
        [.. (await ListAsync("/api/bookings", "bookingDesk")).Where(booking => (string?)booking["journeyId"] == journey)];

    protected async Task<List<string>> LettersOrTextsAsync(string journey) => [.. await TextsAsync(journey), .. await LettersAsync(journey)];

    protected Task<Answer> BookByHandAsync(string journey, JsonObject slot, string? bookingId = null)
    {
        JsonObject body = new() { ["journeyId"] = journey, ["slotId"] = (string?)slot["slotId"] };
        if (bookingId is not null)
        {
            body["bookingId"] = bookingId;
        }

        return PostAsync("/api/bookings", "bookingDesk", body);
    }

    protected Task<Answer> SayAsync(JsonObject booking, string answer) =>
        PostAsync($"/api/bookings/{(string?)booking["bookingId"]}/answer", "bookingDesk", new JsonObject { ["answer"] = answer });

    protected Task<Answer> MoveAsync(JsonObject booking, JsonObject slot) =>
        PostAsync($"/api/bookings/{(string?)booking["bookingId"]}/move", "bookingDesk", new JsonObject { ["slotId"] = (string?)slot["slotId"] });

    protected Task<Answer> NeedsAsync(string journey, JsonObject needs, string role = "bookingDesk") =>
        PostAsync($"/api/journeys/{journey}/needs", role, needs);

    protected async Task<JsonObject> PlaceAsync(string journey) =>
        Assert.Single(await ListAsync("/api/waiting-list", "bookingDesk"), place => (string?)place["journeyId"] == journey);

    /// <summary>Work beside a journey's next action on someone's list, once all that is due has been done.</summary>
    protected async Task<List<JsonObject>> WorkAsync(string journey, string owner)
    {
        await QuietAsync();
        return [.. (await ListAsync("/api/worklist?owner=" + owner, "admin"))
            .Where(item => (string?)item["journeyId"] == journey && (string?)item["itemId"] != journey)];
    }
}
