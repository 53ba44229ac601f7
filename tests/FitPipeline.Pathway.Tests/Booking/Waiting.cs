using FitPipeline.Pathway.Booking;
using FitPipeline.Pathway.Calendar;
using FitPipeline.Pathway.Identity;

namespace FitPipeline.Pathway.Tests;

/// <summary>Invented patients and slots for booking. Today is Tuesday 12 May 2026, 08:00 in London.</summary>
internal static class Waiting
{
    public static readonly DateOnly Today = new(2026, 5, 12);

    public static readonly DateTimeOffset At = ServiceCalendar.At(Today, new TimeOnly(8, 0));

    public static readonly BookingPolicy Policy = BookingPolicy.Current;

    private static readonly OdsCode Practice = OdsCode.Parse("A99001");

    public static JourneyId Journey(int number) => JourneyId.For(Practice, $"GP-{number:D6}");

    /// <summary>Listed at nine in the morning some days ago, referred ten days before that, able to come anywhere.</summary>
    public static WaitingPatient Patient(int number, FhbBand band, int waited = 0, DateOnly? referred = null, DateOnly? today = null)
    {
        DateOnly listedOn = (today ?? Today).AddDays(-waited);
        return new WaitingPatient
        {
            Id = Journey(number),
            Band = band,
            ListedAt = ServiceCalendar.At(listedOn, new TimeOnly(9, 0)),
            Clocks = new JourneyClocks(referred ?? listedOn.AddDays(-10), listedOn, null),
        };
    }

    public static FreeSlot Slot(string id, DateOnly date, string site = "QE", Procedure procedure = Procedure.Colonoscopy, int minutes = 45, int hour = 9) =>
        new(id, site, ServiceCalendar.At(date, new TimeOnly(hour, 0)), minutes, procedure, Community: false);

    public static FreeSlot SlotIn(string id, int days) => Slot(id, Today.AddDays(days));

    public static BookingRound Round(IEnumerable<WaitingPatient> patients, IEnumerable<FreeSlot> slots) =>
        BookingRound.Allocate(patients, slots, At, Policy);

    public static T[] Shuffled<T>(IEnumerable<T> items, Random random)
    {
        T[] shuffled = [.. items];
        random.Shuffle(shuffled);
        return shuffled;
    }
}
