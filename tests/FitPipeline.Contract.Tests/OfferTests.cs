using System.Net;
using System.Text.Json.Nodes;

namespace FitPipeline.Contract.Tests;

/// <summary>An offered appointment is accepted, declined, moved, or falls with its site; the patient's place on the list stays.</summary>
public sealed class OfferTests(RunningService service) : BookingTest(service)
{
    [Fact]
    public async Task An_accepted_offer_says_so_on_the_journey_with_why_the_slot_came_to_the_patient()
    {
        (string journey, JsonObject booking) = await BookedAsync();
        JsonNode offered = (await JourneyAsync(journey))["appointment"]!;
        Assert.Null(offered["acceptedAt"]);
        Assert.False(string.IsNullOrWhiteSpace((string?)offered["policyVersion"]));
        Assert.Contains("f-Hb", ((JsonArray)offered["because"]!)[0]!.ToString(), StringComparison.Ordinal);

        Assert.Equal("booked", (await SayAsync(booking, "accepted"))["status"]);
        Assert.NotNull((await JourneyAsync(journey))["appointment"]!["acceptedAt"]);
        Assert.Equal(HttpStatusCode.OK, (await SayAsync(booking, "accepted")).Status);
    }

    [Fact]
    public async Task A_declined_offer_frees_the_slot_and_after_a_second_the_desk_rings()
    {
        (string journey, JsonObject booking) = await BookedAsync();
        string since = (await JourneyAsync(journey))["clocks"]!["dm01BreachOn"]!.ToString();
        Assert.Equal("cancelled", (await SayAsync(booking, "declined"))["status"]);
        Assert.Equal(since, (await JourneyAsync(journey))["clocks"]!["dm01BreachOn"]!.ToString());
        AssertProblem(await SayAsync(booking, "accepted"), HttpStatusCode.Conflict);
        Assert.Empty(await WorkAsync(journey, "bookingDesk"));

        await RoundAsync();
        JsonObject second = (await BookingsOfAsync(journey)).Single(one => (string?)one["status"] == "booked");
        await SayAsync(second, "declined");
        Assert.Contains(await WorkAsync(journey, "bookingDesk"), item => ((string)item["what"]!).Contains("declined 2 offers", StringComparison.Ordinal));
    }

    [Fact]
    public async Task What_is_no_answer_is_refused_and_an_unknown_booking_is_not_found()
    {
        (_, JsonObject booking) = await BookedAsync();
        AssertInvalid(await SayAsync(booking, "perhaps"), "answer");
        AssertProblem(await SayAsync(new JsonObject { ["bookingId"] = "b-none" }, "accepted"), HttpStatusCode.NotFound);
        AssertProblem(await MoveAsync(new JsonObject { ["bookingId"] = "b-none" }, Slot()), HttpStatusCode.NotFound);
        AssertProblem(
            await PostAsync($"/api/bookings/{(string?)booking["bookingId"]}/answer", "gp", new JsonObject { ["answer"] = "accepted" }), HttpStatusCode.Forbidden);
        await ToAsync(((DateTimeOffset)booking["startsAt"]!).AddMinutes(1));
        AssertProblem(await SayAsync(booking, "accepted"), HttpStatusCode.Conflict, "begun");
        AssertProblem(await SayAsync(booking, "declined"), HttpStatusCode.Conflict, "begun");
    }

    [Fact]
    public async Task A_patient_is_rebooked_into_another_slot_and_told_and_the_first_is_free()
    {
        (string journey, JsonObject booking) = await BookedAsync();
        JsonObject later = Slot();
        later["startsAt"] = Text(LondonCalendar.At(Today.AddDays(5), 18));
        await OfferAsync(later);
        Answer moved = await MoveAsync(booking, later);
        Assert.True(moved.Status is HttpStatusCode.OK, moved.Text);
        Assert.Equal((string?)later["slotId"], moved["slotId"]);
        Assert.Equal(HttpStatusCode.OK, (await MoveAsync(booking, later)).Status);

        JsonObject after = await JourneyAsync(journey);
        Assert.Equal(moved["bookingId"], (string?)after["appointment"]!["bookingId"]);
        Assert.Equal(2, (await TextsAsync(journey)).Count(template => template == "appointmentMade"));
        string next = await ListedAsync();
        await RoundAsync();
        Assert.Equal((string?)booking["slotId"], (string?)(await BookingOfAsync(next))["slotId"]);
        AssertProblem(await MoveAsync(booking, Slot()), HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task A_booking_or_a_move_that_is_refused_leaves_no_line_in_the_book_and_can_be_made_once_the_reason_is_gone()
    {
        (string journey, JsonObject booking) = await BookedAsync();
        JsonObject free = Slot();
        free["startsAt"] = Text(LondonCalendar.At(Today.AddDays(5), 18));
        await OfferAsync(free);
        Assert.Equal(HttpStatusCode.OK, (await ContactAsync(journey, "stop")).Status);
        AssertProblem(await MoveAsync(booking, free), HttpStatusCode.Conflict, "said to have died");
        AssertProblem(await BookByHandAsync(journey, free), HttpStatusCode.Conflict, "not waiting");
        string external = "EXT-" + journey[2..12];
        AssertProblem(await BookByHandAsync(journey, free, external), HttpStatusCode.Conflict, "not waiting");
        Assert.Equal(["booked"], (await BookingsOfAsync(journey)).Select(one => (string?)one["status"]));

        Assert.Equal(HttpStatusCode.OK, (await ContactAsync(journey, "resume")).Status);
        Answer moved = await MoveAsync(booking, free);
        Assert.True(moved.Status is HttpStatusCode.OK, moved.Text);
        Assert.Equal(["booked", "cancelled"], (await BookingsOfAsync(journey)).Select(one => (string?)one["status"]).Order());

        // The booking that the move ended is nobody's to move any more, not even to where it was.
        AssertProblem(await MoveAsync(booking, booking), HttpStatusCode.Conflict);
        Assert.Equal(["booked", "cancelled"], (await BookingsOfAsync(journey)).Select(one => (string?)one["status"]).Order());

        // Neither was the other system's id spent by the refusals.
        Assert.Equal("cancelled", (await SayAsync(moved.Json, "declined"))["status"]);
        JsonObject another = Slot();
        another["startsAt"] = Text(LondonCalendar.At(Today.AddDays(6), 18));
        await OfferAsync(another);
        Answer booked = await BookByHandAsync(journey, another, external);
        Assert.True(booked.Status is HttpStatusCode.OK, booked.Text);
        Assert.Equal("Booked", await StateAsync(journey));
    }

    [Fact]
    public async Task The_desk_books_by_hand_and_each_thing_that_cannot_be_is_said()
    {
        string journey = await ListedAsync();
        JsonObject slot = Slot();
        AssertProblem(await BookByHandAsync(journey, slot), HttpStatusCode.NotFound, "no such slot");
        await OfferAsync(slot);
        JsonObject ct = Slot();
        ct["procedure"] = "ctColonography";
        await OfferAsync(ct);
        AssertProblem(await BookByHandAsync(journey, ct), HttpStatusCode.Conflict, "another examination");

        Answer booked = await BookByHandAsync(journey, slot, "EXT-" + journey[2..12]);
        Assert.True(booked.Status is HttpStatusCode.OK, booked.Text);
        Assert.Equal("Booked", await StateAsync(journey));
        Assert.Equal(HttpStatusCode.OK, (await BookByHandAsync(journey, slot, "EXT-" + journey[2..12])).Status);

        string other = await ListedAsync();
        AssertProblem(await BookByHandAsync(other, slot), HttpStatusCode.Conflict, "not free any more");
        (string notListed, _) = await ReferredAsync();
        JsonObject free = Slot();
        await OfferAsync(free);
        AssertProblem(await BookByHandAsync(notListed, free), HttpStatusCode.Conflict, "not waiting");
        AssertProblem(await BookByHandAsync("j-00000000000000000000000000", free), HttpStatusCode.NotFound);
        AssertInvalid(await PostAsync("/api/bookings", "bookingDesk", new JsonObject { ["bookingId"] = "" }), "journeyId", "slotId", "bookingId");
        Assert.Equal(HttpStatusCode.OK, (await BookByHandAsync(other, free)).Status);
    }

    [Fact]
    public async Task A_closed_site_sends_its_patients_back_to_the_list_and_its_slots_are_gone()
    {
        (string journey, JsonObject booking) = await BookedAsync();
        JsonObject free = Slot();
        JsonObject elsewhere = Slot();
        elsewhere["site"] = "Blaydon";
        await OfferAsync(free, elsewhere);
        JsonObject closure = new() { ["site"] = "queen's road", ["from"] = Text(Today), ["to"] = Text(Today.AddDays(6)) };
        Answer closed = await PostAsync("/api/sites/closures", "bookingDesk", closure);
        Assert.True(closed.Status is HttpStatusCode.OK, closed.Text);
        Assert.True((int)closed.Json["withdrawn"]! >= 2, closed.Text);
        Assert.True((int)closed.Json["backOnTheList"]! >= 1, closed.Text);
        Assert.Equal("cancelled", (string?)(await BookingsOfAsync(journey)).Single(one => (string?)one["bookingId"] == (string?)booking["bookingId"])["status"]);
        Assert.Contains("appointmentCancelled", await TextsAsync(journey));
        await RoundAsync();
        Assert.Equal("Blaydon", (string?)(await BookingOfAsync(journey))["site"]);

        AssertInvalid(
            await PostAsync("/api/sites/closures", "bookingDesk", new JsonObject { ["from"] = Text(Today.AddDays(-1)), ["to"] = Text(Today.AddDays(-2)) }),
            "site", "from", "to");
        AssertProblem(await PostAsync("/api/sites/closures", "triage", closure), HttpStatusCode.Forbidden);
    }

    [Fact]
    public async Task Two_slots_of_one_room_cannot_overlap_and_two_rooms_can()
    {
        JsonObject first = Slot();
        first["room"] = "Room 1 " + (string?)first["slotId"];
        JsonObject overlapping = (JsonObject)first.DeepClone();
        overlapping["slotId"] = NewSlot();
        overlapping["startsAt"] = Text(StartOf(first).AddMinutes(44));
        AssertInvalid(await OfferAsync(first, overlapping), "slots[0].slotId", "slots[1].slotId");
        Assert.Equal(HttpStatusCode.OK, (await OfferAsync(first)).Status);
        AssertInvalid(await OfferAsync(overlapping), "slots[0].slotId");

        JsonObject next = (JsonObject)overlapping.DeepClone();
        next["startsAt"] = Text(StartOf(first).AddMinutes(45));
        JsonObject beside = (JsonObject)overlapping.DeepClone();
        beside["slotId"] = NewSlot();
        beside["room"] = "Room 2 " + (string?)first["slotId"];
        Assert.Equal(HttpStatusCode.OK, (await OfferAsync(next, beside)).Status);
    }

    [Fact]
    public async Task What_a_patient_needs_is_recorded_shown_on_the_list_and_kept_to_by_the_round()
    {
        string journey = await ListedAsync();
        Answer recorded = await NeedsAsync(journey, new JsonObject
        {
            ["sites"] = new JsonArray("Blaydon"),
            ["weekdays"] = new JsonArray("saturday", "sunday"),
            ["partsOfDay"] = new JsonArray("evening"),
            ["needsLongSlot"] = true,
            ["noticeDays"] = 5,
        });
        Assert.True(recorded.Status is HttpStatusCode.OK, recorded.Text);
        JsonNode needs = (await PlaceAsync(journey))["needs"]!;
        Assert.Equal("colonoscopy", (string?)needs["procedure"]);
        Assert.Equal(["sunday", "saturday"], ((JsonArray)needs["weekdays"]!).Select(day => (string)day!));
        Assert.Equal(["evening"], ((JsonArray)needs["partsOfDay"]!).Select(part => (string)part!));

        // The first Saturday that leaves five days of notice; only the evening list of Blaydon fits.
        DateOnly saturday = Today.AddDays(5);
        saturday = saturday.AddDays(((int)DayOfWeek.Saturday - (int)saturday.DayOfWeek + 7) % 7);
        JsonObject weekday = Slot();
        JsonObject morning = Slot();
        morning["startsAt"] = Text(LondonCalendar.At(saturday, 9));
        JsonObject evening = Slot();
        evening["startsAt"] = Text(LondonCalendar.At(saturday, 18));
        evening["minutes"] = 60;
        foreach (JsonObject slot in (JsonObject[])[weekday, morning, evening])
        {
            slot["site"] = "Blaydon";
            slot["community"] = true;
        }

        await OfferAsync(weekday, morning);
        await RoundAsync();
        Assert.Equal("AwaitingBooking", await StateAsync(journey));
        AssertProblem(await BookByHandAsync(journey, morning), HttpStatusCode.Conflict, "does not offer what is recorded");
        await OfferAsync(evening);
        await RoundAsync();
        Assert.Equal((string?)evening["slotId"], (string?)(await BookingOfAsync(journey))["slotId"]);
    }

    [Fact]
    public async Task Needs_that_are_none_are_all_named_and_only_triage_asks_for_another_examination()
    {
        string journey = await ListedAsync();
        AssertInvalid(
            await NeedsAsync(journey, new JsonObject
            {
                ["procedure"] = "haircut",
                ["notBefore"] = "tomorrow",
                ["sites"] = new JsonArray(""),
                ["weekdays"] = new JsonArray("Someday"),
                ["partsOfDay"] = new JsonArray("night"),
                ["noticeDays"] = 57,
            }),
            "procedure", "notBefore", "sites", "weekdays", "partsOfDay", "noticeDays");
        AssertProblem(await NeedsAsync(journey, new JsonObject { ["procedure"] = "ctColonography" }), HttpStatusCode.Conflict, "Only triage");
        Assert.Equal(HttpStatusCode.OK, (await NeedsAsync(journey, new JsonObject { ["procedure"] = "ctColonography" }, "triage")).Status);
        AssertProblem(await NeedsAsync(journey, [], "gp"), HttpStatusCode.Forbidden);
        AssertProblem(await NeedsAsync("j-00000000000000000000000000", []), HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task A_call_and_a_miss_are_not_ticked_off_without_what_came_of_them_and_the_journey_keeps_it()
    {
        await InOfficeHoursAsync();
        string journey = await ListedAsync();
        JsonObject late = Slot();
        late["startsAt"] = Text(LondonCalendar.At(Today.AddDays(27), 9));
        await OfferAsync(late);
        await BookByHandAsync(journey, late);
        JsonObject miss = Assert.Single(await WorkAsync(journey, "bookingDesk"));
        await AssertAsksAsync(journey, miss, "No list is held before.", "Earlier examination looked for, and ticked off");

        await ToAsync(StartOf(late).AddDays(-2));
        JsonObject call = Assert.Single(await WorkAsync(journey, "bookingDesk"));
        Assert.StartsWith("Ring the patient", (string)call["what"]!, StringComparison.Ordinal);
        await AssertAsksAsync(journey, call, "Rang twice; nobody could be reached.", "Call about the appointment made, and ticked off");
        Assert.Equal("Booked", await StateAsync(journey));
    }

    private async Task AssertAsksAsync(string journey, JsonObject item, string note, string heading)
    {
        string path = $"/api/worklist/{Uri.EscapeDataString((string)item["itemId"]!)}/done";
        AssertInvalid(await PostAsync(path, "bookingDesk", new JsonObject()), "note");
        AssertInvalid(await PostAsync(path, "bookingDesk", new JsonObject { ["note"] = " " }), "note");
        Assert.Single(await WorkAsync(journey, "bookingDesk"));

        Answer done = await PostAsync(path, "bookingDesk", new JsonObject { ["note"] = note });
        Assert.True(done.Status is HttpStatusCode.NoContent, done.Text);
        Assert.Empty(await WorkAsync(journey, "bookingDesk"));
        Assert.Contains((JsonArray)(await JourneyAsync(journey))["timeline"]!, line => (string?)line!["note"] == note && (string?)line["what"] == heading);
    }

    [Fact]
    public async Task A_patient_said_to_have_died_is_given_no_slot_and_keeps_the_one_there_is_until_a_person_has_looked()
    {
        (string booked, JsonObject booking) = await BookedAsync();
        string waiting = await ListedAsync();
        foreach (string journey in (string[])[booked, waiting])
        {
            Assert.Equal(HttpStatusCode.OK, (await ContactAsync(journey, "stop")).Status);
        }

        JsonObject slot = Slot();
        await OfferAsync(slot);
        await RoundAsync();
        Assert.Equal("AwaitingBooking", await StateAsync(waiting));
        AssertProblem(await BookByHandAsync(waiting, slot), HttpStatusCode.Conflict, "said to have died");
        AssertProblem(await MoveAsync(booking, slot), HttpStatusCode.Conflict, "said to have died");
        Assert.Equal("booked", (string?)(await BookingsOfAsync(booked)).Single(one => (string?)one["bookingId"] == (string?)booking["bookingId"])["status"]);
        Assert.Contains(await WorkAsync(booked, "bookingDesk"), item => ((string)item["what"]!).Contains("Keep the appointment", StringComparison.Ordinal));

        Assert.Equal(HttpStatusCode.OK, (await ContactAsync(waiting, "resume")).Status);
        Assert.Equal(HttpStatusCode.OK, (await ContactAsync(booked, "resume")).Status);
        Assert.DoesNotContain(await WorkAsync(booked, "bookingDesk"), item => ((string)item["what"]!).Contains("Keep the appointment", StringComparison.Ordinal));
        await RoundAsync();
        Assert.Equal("Booked", await StateAsync(waiting));
    }

    private Task<Answer> ContactAsync(string journey, string what) =>
        PostAsync($"/api/journeys/{journey}/contact", "kitDesk", new JsonObject { [what] = "deathReported" });

    [Fact]
    public async Task A_booking_made_or_moved_by_hand_past_a_standard_is_said_on_the_journey_and_to_the_desk_at_once_and_over_when_it_is_moved_back()
    {
        await InOfficeHoursAsync();
        string journey = await ListedAsync();
        JsonObject late = Slot();
        late["startsAt"] = Text(LondonCalendar.At(Today.AddDays(27), 9));
        JsonObject later = Slot();
        later["startsAt"] = Text(LondonCalendar.At(Today.AddDays(30), 9));
        JsonObject soon = Slot();
        await OfferAsync(late, later, soon);
        Answer booked = await BookByHandAsync(journey, late);
        Assert.True(booked.Status is HttpStatusCode.OK, booked.Text);

        JsonObject item = Assert.Single(await WorkAsync(journey, "bookingDesk"));
        Assert.Contains("Find an earlier examination", (string)item["what"]!, StringComparison.Ordinal);
        Assert.Equal(LondonCalendar.At(LondonCalendar.WorkingDayAfter(Today), 17), (DateTimeOffset)item["due"]!);
        Assert.Contains(
            (JsonArray)(await JourneyAsync(journey))["timeline"]!,
            line => ((string)line!["because"]!).Contains("Faster Diagnosis standard needs the examination by", StringComparison.Ordinal));

        Answer moved = await MoveAsync(booked.Json, later);
        Assert.Single(await WorkAsync(journey, "bookingDesk"));
        await MoveAsync(moved.Json, soon);
        Assert.Empty(await WorkAsync(journey, "bookingDesk"));
    }

    [Fact]
    public async Task A_standard_that_will_be_missed_is_said_in_the_round_on_the_journey_and_to_the_desk_once()
    {
        await InOfficeHoursAsync();
        string journey = await ListedAsync();
        DateOnly breachOn = DateOnly.Parse((string)(await JourneyAsync(journey))["clocks"]!["fasterDiagnosisBreachOn"]!, System.Globalization.CultureInfo.InvariantCulture);
        await ToAsync(LondonCalendar.At(breachOn.AddDays(-8), 11));
        JsonObject round = (await RoundAsync()).Json;
        JsonNode breach = Assert.Single((JsonArray)round["breaches"]!, one => (string?)one!["journeyId"] == journey && (string?)one["standard"] == "fasterDiagnosis")!;
        Assert.Equal(Text(breachOn), (string?)breach["breachOn"]);
        Assert.False(string.IsNullOrWhiteSpace((string?)breach["because"]));
        await RoundAsync();

        JsonArray timeline = (JsonArray)(await JourneyAsync(journey))["timeline"]!;
        Assert.Single(timeline, line => ((string)line!["what"]!).Contains("Faster Diagnosis standard will be missed", StringComparison.Ordinal));
        Assert.Single(await WorkAsync(journey, "bookingDesk"), item => ((string)item["what"]!).Contains("Faster Diagnosis", StringComparison.Ordinal));
    }
}
