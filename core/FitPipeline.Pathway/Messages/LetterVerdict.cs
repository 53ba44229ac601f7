namespace FitPipeline.Pathway.Messages;

/// <summary>What is done with a letter that is about to be printed.</summary>
public enum LetterVerdict
{
    /// <summary>It is printed.</summary>
    Print,

    /// <summary>It is no longer true.</summary>
    Drop,

    /// <summary>It is true and must not be sent: a person tells the patient.</summary>
    HoldBack,
}
