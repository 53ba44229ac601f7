using System.Net;
using System.Text.Json.Nodes;

namespace FitPipeline.Contract.Tests;

public sealed class SlotAndBookingTests(RunningService service) : BookingTest(service)
{
    [Fact]
    public async Task A_slot_may_be_offered_again_as_it_is_and_not_as_another()
    {
        JsonObject slot = Slot();
        Assert.Equal(HttpStatusCode.OK, (await OfferAsync(slot)).Status);
        Assert.Equal(HttpStatusCode.OK, (await OfferAsync(slot)).Status);
        JsonObject other = (JsonObject)slot.DeepClone();
        other["minutes"] = 30;
        AssertInvalid(await OfferAsync(other), "slots[0].slotId");
    }

    [Fact]
    public async Task Every_fault_of_every_slot_is_named_at_once_and_none_of_them_is_taken()
    {
        JsonObject good = Slot();
        JsonObject past = Slot();
        past["startsAt"] = Text(Now.AddMinutes(-1));
        JsonObject odd = Slot();
        odd["slotId"] = "";
        odd["site"] = " ";
        odd["minutes"] = 0;
        odd["procedure"] = "haircut";
        JsonObject somewhen = Slot();
        somewhen["startsAt"] = "2030-01-08T09:30:00";
        AssertInvalid(
            await OfferAsync(good, past, odd, (JsonObject)good.DeepClone(), somewhen),
            "slots[1].startsAt", "slots[2].slotId", "slots[2].site", "slots[2].minutes", "slots[2].procedure", "slots[3].slotId", "slots[4].startsAt");
        AssertProblem(await WithdrawAsync(good), HttpStatusCode.NotFound);

        // Also when what is wrong shows only against the book.
        JsonObject known = Slot();
        await OfferAsync(known);
        JsonObject changed = (JsonObject)known.DeepClone();
        changed["site"] = "Elsewhere";
        AssertInvalid(await OfferAsync(good, changed), "slots[1].slotId");
        AssertProblem(await WithdrawAsync(good), HttpStatusCode.NotFound);
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("""{"slots":null}""")]
    [InlineData("""{"slots":[]}""")]
    public async Task A_list_without_slots_is_refused(string body) =>
        AssertInvalid(await SendAsync(HttpMethod.Put, "/api/slots", "bookingDesk", body), "slots");

    [Fact]
    public async Task A_slot_is_withdrawn_for_good_and_an_unknown_one_is_not_found()
    {
        JsonObject slot = Slot();
        await OfferAsync(slot);
        Assert.True((int)(await WithdrawAsync(slot)).Status is 200 or 204);
        AssertInvalid(await OfferAsync(slot), "slots[0].slotId");
        AssertProblem(await SendAsync(HttpMethod.Delete, "/api/slots/none", "bookingDesk"), HttpStatusCode.NotFound);
        AssertProblem(await SendAsync(HttpMethod.Delete, "/api/slots/none", "triage"), HttpStatusCode.Forbidden);
    }

    [Fact]
    public async Task A_round_gives_the_slot_to_who_needs_it_most_and_tells_them()
    {
        await InOfficeHoursAsync();
        string lower = await ListedAsync("12");
        string higher = await ListedAsync(">400");
        await QuietAsync();
        JsonObject slot = Slot();
        await OfferAsync(slot);
        Answer round = await RoundAsync();

        Assert.Equal(1, (int)round.Json["assigned"]!);
        Assert.Equal(1, (int)round.Json["waiting"]!);
        Assert.Equal(0, (int)round.Json["breachesForecast"]!);
        Assert.True((int)round.Json["milliseconds"]! >= 0);
        Assert.Equal("AwaitingBooking", await StateAsync(lower));
        JsonObject booked = await JourneyAsync(higher);
        Assert.Equal("Booked", (string?)booked["state"]);
        Assert.Equal("bookingDesk", (string?)booked["nextAction"]!["owner"]);
        DateOnly day = LondonCalendar.DateOf(StartOf(slot));
        Assert.Equal(LondonCalendar.At(day.AddDays(1), 17), (DateTimeOffset)booked["nextAction"]!["due"]!);
        Assert.Null(booked["priority"]);

        JsonObject booking = await BookingOfAsync(higher);
        Assert.False(string.IsNullOrWhiteSpace((string?)booking["bookingId"]));
        Assert.Equal((string?)slot["slotId"], (string?)booking["slotId"]);
        Assert.Equal("Queen's Road", (string?)booking["site"]);
        Assert.Equal(StartOf(slot), StartOf(booking));
        Assert.Equal("booked", (string?)booking["status"]);
        Assert.Contains("appointmentMade", await TextsAsync(higher));
        Assert.Contains("appointmentMade", await LettersAsync(higher));
    }

    [Fact]
    public async Task Two_slots_at_one_time_are_two_rooms_and_rounds_at_once_give_each_patient_one_and_no_slot_twice()
    {
        string[] journeys = [await ListedAsync(), await ListedAsync(), await ListedAsync()];
        await QuietAsync();
        await OfferAsync(Slot(), Slot(), Slot(), Slot());
        Answer[] rounds = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => RoundAsync()));

        Assert.Equal(3, rounds.Sum(round => (int)round.Json["assigned"]!));
        List<JsonObject> bookings = [];
        foreach (string journey in journeys)
        {
            bookings.Add(await BookingOfAsync(journey));
        }

        Assert.Equal(3, bookings.Select(booking => (string)booking["slotId"]!).Distinct().Count());
    }

    [Fact]
    public async Task A_slot_that_leaves_no_time_to_tell_the_patient_is_not_given()
    {
        await ListedAsync();
        await QuietAsync();
        JsonObject soon = Slot();
        soon["startsAt"] = Text(LondonCalendar.At(Today.AddDays(1), 9));
        await OfferAsync(soon);
        await RoundAsync();

        // Whoever waits may be given another slot meanwhile, but nobody this one.
        string? slotId = (string?)soon["slotId"];
        Assert.DoesNotContain(await ListAsync("/api/bookings", "bookingDesk"), booking => (string?)booking["slotId"] == slotId);
    }

    [Fact]
    public async Task A_withdrawn_slot_sends_its_patient_back_to_the_list_in_the_old_place()
    {
        (string journey, JsonObject booking) = await BookedAsync();
        string since = (await JourneyAsync(journey))["clocks"]!["dm01BreachOn"]!.ToString();
        Assert.True((int)(await SendAsync(HttpMethod.Delete, "/api/slots/" + (string?)booking["slotId"], "bookingDesk")).Status is 200 or 204);

        JsonObject after = await JourneyAsync(journey);
        Assert.Equal("AwaitingBooking", (string?)after["state"]);
        Assert.Equal(since, after["clocks"]!["dm01BreachOn"]!.ToString());
        Assert.Equal("cancelled", (string?)(await BookingOfAsync(journey))["status"]);
        Assert.Contains("appointmentCancelled", await TextsAsync(journey));
    }

    [Fact]
    public async Task A_slot_whose_appointment_has_begun_is_not_withdrawn_and_the_patient_is_told_nothing_of_it()
    {
        (string journey, JsonObject booking) = await BookedAsync();
        await ToAsync(((DateTimeOffset)booking["startsAt"]!).AddMinutes(10));
        AssertProblem(
            await SendAsync(HttpMethod.Delete, "/api/slots/" + (string?)booking["slotId"], "bookingDesk"), HttpStatusCode.Conflict, "Record whether the patient came");

        Assert.Equal("booked", (string?)(await BookingOfAsync(journey))["status"]);
        Assert.DoesNotContain("appointmentCancelled", await LettersOrTextsAsync(journey));
        Assert.Equal("didNotAttend", (await OutcomeAsync(booking, "didNotAttend"))["status"]);
    }

    [Theory]
    [InlineData("normal")]
    [InlineData("adenoma")]
    [InlineData("cancer")]
    [InlineData("other")]
    public async Task An_attended_appointment_ends_the_journey(string finding)
    {
        (string journey, JsonObject booking) = await BookedAsync();
        AssertProblem(await OutcomeAsync(booking, "attended", finding), HttpStatusCode.Conflict, "not taken place yet");
        Assert.Equal("Booked", await StateAsync(journey));

        await ToAsync(((DateTimeOffset)booking["startsAt"]!).AddHours(2));
        Answer answer = await OutcomeAsync(booking, "attended", finding);
        Assert.Equal(HttpStatusCode.OK, answer.Status);
        Assert.Equal("attended", answer["status"]);
        JsonObject after = await JourneyAsync(journey);
        Assert.Equal("Closed", (string?)after["state"]);
        Assert.Equal("investigated", (string?)after["outcome"]);
        Assert.Contains("appointmentAttended", await TextsAsync(journey));

        Assert.Equal(HttpStatusCode.OK, (await OutcomeAsync(booking, "attended", finding)).Status);
        AssertProblem(await OutcomeAsync(booking, "didNotAttend"), HttpStatusCode.Conflict);
        AssertProblem(await OutcomeAsync(booking, "attended", finding == "cancer" ? "normal" : "cancer"), HttpStatusCode.Conflict);
        Assert.Equal("attended", (string?)(await BookingOfAsync(journey))["status"]);
    }

    [Fact]
    public async Task Who_does_not_attend_is_booked_again_once_and_then_the_practice_decides()
    {
        (string journey, JsonObject booking) = await BookedAsync();
        AssertProblem(await OutcomeAsync(booking, "didNotAttend"), HttpStatusCode.Conflict, "not taken place yet");
        await ToAsync(((DateTimeOffset)booking["startsAt"]!).AddHours(2));
        await OutcomeAsync(booking, "didNotAttend");
        Assert.Equal("AwaitingBooking", await StateAsync(journey));
        Assert.Contains("appointmentMissed", await LettersOrTextsAsync(journey));

        JsonObject second = await BookAsync(journey);
        Assert.NotEqual((string?)booking["bookingId"], (string?)second["bookingId"]);
        await ToAsync(((DateTimeOffset)second["startsAt"]!).AddHours(2));
        await OutcomeAsync(second, "didNotAttend");
        JsonObject after = await JourneyAsync(journey);
        Assert.Equal("PracticeReview", (string?)after["state"]);
        Assert.Equal("practice", (string?)after["nextAction"]!["owner"]);
    }

    [Theory]
    [InlineData("cancelledByPatient")]
    [InlineData("cancelledByHospital")]
    public async Task A_cancelled_appointment_frees_the_slot_and_the_patient_waits_on(string kind)
    {
        (string journey, JsonObject booking) = await BookedAsync();
        Answer answer = await OutcomeAsync(booking, kind);
        Assert.Equal("cancelled", answer["status"]);

        // The next round may already have found another: the old one is gone in any case.
        List<JsonObject> bookings = await BookingsOfAsync(journey);
        Assert.Equal("cancelled", (string?)bookings.Single(one => (string?)one["bookingId"] == (string?)booking["bookingId"])["status"]);
        Assert.True(await StateAsync(journey) is "AwaitingBooking" or "Booked");
        await RoundAsync();
        Assert.Equal("Booked", await StateAsync(journey));
        AssertProblem(await OutcomeAsync(booking, "didNotAttend"), HttpStatusCode.Conflict);
    }

    [Fact]
    public async Task What_is_no_outcome_is_refused_and_an_unknown_booking_is_not_found()
    {
        (string journey, JsonObject booking) = await BookedAsync();
        AssertInvalid(await OutcomeAsync(booking, "attended"), "finding");
        AssertInvalid(await OutcomeAsync(booking, "didNotAttend", "normal"), "finding");
        AssertInvalid(await OutcomeAsync(booking, "vanished"), "kind");
        AssertInvalid(
            await SendAsync(HttpMethod.Post, $"/api/bookings/{(string?)booking["bookingId"]}/outcome", "bookingDesk", """{"kind":"attended","finding":2}"""),
            "finding");
        AssertProblem(await OutcomeAsync(new JsonObject { ["bookingId"] = "b-none" }, "didNotAttend"), HttpStatusCode.NotFound);
        AssertProblem(
            await PostAsync($"/api/bookings/{(string?)booking["bookingId"]}/outcome", "triage", new JsonObject { ["kind"] = "didNotAttend" }),
            HttpStatusCode.Forbidden);
        Assert.Equal("Booked", await StateAsync(journey));
    }

    [Fact]
    public async Task The_slot_of_a_patient_who_has_died_is_free_for_someone_else()
    {
        (string journey, JsonObject booking) = await BookedAsync();
        await DecideAsync(journey, "patientDied");
        await QuietAsync();
        Assert.Equal("cancelled", (string?)(await BookingOfAsync(journey))["status"]);

        string next = await ListedAsync();
        await RoundAsync();
        Assert.Equal((string?)booking["slotId"], (string?)(await BookingOfAsync(next))["slotId"]);
    }

    [Fact]
    public async Task Bookings_are_listed_by_london_date_and_dates_that_are_none_are_refused()
    {
        (string journey, JsonObject booking) = await BookedAsync();
        DateOnly day = LondonCalendar.DateOf((DateTimeOffset)booking["startsAt"]!);
        Assert.Contains(await ListAsync($"/api/bookings?from={Text(day)}&to={Text(day)}", "bookingDesk"), one => (string?)one["journeyId"] == journey);
        Assert.DoesNotContain(await ListAsync($"/api/bookings?from={Text(day.AddDays(1))}", "bookingDesk"), one => (string?)one["journeyId"] == journey);
        Assert.DoesNotContain(await ListAsync($"/api/bookings?to={Text(day.AddDays(-1))}", "bookingDesk"), one => (string?)one["journeyId"] == journey);

        Answer answer = await GetAsync("/api/bookings?from=08/01/2026&to=2026-02-30", "bookingDesk");
        AssertProblem(answer, HttpStatusCode.BadRequest);
        Assert.Equal(["from", "to"], ((JsonObject)answer.Json["errors"]!).Select(error => error.Key).Order(StringComparer.Ordinal));
        AssertProblem(await GetAsync("/api/bookings?from=2026-02-02&to=2026-02-01", "bookingDesk"), HttpStatusCode.BadRequest);
        AssertProblem(await GetAsync("/api/bookings", "gp"), HttpStatusCode.Forbidden);
    }
}
