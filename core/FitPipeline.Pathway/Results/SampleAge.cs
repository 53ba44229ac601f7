using FitPipeline.Pathway.Policy;

namespace FitPipeline.Pathway.Results;

/// <summary>How old a sample was when the laboratory received it, as the rules see it.</summary>
public enum SampleAge
{
    /// <summary>Young enough: the value is valid on both sides of the threshold.</summary>
    Valid,

    /// <summary>Old: haemoglobin degrades, so at or above the threshold stands and below is repeated.</summary>
    Old,

    /// <summary>Beyond use: no value counts.</summary>
    TooOld,

    /// <summary>
    /// The collection or receipt is before the kit was posted, or the collection after the receipt: nobody knows the age.
    /// </summary>
    Impossible,
}

/// <summary>Reads the age of a sample from the dates there are.</summary>
public static class SampleAgeReading
{
    extension(SampleAge)
    {
        /// <summary>
        /// The age of a sample at receipt. Without a collection date the day of posting bounds it: no sample is older
        /// than the kit's time with the patient. Source: LifeLabs FIT stability, asymmetric; see
        /// <see cref="PathwayPolicy.SampleValidDays"/>.
        /// </summary>
        /// <param name="collectedOn">The date on the device; null when there is none.</param>
        /// <param name="postedOn">London date of posting to the patient.</param>
        /// <param name="receivedOn">London date of receipt.</param>
        /// <param name="policy">The numbers.</param>
        public static SampleAge Of(DateOnly? collectedOn, DateOnly postedOn, DateOnly receivedOn, PathwayPolicy policy)
        {
            if (receivedOn < postedOn || collectedOn < postedOn || collectedOn > receivedOn)
            {
                return SampleAge.Impossible;
            }

            int days = receivedOn.DayNumber - (collectedOn ?? postedOn).DayNumber;
            if (days <= policy.SampleValidDays)
            {
                return SampleAge.Valid;
            }

            // Without a date on it a sample is not known to be beyond use, only not known to be fresh.
            return days > policy.SampleRejectedAfterDays && collectedOn is not null ? SampleAge.TooOld : SampleAge.Old;
        }
    }
}
