namespace FitPipeline.Pathway.Results;

/// <summary>
/// Why a returned sample gave no usable number. Each is a clinical event that needs another kit or a person;
/// none of them is ever a negative result. The first five and <see cref="Other"/> are the national screening
/// system's own reasons for a spoilt kit; the rest are added from published laboratory rejections and need a
/// laboratory's sign-off (K).
/// </summary>
public enum SampleFault
{
    /// <summary>The device was broken in the post.</summary>
    BrokenInTransit,

    /// <summary>The device was used in a way its instructions do not allow.</summary>
    DeviceMisuse,

    /// <summary>The device came back without a sample in it.</summary>
    NotUsed,

    /// <summary>The buffer was lost from the device.</summary>
    BufferLost,

    /// <summary>More stool than the device can take.</summary>
    TooMuchSample,

    /// <summary>Not enough sample for the analyser.</summary>
    Insufficient,

    /// <summary>The patient wrote no date of collection.</summary>
    NoCollectionDate,

    /// <summary>The date of collection lies after the day the sample arrived.</summary>
    CollectionDateInFuture,

    /// <summary>Nothing on the device says whose it is.</summary>
    Unlabelled,

    /// <summary>The device and its form or request name different people.</summary>
    LabelMismatch,

    /// <summary>Stool came in something other than the FIT device, such as a stool pot.</summary>
    WrongContainer,

    /// <summary>The device was past its expiry date when the sample was taken.</summary>
    ExpiredDevice,

    /// <summary>Too many days passed between collection and receipt.</summary>
    TooOld,

    /// <summary>The device leaked.</summary>
    Leaked,

    /// <summary>The analyser or the laboratory failed; the patient did nothing wrong.</summary>
    TechnicalFailure,

    /// <summary>A reason not in this list; the laboratory's own words are kept beside it.</summary>
    Other,
}
