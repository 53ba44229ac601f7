using FitPipeline.Pathway.Calendar;
using FitPipeline.Pathway.Haemoglobin;
using FitPipeline.Pathway.Results;

namespace FitPipeline.Intake.Results;

/// <summary>What the parts of a row come to together: a value, a reason for there being none, or something for a person.</summary>
internal static class LabRowVerdict
{
    internal static LabRow Of(LabRowState state, int row)
    {
        if (!state.KitGiven)
        {
            state.Fault(LabFaults.NoKit);
        }

        if (state.ReceivedAt is DateTimeOffset received && state.ResultAt is DateTimeOffset result && ServiceCalendar.DateOf(result) < ServiceCalendar.DateOf(received))
        {
            state.Fault("The result is dated before the sample was received.");
        }

        // A row of unknown standing is filed as the one that is never acted on, and its fault brings a person.
        LabRowStatus status = state.Status ?? LabRowStatus.Preliminary;
        FaecalHaemoglobin? value = null;
        switch (status)
        {
            case LabRowStatus.Final or LabRowStatus.Corrected:
                (status, value) = Reported(ref state, status);
                break;
            case LabRowStatus.Rejected or LabRowStatus.Failed:
                status = NotMeasured(ref state, status);
                break;
            default:
                value = Measured(in state);
                state.Reason = null;
                break;
        }

        return new LabRow(
            row, state.KitText, state.Kit, state.NhsNumber, state.FamilyName, state.DateOfBirth, state.CollectedOn, state.ReceivedAt, state.ResultAt,
            value, state.LabNumber, status, state.Reason, state.ReasonText, state.Faults ?? []);
    }

    /// <summary>A report called final: it has a value, or says in so many words that there is none.</summary>
    private static (LabRowStatus Status, FaecalHaemoglobin? Value) Reported(ref LabRowState state, LabRowStatus status)
    {
        if (state.ValueText is null && state.Reason is not null)
        {
            // No number, and a reason for there being none: the sample was not measured, whatever the report is called.
            return (BecauseOf(state.Reason), null);
        }

        if (state.ValueText is not null && SampleFaultTerms.Find(state.ValueText) is SampleFault inPlaceOfValue)
        {
            state.ReasonText ??= state.ValueText;
            state.Reason = inPlaceOfValue;
            return (BecauseOf(inPlaceOfValue), null);
        }

        FaecalHaemoglobin? value = Measured(in state);
        if (value is null)
        {
            SayWhyNotMeasured(ref state);
        }

        if (state.Reason is not null)
        {
            state.Fault(LabFaults.ReasonBesideValue);
            state.Reason = null;
        }

        return (status, value);
    }

    private static LabRowStatus NotMeasured(ref LabRowState state, LabRowStatus status)
    {
        if (state.ValueText is not null && SampleFaultTerms.Find(state.ValueText) is SampleFault named)
        {
            state.Reason ??= named;
            state.ReasonText ??= state.ValueText;
        }
        else if (state.ValueText is not null)
        {
            state.Fault(LabFaults.ValueOfRejected);
        }

        state.ReasonText ??= state.ConditionText;
        status = state.NotObtained ? BecauseOf(state.Reason) : status;
        state.Reason ??= status == LabRowStatus.Failed && state.ReasonText is null && !state.NotObtained ? SampleFault.TechnicalFailure : SampleFault.Other;
        return status;
    }

    private static LabRowStatus BecauseOf(SampleFault? reason) =>
        reason is null or SampleFault.TechnicalFailure ? LabRowStatus.Failed : LabRowStatus.Rejected;

    /// <summary>The value, when all its parts are there and known.</summary>
    private static FaecalHaemoglobin? Measured(in LabRowState state) =>
        state.ValueText is not null
        && state.Unit is HaemoglobinUnit unit
        && state.Analyser is not null
        && HaemoglobinText.TryParse(state.ValueText, out Comparator comparator, out decimal number, out _)
        && FaecalHaemoglobin.TryCreate(comparator, number, unit, state.Analyser, out FaecalHaemoglobin? value, out _)
            ? value
            : null;

    private static void SayWhyNotMeasured(ref LabRowState state)
    {
        if (state.ValueText is null)
        {
            state.Fault(LabFaults.NoValue);
        }

        if (state.Unit is null)
        {
            state.Fault(state.UnitGiven ? LabFaults.UnknownUnit : LabFaults.NoUnit);
        }

        if (state.Analyser is null)
        {
            state.Fault(state.AnalyserGiven ? LabFaults.UnknownAnalyser : LabFaults.NoAnalyser);
        }

        if (state.ValueText is null)
        {
            return;
        }

        if (!HaemoglobinText.TryParse(state.ValueText, out Comparator comparator, out decimal number, out string? because))
        {
            state.Fault(because);
        }
        else if (state.Unit is HaemoglobinUnit unit && state.Analyser is not null && !FaecalHaemoglobin.TryCreate(comparator, number, unit, state.Analyser, out _, out because))
        {
            state.Fault(because);
        }
    }
}
