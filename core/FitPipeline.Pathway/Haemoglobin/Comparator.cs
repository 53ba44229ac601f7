using System.Diagnostics.CodeAnalysis;

namespace FitPipeline.Pathway.Haemoglobin;

/// <summary>How a reported number stands to the concentration in the sample.</summary>
/// <remarks>An analyser that reads off its scale reports a limit (&lt;7, >400), never a measurement.</remarks>
public enum Comparator
{
    /// <summary>The number is the measurement. Written as an empty text.</summary>
    Exactly,

    /// <summary>Less than the number. Written &lt;.</summary>
    Below,

    /// <summary>The number or less. Written &lt;=.</summary>
    AtMost,

    /// <summary>More than the number. Written >.</summary>
    Above,

    /// <summary>The number or more. Written >=.</summary>
    AtLeast,
}

/// <summary>The comparators as JSON, FHIR and the laboratory's files write them.</summary>
public static class Comparators
{
    /// <summary>The comparator's text: empty, &lt;, &lt;=, > or >=.</summary>
    /// <param name="comparator">The comparator.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such comparator.</exception>
    public static string ToText(this Comparator comparator) => comparator switch
    {
        Comparator.Exactly => "",
        Comparator.Below => "<",
        Comparator.AtMost => "<=",
        Comparator.Above => ">",
        Comparator.AtLeast => ">=",
        _ => throw new ArgumentOutOfRangeException(nameof(comparator)),
    };

    /// <summary>Reads exactly the texts of <see cref="ToText"/>.</summary>
    /// <param name="text">The text; empty means exactly, null is no comparator at all.</param>
    /// <param name="comparator">The comparator, when the text is one.</param>
    public static bool TryParse([NotNullWhen(true)] string? text, out Comparator comparator)
    {
        (bool known, comparator) = text switch
        {
            "" => (true, Comparator.Exactly),
            "<" => (true, Comparator.Below),
            "<=" => (true, Comparator.AtMost),
            ">" => (true, Comparator.Above),
            ">=" => (true, Comparator.AtLeast),
            _ => (false, default),
        };
        return known;
    }
}
