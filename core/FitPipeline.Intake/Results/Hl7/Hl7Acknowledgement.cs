namespace FitPipeline.Intake;

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

/// <summary>The parts of an MSH segment an answer needs, unescaped.</summary>
/// <param name="ControlId">MSH-10; empty when missing.</param>
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
