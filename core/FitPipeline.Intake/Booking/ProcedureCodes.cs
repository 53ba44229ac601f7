using FitPipeline.Pathway.Booking;

namespace FitPipeline.Intake.Booking;

/// <summary>SNOMED CT codes of the examinations that slots are for.</summary>
/// <remarks>Chosen by name and check digit; they need clinical sign-off before use (K), as the codes of referrals do.</remarks>
internal static class ProcedureCodes
{
    private static readonly Dictionary<string, Procedure> ByCode = new(StringComparer.Ordinal)
    {
        ["73761001"] = Procedure.Colonoscopy,
        ["44441009"] = Procedure.FlexibleSigmoidoscopy,
        ["418714002"] = Procedure.CtColonography,
    };

    /// <summary>The one examination that some codes name; null when they name none we know, or two.</summary>
    internal static Procedure? Of(IEnumerable<string> codes)
    {
        Procedure[] known = [.. codes.Where(ByCode.ContainsKey).Select(code => ByCode[code]).Distinct()];
        return known.Length == 1 ? known[0] : null;
    }
}
