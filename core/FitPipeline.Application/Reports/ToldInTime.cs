namespace FitPipeline.Application.Reports;

/// <summary>Who was told within 28 days, who was not, and whom it is too late for.</summary>
public static class ToldInTime
{
    /// <summary>The names of the figures.</summary>
    public static IReadOnlyList<string> Columns { get; } =
        ["referrals", "toldInTime", "toldLate", "notToldInTime", "notToldLate", "endedUntold", "toldInTimePercent"];

    /// <summary>The figures of a set of journeys.</summary>
    public static IReadOnlyList<string> Of(IReadOnlyList<JourneyFigures> journeys, DateOnly today)
    {
        int toldInTime = 0;
        int toldLate = 0;
        int waiting = 0;
        int over = 0;
        int ended = 0;
        foreach (JourneyFigures journey in journeys)
        {
            bool late = journey.FasterDiagnosisBreached(today);
            if (journey.ToldAt is not null)
            {
                toldInTime += late ? 0 : 1;
                toldLate += late ? 1 : 0;
            }
            else if (journey.Has(JourneyMarks.Ended))
            {
                ended++;
            }
            else
            {
                waiting += late ? 0 : 1;
                over += late ? 1 : 0;
            }
        }

        return
        [
            Figures.Count(journeys.Count), Figures.Count(toldInTime), Figures.Count(toldLate), Figures.Count(waiting), Figures.Count(over),
            Figures.Count(ended), Figures.Share(toldInTime, toldInTime + toldLate),
        ];
    }
}
