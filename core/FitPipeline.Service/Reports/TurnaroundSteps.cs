using FitPipeline.Pathway;

namespace FitPipeline.Service;

/// <summary>How long each step takes, from the journeys' own times.</summary>
public static class TurnaroundSteps
{
    private static readonly (string Name, Func<Journey, TimeSpan?> Length)[] Steps =
    [
        ("referralToPosting", journey => Between(journey.ReferredAt, FirstKit(journey)?.PostedAt)),
        ("postingToReceipt", journey => Between(FirstKit(journey)?.PostedAt, FirstKit(journey)?.ReceivedAt)),
        ("receiptToResult", journey => Between(
            FirstKit(journey)?.ReceivedAt, journey.Results.FirstOrDefault(result => result.Kit == FirstKit(journey)?.Id)?.ReportedAt)),
        ("resultToAcknowledgement", journey => Between(journey.Results.FirstOrDefault(result => result.Counts)?.ReportedAt, journey.AcknowledgedAt)),
        ("listingToBooking", journey => Between(journey.ListedAt, journey.Appointment?.BookedAt)),
        ("bookingToExamination", journey => Between(journey.Appointment?.BookedAt, Examined(journey))),
        ("listingToExamination", journey => Between(journey.ListedAt, Examined(journey))),
        ("referralToTold", journey => Between(journey.ReferredAt, journey.ToldAt)),
    ];

    /// <summary>The names of the figures: three a step.</summary>
    public static IReadOnlyList<string> Columns { get; } =
        [.. Steps.SelectMany(step => new[] { step.Name + "Count", step.Name + "Median", step.Name + "P90" })];

    /// <summary>The figures of a set of journeys.</summary>
    public static IReadOnlyList<string> Of(IReadOnlyList<Journey> journeys)
    {
        List<string> figures = [];
        foreach ((_, Func<Journey, TimeSpan?> length) in Steps)
        {
            List<double> days = [.. journeys.Select(length).OfType<TimeSpan>().Where(span => span >= TimeSpan.Zero).Select(span => span.TotalDays)];
            figures.Add(Figures.Count(days.Count));
            figures.Add(Figures.Days(days, 0.5));
            figures.Add(Figures.Days(days, 0.9));
        }

        return figures;
    }

    private static DateTimeOffset? Examined(Journey journey) =>
        journey.State is JourneyState.Closed { Outcome: Outcome.Investigated } ? journey.Appointment?.StartsAt : null;

    private static Kit? FirstKit(Journey journey) => journey.Kits.Count > 0 ? journey.Kits[0] : null;

    private static TimeSpan? Between(DateTimeOffset? from, DateTimeOffset? to) => to - from;
}
