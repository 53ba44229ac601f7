namespace FitPipeline.Application.Reports;

/// <summary>How long each step takes, from the journeys' own times.</summary>
public static class TurnaroundSteps
{
    private static readonly (string Name, Func<JourneyFigures, TimeSpan?> Length)[] Steps =
    [
        ("referralToPosting", journey => journey.FirstPostedAt - journey.ReferredAt),
        ("postingToReceipt", journey => journey.FirstReceivedAt - journey.FirstPostedAt),
        ("receiptToResult", journey => journey.FirstReportedAt - journey.FirstReceivedAt),
        ("resultToAcknowledgement", journey => journey.AcknowledgedAt - journey.CountedReportedAt),
        ("listingToBooking", journey => journey.BookedAt - journey.ListedAt),
        ("bookingToExamination", journey => journey.ExaminedAt - journey.BookedAt),
        ("listingToExamination", journey => journey.ExaminedAt - journey.ListedAt),
        ("referralToTold", journey => journey.ToldAt - journey.ReferredAt),
    ];

    /// <summary>The names of the figures: three a step.</summary>
    public static IReadOnlyList<string> Columns { get; } =
        [.. Steps.SelectMany(step => new[] { step.Name + "Count", step.Name + "Median", step.Name + "P90" })];

    /// <summary>The figures of a set of journeys.</summary>
    public static IReadOnlyList<string> Of(IReadOnlyList<JourneyFigures> journeys)
    {
        List<string> figures = [];
        foreach ((_, Func<JourneyFigures, TimeSpan?> length) in Steps)
        {
            List<double> days = [.. journeys.Select(length).OfType<TimeSpan>().Where(span => span >= TimeSpan.Zero).Select(span => span.TotalDays)];
            figures.Add(Figures.Count(days.Count));
            figures.Add(Figures.Days(days, 0.5));
            figures.Add(Figures.Days(days, 0.9));
        }

        return figures;
    }
}
