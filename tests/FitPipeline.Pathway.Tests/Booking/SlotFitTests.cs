using FitPipeline.Pathway.Booking;

namespace FitPipeline.Pathway.Tests;

public sealed class SlotFitTests
{
    // Tuesday 19 May, a week from today, is the slot everyone is measured against.
    private static readonly FreeSlot Tuesday = Waiting.SlotIn("tuesday", 7);

    public static TheoryData<string, BookingNeeds, string> Unmet() => new()
    {
        { "site", new BookingNeeds { Sites = ["Blaydon", "Jarrow"] }, "No free slot for colonoscopy is at a site the patient can reach (Blaydon, Jarrow)." },
        { "part of the day", new BookingNeeds { PartsOfDay = [PartOfDay.Afternoon, PartOfDay.Evening] }, "No such slot is in the part of the day the patient can come (afternoon, evening)." },
        { "length", new BookingNeeds { NeedsLongSlot = true }, "No free slot there is long enough; the patient needs 60 minutes." },
        { "weekday", new BookingNeeds { Weekdays = [DayOfWeek.Monday, DayOfWeek.Saturday] }, "No such slot is on a day the patient can come (Monday, Saturday)." },
        { "not before", new BookingNeeds { NotBefore = new DateOnly(2026, 5, 20) }, "Every such slot is before 20 May 2026, from when the patient can come." },
        { "own notice", new BookingNeeds { MinimumNoticeDays = 8 }, "Every such slot is too soon; the patient needs 8 days of notice." },
    };

    [Theory]
    [MemberData(nameof(Unmet))]
    public void Given_a_need_the_slot_does_not_meet_when_allocated_then_the_patient_waits_and_the_need_is_named(string need, BookingNeeds needs, string because)
    {
        BookingRound round = Waiting.Round([Waiting.Patient(1, FhbBand.From150) with { Needs = needs }], [Tuesday]);

        Assert.Empty(round.Given);
        Assert.True(because == Assert.Single(round.Waiting).Because, $"{need}: {round.Waiting[0].Because}");
    }

    public static TheoryData<BookingNeeds> Met() => new()
    {
        new BookingNeeds { Sites = ["Blaydon", "QE"] },
        new BookingNeeds { Sites = ["qe"] },
        new BookingNeeds { PartsOfDay = [PartOfDay.Morning] },
        new BookingNeeds { NeedsHospital = true },
        new BookingNeeds { Weekdays = [DayOfWeek.Tuesday] },
        new BookingNeeds { NotBefore = new DateOnly(2026, 5, 19) },
        new BookingNeeds { MinimumNoticeDays = 7 },
        new BookingNeeds { NeedsTransport = true },
    };

    [Theory]
    [MemberData(nameof(Met))]
    public void Given_a_need_the_slot_just_meets_when_allocated_then_the_patient_has_it(BookingNeeds needs) =>
        Assert.Single(Waiting.Round([Waiting.Patient(1, FhbBand.From2) with { Needs = needs }], [Tuesday]).Given);

    [Theory]
    [InlineData(Procedure.Colonoscopy, "No slot for colonoscopy is free.")]
    [InlineData(Procedure.CtColonography, "No slot for CT colonography is free.")]
    public void Given_only_slots_for_another_examination_when_allocated_then_that_is_said(Procedure procedure, string because)
    {
        FreeSlot other = Waiting.Slot("s", Waiting.Today.AddDays(7), procedure: Procedure.FlexibleSigmoidoscopy);

        Assert.Equal(because, Assert.Single(Waiting.Round([Waiting.Patient(1, FhbBand.From10) with { Procedure = procedure }], [other]).Waiting).Because);
    }

    [Theory]
    [InlineData(2, false, false)]
    [InlineData(3, false, true)]
    [InlineData(4, true, false)]
    [InlineData(5, true, true)]
    public void Given_a_slot_some_days_ahead_when_allocated_then_notice_is_kept_and_transport_needs_more(int days, bool transport, bool given)
    {
        WaitingPatient patient = Waiting.Patient(1, FhbBand.From150) with { Needs = new BookingNeeds { NeedsTransport = transport, MinimumNoticeDays = 1 } };

        Assert.Equal(given, Waiting.Round([patient], [Waiting.SlotIn("s", days)]).Given.Count == 1);
    }

    [Fact]
    public void Given_an_evening_slot_in_summer_when_its_day_is_read_then_it_is_london_s()
    {
        // 23:30 in UTC on Monday 18 May is half past midnight on Tuesday in London.
        var slot = new FreeSlot("night", "QE", new DateTimeOffset(2026, 5, 18, 23, 30, 0, TimeSpan.Zero), 45, Procedure.Colonoscopy, Community: true);
        WaitingPatient patient = Waiting.Patient(1, FhbBand.From10) with { Needs = new BookingNeeds { Weekdays = [DayOfWeek.Tuesday] } };

        Assert.Single(Waiting.Round([patient], [slot]).Given);
    }

    [Fact]
    public void Given_a_long_slot_when_someone_needs_it_then_someone_else_takes_the_short_one()
    {
        WaitingPatient frail = Waiting.Patient(1, FhbBand.From10) with { Needs = new BookingNeeds { NeedsLongSlot = true } };
        WaitingPatient urgent = Waiting.Patient(2, FhbBand.From150);
        FreeSlot longer = Waiting.Slot("long", Waiting.Today.AddDays(4), minutes: 60);

        BookingRound round = Waiting.Round([urgent, frail], [longer, Waiting.SlotIn("short", 4)]);

        Assert.Equal("long", round.Given.Single(given => given.Patient == frail.Id).Slot.SlotId);
        Assert.Equal("short", round.Given.Single(given => given.Patient == urgent.Id).Slot.SlotId);
    }

    public static TheoryData<FreeSlot, string> Unbookable() => new()
    {
        { Tuesday with { StartsAt = Waiting.At }, "The slot is in the past." },
        { Tuesday with { Minutes = 0 }, "The slot has no length." },
        { Tuesday with { Procedure = (Procedure)9 }, "The slot is for an examination nobody here knows." },
    };

    [Theory]
    [MemberData(nameof(Unbookable))]
    public void Given_a_slot_that_cannot_be_booked_when_allocated_then_it_is_left_out_with_why(FreeSlot slot, string because)
    {
        BookingRound round = Waiting.Round([Waiting.Patient(1, FhbBand.From10)], [slot]);

        Assert.Equal([new RefusedSlot("tuesday", because)], round.RefusedSlots);
        Assert.Empty(round.Given);
    }

    [Fact]
    public void Given_one_slot_id_with_two_contents_when_allocated_then_neither_is_used_and_given_twice_alike_it_is_one()
    {
        WaitingPatient[] patients = [Waiting.Patient(1, FhbBand.From10), Waiting.Patient(2, FhbBand.From10)];

        BookingRound differing = Waiting.Round(patients, [Tuesday, Tuesday with { Site = "Blaydon" }]);
        BookingRound alike = Waiting.Round(patients, [Tuesday, Tuesday with { }]);

        Assert.Empty(differing.Given);
        Assert.Contains("different content", Assert.Single(differing.RefusedSlots).Because, StringComparison.Ordinal);
        Assert.Single(alike.Given);
        Assert.Empty(alike.RefusedSlots);
    }
}
