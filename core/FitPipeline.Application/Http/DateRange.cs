using System.Globalization;
using Microsoft.AspNetCore.Http;

namespace FitPipeline.Application.Http;

/// <summary>Two London dates, both inclusive, from a query.</summary>
/// <param name="From">The first.</param>
/// <param name="To">The last.</param>
public sealed record DateRange(DateOnly From, DateOnly To)
{
    /// <summary>Reads <c>from</c> and <c>to</c> (<c>YYYY-MM-DD</c>) from the query.</summary>
    /// <returns>The range; or the problem to answer with.</returns>
    public static (DateRange? Range, IResult? Problem) Read(ApiCall call, DateOnly defaultFrom, DateOnly defaultTo)
    {
        Dictionary<string, IReadOnlyList<string>> errors = [];
        DateOnly date(string name, DateOnly otherwise)
        {
            if (call.Query(name) is not { } text)
            {
                return otherwise;
            }

            if (!DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out DateOnly day))
            {
                errors[name] = ["Give a date as YYYY-MM-DD."];
            }

            return day;
        }

        DateRange range = new(date("from", defaultFrom), date("to", defaultTo));
        if (errors.Count == 0 && range.To < range.From)
        {
            errors["to"] = ["The last date is before the first."];
        }

        return errors.Count > 0 ? (null, Problems.Invalid(call, errors, 400)) : (range, null);
    }
}
