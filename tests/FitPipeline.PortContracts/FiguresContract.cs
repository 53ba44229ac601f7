using FitPipeline.Application.Http;
using FitPipeline.Application.Journeys;
using FitPipeline.Application.People;
using FitPipeline.Application.Reports;
using FitPipeline.Pathway.Calendar;
using FitPipeline.Pathway.Events;
using FitPipeline.Pathway.Haemoglobin;
using FitPipeline.Pathway.Identity;
using FitPipeline.Pathway.Journeys;
using FitPipeline.Pathway.Referrals;

namespace FitPipeline.PortContracts;

/// <summary>What reports count is what the journeys and the register say, however far the journeys have moved.</summary>
public abstract class FiguresContract
{
    private static readonly DateRange Ever = new(DateOnly.MinValue, DateOnly.MaxValue);

    protected abstract IFigures Figures { get; }

    protected abstract IJourneyStore Journeys { get; }

    protected abstract IPatientRegister Patients { get; }

    private Walk Walk => new(Journeys);

    private static CancellationToken None => CancellationToken.None;

    [Fact]
    public async Task Given_journeys_at_every_stage_when_their_figures_are_read_then_they_are_what_the_journeys_say()
    {
        await Walk.ReferredAsync("GP-1");
        await Walk.PostedAsync(await Walk.ReferredAsync("GP-2"), 2, Walk.Begins.AddDays(1));
        await Walk.ReferredAsync("GP-3", picture: Walk.Mass);
        await Walk.ReferredAsync("GP-4", Walk.OtherPractice, Walk.Plain with { AgeInYears = 83, Sex = Sex.NotKnown });
        await Walk.WaitingAsync("GP-5", 5);
        Journey received = await Walk.PostedAsync(await Walk.ReferredAsync("GP-6"), 6, Walk.Begins.AddDays(1));
        await Walk.ThenAsync(received, "in", new PathwayEvent.KitReceived(Walk.Kit(6), null, Walk.Begins.AddDays(4)), Actor.KitDesk);
        await LowAsync("GP-7", 7, Comparator.Below, 7m);
        await LowAsync("GP-8", 8, Comparator.Exactly, 9.9m);
        Journey booked = await Walk.WaitingAsync("GP-9", 9);
        Appointment appointment = new("b-9", "s-9", "Gateshead", Walk.Begins.AddDays(20));
        booked = await Walk.ThenAsync(booked, "booked", new PathwayEvent.SlotBooked(appointment, Walk.Begins.AddDays(10)), Actor.BookingDesk);
        await Walk.ThenAsync(
            booked, "attended", new PathwayEvent.AppointmentAttended("b-9", ExaminationFinding.Adenoma, Walk.Begins.AddDays(21)), Actor.BookingDesk);

        Dictionary<string, JourneyFigures> expected = [];
        await foreach (JourneyListing listing in Journeys.AllAsync(None))
        {
            expected.Add(listing.Journey.Id.Value, JourneyFigures.Of(listing.Journey));
        }

        CountedFigures counted = await Figures.ReceivedAsync(Ever, false, None);
        Assert.Equal(expected.Count, counted.Rows.Count);
        Assert.All(counted.Rows, row => Assert.Equal(expected[row.Journey.Id.Value], row.Journey));
        Assert.All(counted.Rows, row => Assert.Null(row.Person));
        Assert.Contains(counted.Rows, row => row.Journey.ExaminedAt == appointment.StartsAt);
        Assert.Contains(counted.Rows, row => row.Journey.AtLeastMicrogramsPerGram == 9.9m);
        Assert.Contains(counted.Rows, row => row.Journey is { EndedAt: not null } && row.Journey.Has(JourneyMarks.OnCancerPathway));
    }

    [Fact]
    public async Task Given_patients_when_their_own_figures_are_asked_for_then_the_register_s_latest_come_and_nobody_is_left_out_without_a_record()
    {
        PatientRecord known = TestPeople.Of("GP-1");
        await Patients.AddAsync(known, None);
        PatientRecord moved = known with { Details = known.Details with { Language = "pl", EthnicCategory = "Z", Lsoa21 = "E01008162" } };
        Assert.True(await Patients.ReplaceAsync(known, moved, None));
        await Walk.ReferredAsync("GP-1");
        await Walk.ReferredAsync("GP-2");

        Dictionary<JourneyId, PersonFigures?> people = (await Figures.ReceivedAsync(Ever, true, None)).Rows.ToDictionary(row => row.Journey.Id, row => row.Person);
        Assert.Equal(2, people.Count);
        Assert.Equal(new PersonFigures("Z", "pl", "E01008162"), people[known.Journey]);
        Assert.Null(people[JourneyId.For(Walk.Practice, "GP-2")]);
    }

    [Fact]
    public async Task Given_figures_that_were_read_when_journeys_and_patients_change_then_the_next_report_says_so()
    {
        Journey journey = await Walk.ReferredAsync("GP-1");
        Assert.False(Assert.Single((await ReadAsync()).Rows).Journey.Has(JourneyMarks.KitPosted));
        await Walk.PostedAsync(journey, 1, Walk.Begins.AddDays(1));
        PatientRecord known = TestPeople.Of("GP-1");
        await Patients.AddAsync(known, None);
        FigureRow posted = Assert.Single((await ReadAsync()).Rows);
        Assert.True(posted.Journey.Has(JourneyMarks.KitPosted));
        Assert.Equal(known.Details.Language, posted.Person?.Language);
        Assert.True(await Patients.ReplaceAsync(known, known with { Details = known.Details with { Language = "cy" } }, None));
        await Walk.ReferredAsync("GP-2");
        CountedFigures after = await ReadAsync();
        Assert.Equal(2, after.Rows.Count);
        Assert.Contains(after.Rows, row => row.Person?.Language == "cy");
    }

    private Task<CountedFigures> ReadAsync() => Figures.ReceivedAsync(Ever, true, None);

    [Fact]
    public async Task Given_referrals_of_several_days_when_a_range_is_asked_for_then_both_its_london_days_are_in_it()
    {
        // Half past midnight in London, and still the day before in UTC.
        DateTimeOffset night = new(2026, 6, 30, 23, 30, 0, TimeSpan.Zero);
        await Walk.ReferredAsync("GP-1", at: night.AddHours(-1));
        Journey first = await Walk.ReferredAsync("GP-2", at: night);
        Journey last = await Walk.ReferredAsync("GP-3", at: night.AddDays(1).AddHours(-1));
        await Walk.ReferredAsync("GP-4", at: night.AddDays(1));
        DateOnly day = new(2026, 7, 1);
        Assert.Equal(
            new[] { first.Id.Value, last.Id.Value }.Order(StringComparer.Ordinal),
            (await Figures.ReceivedAsync(new DateRange(day, day), false, None)).Rows.Select(row => row.Journey.Id.Value).Order(StringComparer.Ordinal));
    }

    private async Task LowAsync(string referral, int kit, Comparator comparator, decimal number)
    {
        Journey journey = await Walk.PostedAsync(await Walk.ReferredAsync(referral), kit, Walk.Begins.AddDays(1));
        Assert.True(FaecalHaemoglobin.TryCreate(comparator, number, HaemoglobinUnit.MicrogramsPerGram, Analysers.HmJackarc, out FaecalHaemoglobin? value, out string? because), because);
        await Walk.ThenAsync(
            journey,
            $"lab/{kit}",
            new PathwayEvent.ResultReported(Walk.Kit(kit), $"L{kit}", value, ServiceCalendar.DateOf(Walk.Begins).AddDays(5), ServiceCalendar.DateOf(Walk.Begins).AddDays(7), Walk.Begins.AddDays(8)),
            Actor.Lab);
    }
}
