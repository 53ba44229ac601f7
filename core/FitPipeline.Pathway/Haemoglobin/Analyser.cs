namespace FitPipeline.Pathway.Haemoglobin;

/// <summary>
/// A make of FIT analyser with the facts that decide what its number means. FIT methods are not harmonised (no primary
/// reference; Godber, J Clin Pathol 2018), so a number is never separated from the analyser that gave it.
/// </summary>
/// <remarks>Only <see cref="Analysers"/> makes these: a conversion factor is a clinical number with a source.</remarks>
public sealed record Analyser
{
    internal Analyser(
        string code,
        string name,
        decimal microgramsPerGramPerNanogramPerMillilitre,
        decimal lowestReported,
        decimal highestReported,
        bool recommendedByNice,
        bool needsSignOff)
    {
        Code = code;
        Name = name;
        MicrogramsPerGramPerNanogramPerMillilitre = microgramsPerGramPerNanogramPerMillilitre;
        LowestReported = lowestReported;
        HighestReported = highestReported;
        RecommendedByNice = recommendedByNice;
        NeedsSignOff = needsSignOff;
    }

    /// <summary>The code in messages and storage, such as hm-jackarc.</summary>
    public string Code { get; }

    /// <summary>The maker's name for it, such as HM-JACKarc.</summary>
    public string Name { get; }

    /// <summary>µg/g for each ng/mL of buffer: millilitres of buffer over milligrams of faeces in the analyser's own device.</summary>
    public decimal MicrogramsPerGramPerNanogramPerMillilitre { get; }

    /// <summary>The lowest concentration it reports as a measurement, in µg/g.</summary>
    public decimal LowestReported { get; }

    /// <summary>The highest concentration it reports as a measurement without dilution, in µg/g.</summary>
    public decimal HighestReported { get; }

    /// <summary>Whether NICE recommends it for symptomatic patients (DG56, renumbered HTG690); the others are for research only.</summary>
    public bool RecommendedByNice { get; }

    /// <summary>Whether one of its numbers has no source read by us, so that the clinical safety officer must sign it off before use.</summary>
    public bool NeedsSignOff { get; }

    /// <summary>The analyser's name.</summary>
    public override string ToString() => Name;
}
