using FitPipeline.Pathway.Effects;

namespace FitPipeline.Application.Practices;

/// <summary>What a practice is told, in words: on its worklist, in its list of notices and in FHIR.</summary>
public static class NoticeDescriptions
{
    /// <summary>What happened, as a sentence for a clinician.</summary>
    public static string Of(PracticeNotice notice) => notice switch
    {
        PracticeNotice.ReferNow => "No kit is sent: refer this patient on the suspected-cancer pathway now, and tell the patient so.",
        PracticeNotice.NotIndicated => "No kit is sent: no criterion for one was met. Tell the patient, who stays with the practice.",
        PracticeNotice.ResultAtOrAboveThreshold => "The result is at or above the threshold. Triage takes the patient on.",
        PracticeNotice.ResultBelowThreshold => "The result is below the threshold. The patient has been told by letter and is safety-netted.",
        PracticeNotice.DecisionNeeded => "The result is below the threshold, but that is not enough to reassure. The practice decides.",
        PracticeNotice.DecisionOverdue => "The practice's decision on this patient is late.",
        PracticeNotice.SampleRejected => "The sample could not be used. Another kit is posted, or someone rings the patient.",
        PracticeNotice.AddressFailed => "Our post does not reach the patient. The kit desk checks the address with the patient.",
        PracticeNotice.NotReturned => "The kit was not returned. The practice decides.",
        PracticeNotice.UnderReview => "A result is with a clinician of the trust, because it is in doubt.",
        PracticeNotice.AppointmentMissed => "The patient did not attend the hospital appointment.",
        _ => "The journey has ended. The patient's care goes on with whoever the outcome names.",
    };

    /// <summary>
    /// True when the notice only tells: it is put on the practice's worklist to be read. What asks for a decision is there already,
    /// as the journey's own next action or raised by the pathway; and an end asks for nothing any more, and is often the practice's
    /// own doing.
    /// </summary>
    public static bool IsToRead(PracticeNotice notice) => notice is not
        (PracticeNotice.ReferNow or PracticeNotice.DecisionNeeded or PracticeNotice.DecisionOverdue or PracticeNotice.NotReturned
        or PracticeNotice.Closed);

    /// <summary>True when a result is what is told.</summary>
    public static bool TellsAResult(PracticeNotice notice) =>
        notice is PracticeNotice.ResultAtOrAboveThreshold or PracticeNotice.ResultBelowThreshold or PracticeNotice.DecisionNeeded;
}
