using System.Globalization;
using System.Text;

namespace FitPipeline.Intake.Results.Hl7;

/// <summary>What an HL7 v2 acknowledgement answers.</summary>
public enum Hl7AckCode
{
    /// <summary>AA: taken in.</summary>
    Accept,

    /// <summary>AE: taken in, but a person must look at part of it.</summary>
    Error,

    /// <summary>AR: not taken in; the sender must change it.</summary>
    Reject,
}

/// <summary>The parts of an MSH segment an answer needs, in the standard delimiters whatever the sender's were.</summary>
/// <param name="ControlId">MSH-10, unescaped; empty when missing.</param>
/// <param name="SendingApplication">MSH-3.</param>
/// <param name="SendingFacility">MSH-4.</param>
/// <param name="ReceivingApplication">MSH-5.</param>
/// <param name="ReceivingFacility">MSH-6.</param>
/// <param name="ProcessingId">MSH-11: P production, T training, D debugging.</param>
/// <param name="Version">MSH-12, such as 2.4.</param>
public sealed record Hl7Header(
    string ControlId,
    string SendingApplication,
    string SendingFacility,
    string ReceivingApplication,
    string ReceivingFacility,
    string ProcessingId,
    string Version);

/// <summary>Writes answers to HL7 v2 messages. An answer is sent only once what it answers is safe.</summary>
public static class Hl7Acknowledgement
{
    /// <summary>Writes an ACK^R01.</summary>
    /// <param name="answered">The header of the message answered.</param>
    /// <param name="code">The answer.</param>
    /// <param name="because">Why it is not AA; quoted to the sender in MSA-3, so it must not name a patient.</param>
    /// <param name="at">When it is answered.</param>
    /// <returns>Segments ended by CR, without MLLP's framing.</returns>
    public static string Write(Hl7Header answered, Hl7AckCode code, string? because, DateTimeOffset at)
    {
        ArgumentNullException.ThrowIfNull(answered);
        string id = Hl7Text.Escape(answered.ControlId);
        string version = answered.Version.Length == 0 ? "2.4" : Hl7Text.Escape(answered.Version);
        string processing = answered.ProcessingId.Length == 0 ? "P" : Hl7Text.Escape(answered.ProcessingId);
        StringBuilder ack = new();
        ack.Append(CultureInfo.InvariantCulture, $@"MSH|^~\&|{answered.ReceivingApplication}|{answered.ReceivingFacility}|{answered.SendingApplication}|{answered.SendingFacility}|{at.UtcDateTime:yyyyMMddHHmmss}+0000||ACK^R01^ACK|ACK-{id}|{processing}|{version}||||||UNICODE UTF-8").Append('\r');
        ack.Append(CultureInfo.InvariantCulture, $"MSA|{Code(code)}|{id}");
        if (because is not null)
        {
            ack.Append('|').Append(Hl7Text.Escape(because));
        }

        return ack.Append('\r').ToString();
    }

    /// <summary>A field of components, from the sender's delimiters to the standard ones.</summary>
    internal static string Standardise(ReadOnlySpan<char> field, Hl7Delimiters delimiters)
    {
        if (delimiters == Hl7Delimiters.Standard && !field.Contains('\\'))
        {
            return field.ToString();
        }

        StringBuilder components = new();
        foreach (Range part in field.Split(delimiters.Component))
        {
            components.Append(components.Length == 0 && part.Start.Value == 0 ? "" : "^");
            components.Append(Hl7Text.Escape(Hl7Text.Plain(field[part], delimiters).ToString()));
        }

        return components.ToString();
    }

    private static string Code(Hl7AckCode code) => code switch
    {
        Hl7AckCode.Accept => "AA",
        Hl7AckCode.Error => "AE",
        _ => "AR",
    };
}
