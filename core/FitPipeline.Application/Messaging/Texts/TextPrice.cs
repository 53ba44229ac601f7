using System.Globalization;

namespace FitPipeline.Application.Messaging.Texts;

/// <summary>What one part of a text costs.</summary>
/// <param name="PencePerPart">As the operator's own contract says; null while nobody has said. There is no usual price to fall back on.</param>
public sealed record TextPrice(decimal? PencePerPart)
{
    /// <summary>What so many parts cost, in pounds to the nearest penny, half a penny up; null without a price.</summary>
    public string? Pounds(long parts) => PencePerPart is { } pence
        ? Math.Round(parts * pence / 100, 2, MidpointRounding.AwayFromZero).ToString("0.00", CultureInfo.InvariantCulture)
        : null;
}
