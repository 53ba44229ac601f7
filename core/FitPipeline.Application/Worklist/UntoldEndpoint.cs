using System.Globalization;
using FitPipeline.Application.Http;
using FitPipeline.Application.People;
using FitPipeline.Application.Storage;
using FitPipeline.Pathway.Booking;
using FitPipeline.Pathway.Calendar;
using FitPipeline.Pathway.Journeys;
using Microsoft.AspNetCore.Http;

namespace FitPipeline.Application.Worklist;

/// <summary><c>GET /api/untold?days=</c>.</summary>
public sealed class ReadUntoldEndpoint(IDeskIndex index, PeopleOfJourneys people, TimeProvider time) : IEndpoint
{
    /// <summary>How far ahead a breach is shown as coming. Needs the trust's sign-off.</summary>
    public const int DaysAhead = 7;

    private const int MostDays = JourneyClocks.FasterDiagnosisDays;

    /// <inheritdoc/>
    public Route Route { get; } = new(
        "ReadUntold", "GET", "/api/untold", $"Patients not told yet whose {MostDays} days are over or soon will be, longest over first.",
        [Actor.Triage, Actor.BookingDesk, Actor.KitDesk, Actor.Lab, Actor.Admin])
    {
        Response = typeof(Page<PersonView>),
        Query = ["days", "after"],
    };

    /// <inheritdoc/>
    public async Task<IResult> HandleAsync(ApiCall call, CancellationToken cancel)
    {
        int days = DaysAhead;
        if (call.Query("days") is { } text
            && (!int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out days) || days > MostDays))
        {
            return Problems.Invalid(call, "days", $"Say how many days ahead, from 0 to {MostDays}.", 400);
        }

        Page<UninformedPatient> untold = await index.UntoldAsync(
            ServiceCalendar.DateOf(time.GetUtcNow()).AddDays(days), call.Query("after"), Page<UninformedPatient>.Size, cancel);
        return Results.Json(
            new Page<PersonView>(await people.OfAsync([.. untold.Items.Select(journey => journey.Journey)], call.Caller, cancel), untold.Next),
            PeopleJson.Default.PagePersonView);
    }
}
