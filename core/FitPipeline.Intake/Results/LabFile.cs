using FitPipeline.Intake.Results.Csv;
using FitPipeline.Intake.Results.Fhir;
using FitPipeline.Intake.Results.Hl7;
using FitPipeline.Intake.Results.Lis2;

namespace FitPipeline.Intake.Results;

/// <summary>Reads a laboratory's file, whichever format its name says it is in.</summary>
public static class LabFile
{
    /// <summary>Tells the format from the name's extension, without regard to case.</summary>
    /// <param name="name">The file's name.</param>
    /// <returns>The format, or null when the extension is not one of <c>.hl7</c>, <c>.astm</c>, <c>.json</c>, <c>.csv</c>.</returns>
    public static LabFileFormat? FormatOf(string name) => Path.GetExtension(name).ToUpperInvariant() switch
    {
        ".HL7" => LabFileFormat.Hl7V2,
        ".ASTM" => LabFileFormat.Lis2A2,
        ".JSON" => LabFileFormat.Fhir,
        ".CSV" => LabFileFormat.Csv,
        _ => null,
    };

    /// <summary>
    /// Reads row by row as the caller asks for them; memory does not grow with the file, except for FHIR, which is one
    /// document. Reads the stream once and does not close it.
    /// </summary>
    /// <param name="name">The file's name; its extension says the format.</param>
    /// <param name="content">The file. What the stream itself throws is passed on; its content never makes this throw.</param>
    /// <param name="options">What the reader needs beside the file.</param>
    /// <returns>Rows and faults in file order; a <see cref="FileFault"/> is always last.</returns>
    public static IEnumerable<LabReading> Read(string name, Stream content, LabReadingOptions options) => FormatOf(name) switch
    {
        LabFileFormat.Hl7V2 => Hl7LabReader.Read(content, options, LabVocabulary.BuiltIn),
        LabFileFormat.Lis2A2 => Lis2LabReader.Read(content, options, LabVocabulary.BuiltIn),
        LabFileFormat.Fhir => FhirLabReader.Read(content, options, LabVocabulary.BuiltIn),
        LabFileFormat.Csv => CsvLabReader.Read(content, options, LabVocabulary.BuiltIn),
        _ => [new FileFault(null, "The file's name must end in .hl7, .astm, .json or .csv.")],
    };
}
