using System.Globalization;
using FitPipeline.Intake.Fhir;
using FitPipeline.Intake.Json;
using FitPipeline.Intake.Text;
using FitPipeline.Pathway.Calendar;

namespace FitPipeline.Intake.Referrals.Fhir;

/// <summary>Gathers a full blood count from Observations; of several, the latest of each figure counts.</summary>
internal sealed class FhirBloodCount(FieldErrors errors, ReferralChecks checks)
{
    private readonly Dictionary<BloodFigure, (decimal Value, DateOnly? TakenOn)> _figures = [];

    internal void Take(BloodFigure figure, FhirElement observation)
    {
        FhirElement quantity = observation["valueQuantity"];
        if (!quantity.Exists)
        {
            return;
        }

        DateOnly? taken = TakenOn(observation["effectiveDateTime"].Text);
        if (_figures.TryGetValue(figure, out (decimal, DateOnly? TakenOn) known) && !(taken > known.TakenOn))
        {
            return;
        }

        string unit = quantity["code"].Text ?? quantity["unit"].Text ?? "";
        decimal? factor = (figure, unit) switch
        {
            (BloodFigure.Haemoglobin, "g/L") => 1m,
            (BloodFigure.Haemoglobin, "g/dL") => 10m,
            (BloodFigure.Mcv, "fL") => 1m,
            (BloodFigure.Platelets, "10*9/L" or "10*3/uL" or "10^9/L") => 1m,
            _ => null,
        };
        if (factor is null || quantity["comparator"].Exists
            || !decimal.TryParse(quantity["value"].NumberText, NumberStyles.Float, CultureInfo.InvariantCulture, out decimal number))
        {
            errors.Add("Observation.valueQuantity", "A blood count must be a number in g/L or g/dL (haemoglobin), fL (MCV) or 10*9/L (platelets).");
            return;
        }

        decimal? within = checks.BloodFigure("Observation.valueQuantity", figure, Math.Abs(number) < 1_000_000 ? number * factor.Value : decimal.MaxValue);
        if (within is decimal value)
        {
            _figures[figure] = (value, taken);
        }
    }

    /// <summary>The count, or null when no figure came; its day is that of its latest figure.</summary>
    internal FullBloodCount? Finish(DateOnly? born)
    {
        if (_figures.Count == 0)
        {
            return null;
        }

        DateOnly? taken = checks.TakenOn("Observation.effectiveDateTime", _figures.Values.Max(figure => figure.TakenOn), born);
        return new FullBloodCount(Of(BloodFigure.Haemoglobin), Of(BloodFigure.Mcv), Of(BloodFigure.Platelets), taken);
    }

    private decimal? Of(BloodFigure figure) => _figures.TryGetValue(figure, out (decimal Value, DateOnly?) known) ? known.Value : null;

    private DateOnly? TakenOn(string? text)
    {
        if (text is null)
        {
            return null;
        }

        if (Iso8601.TryDate(text, out DateOnly day))
        {
            return day;
        }

        if (Iso8601.TryTime(text, out DateTime wall, out TimeSpan? offset) && WallClock.TryToUtc(wall, offset, out DateTimeOffset at))
        {
            return ServiceCalendar.DateOf(at);
        }

        errors.Add("Observation.effectiveDateTime", "It must be a day or a time that exists.");
        return null;
    }
}
