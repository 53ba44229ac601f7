namespace FitPipeline.Pathway;

/// <summary>What the patient told the practice, in the terms NICE NG12 uses for lower gastrointestinal cancer.</summary>
public enum Symptom
{
    /// <summary>A change in bowel habit; a FIT is offered to any adult.</summary>
    ChangeInBowelHabit,

    /// <summary>Unexplained rectal bleeding.</summary>
    RectalBleeding,

    /// <summary>Unexplained abdominal pain.</summary>
    AbdominalPain,

    /// <summary>Unexplained weight loss.</summary>
    WeightLoss,
}
