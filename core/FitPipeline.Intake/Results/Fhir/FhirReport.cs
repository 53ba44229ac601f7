using FitPipeline.Intake.Fhir;
using FitPipeline.Intake.Text;
using FitPipeline.Pathway.Calendar;
using FitPipeline.Pathway.Haemoglobin;
using FitPipeline.Pathway.Results;

namespace FitPipeline.Intake.Results.Fhir;

/// <summary>
/// Where FHIR R4 puts what a row needs: each Observation of our test is a row; its report, request, specimen, device and
/// patient say the rest. The kit is the request's or specimen's identifier.
/// </summary>
internal sealed class FhirReport(FhirDocument document, LabVocabulary vocabulary, LabReadingOptions options)
{
    private readonly LabRowDraft _draft = new(vocabulary, options);

    internal IEnumerable<LabReading> Rows()
    {
        int row = 0;
        Dictionary<int, FhirElement> reports = ReportsByResult();
        bool any = false;
        foreach (FhirElement observation in document.OfType("Observation"))
        {
            if (IsOurTest(observation["code"]))
            {
                any = true;
                yield return Row(observation, reports.GetValueOrDefault(observation.Resource), ++row);
            }
        }

        foreach (FhirElement report in document.OfType("DiagnosticReport"))
        {
            if (!LeadsToOurTest(report))
            {
                any = true;
                yield return IsOurTest(report["code"])
                    ? Row(default, report, ++row)
                    : new RowFault(++row, "No result of the report has a code that is known for faecal haemoglobin.");
            }
        }

        if (!any)
        {
            yield return new RowFault(1, "The document has no result whose code is known for faecal haemoglobin.");
        }
    }

    /// <summary>Reports by what their results refer to; a result of two reports is in the first.</summary>
    private Dictionary<int, FhirElement> ReportsByResult()
    {
        Dictionary<int, FhirElement> reports = [];
        foreach (FhirElement report in document.OfType("DiagnosticReport"))
        {
            foreach (FhirElement result in report.Each("result").Select(document.Resolve).Where(result => result.Exists))
            {
                reports.TryAdd(result.Resource, report);
            }
        }

        return reports;
    }

    private bool LeadsToOurTest(FhirElement report) =>
        report.Each("result").Any(result => IsOurTest(document.Resolve(result)["code"]));

    private bool IsOurTest(FhirElement concept) =>
        concept.Each("coding").Any(coding => coding["code"].Text is string code && vocabulary.IsTestCode(code));

    private LabRow Row(FhirElement observation, FhirElement report, int row)
    {
        _draft.Begin();
        FhirElement holder = observation.Exists ? observation : report;
        FhirElement request = First(observation, report, "basedOn");
        FhirElement specimen = First(observation, report, "specimen");
        new FhirReportPatient(_draft).Apply(
            First(observation, report, "subject"), observation["subject"].Exists ? observation["subject"] : report["subject"]);
        _draft.Kit(KitOf(observation, report, request, specimen));
        _draft.LabNumber(LabNumberOf(report, specimen));
        _draft.CollectedOn(CollectedOn(observation, specimen));
        _draft.ReceivedAt(Instant(specimen["receivedTime"].Text, "The time of receipt (Specimen.receivedTime) "));
        _draft.ResultAt(Instant(observation["issued"].Text, "The time of the result (Observation.issued) ")
            ?? Instant(report["issued"].Text, "The time of the result (DiagnosticReport.issued) "));
        Status(holder["status"].Text, report["status"].Text);
        if (observation.Exists)
        {
            Value(observation);
            Analyser(observation);
        }

        Reasons(observation, report, specimen);
        return _draft.Finish(row);
    }

    private FhirElement First(FhirElement observation, FhirElement report, string reference)
    {
        FhirElement own = observation.Each(reference).Select(one => document.Resolve(one)).FirstOrDefault(one => one.Exists);
        return own.Exists ? own : report.Each(reference).Select(one => document.Resolve(one)).FirstOrDefault(one => one.Exists);
    }

    /// <summary>
    /// The kit's barcode, from the most telling place that has one: an identifier in our own system; the container's or the
    /// specimen's; the request's; the id a request is referred to by. Two in one place are a fault; a wrong one is a kit
    /// that nobody knows, or whose patient is another, and so for a person.
    /// </summary>
    private string? KitOf(FhirElement observation, FhirElement report, FhirElement request, FhirElement specimen)
    {
        FhirElement[] specimens = [.. observation.Each("specimen").Concat(report.Each("specimen"))];
        FhirElement[] requests = [.. observation.Each("basedOn").Concat(report.Each("basedOn"))];
        FhirElement[] identifiers =
        [
            .. specimen.Each("container").SelectMany(container => container.Each("identifier")),
            .. specimen.Each("identifier"),
            .. request.Each("identifier"),
            .. specimens.Concat(requests).Select(reference => reference["identifier"]).Where(identifier => identifier.Exists),
        ];
        IEnumerable<string?>[] places =
        [
            identifiers.Where(identifier => identifier["system"].Is(FhirElement.KitSystem)).Select(identifier => identifier["value"].Text),
            specimen.Each("container").SelectMany(container => container.Each("identifier")).Select(identifier => identifier["value"].Text),
            specimen.Each("identifier").Concat(specimens.Select(reference => reference["identifier"])).Select(identifier => identifier["value"].Text),
            request.Each("identifier").Concat(requests.Select(reference => reference["identifier"])).Select(identifier => identifier["value"].Text),
            requests.Select(reference => reference["reference"].Text).Where(target => target?.StartsWith("ServiceRequest/", StringComparison.Ordinal) == true)
                .Select(target => target!["ServiceRequest/".Length..]),
        ];
        foreach (IEnumerable<string?> place in places)
        {
            string[] kits = [.. place.OfType<string>().Distinct(StringComparer.OrdinalIgnoreCase)];
            if (kits.Length > 1)
            {
                _draft.Fault("The report names two different kits.");
            }

            if (kits.Length > 0)
            {
                return kits[0];
            }
        }

        return null;
    }

    private static string? LabNumberOf(FhirElement report, FhirElement specimen) =>
        specimen["accessionIdentifier"]["value"].Text
        ?? report.Each("identifier").Select(identifier => identifier["value"].Text).OfType<string>().FirstOrDefault();

    /// <summary>When the sample was taken: the specimen's collection, else the observation's clinically relevant time.</summary>
    private DateOnly? CollectedOn(FhirElement observation, FhirElement specimen)
    {
        DateOnly? collected = Day(specimen["collection"]["collectedDateTime"].Text, "The date of collection (Specimen.collection) ");
        DateOnly? effective = Day(observation["effectiveDateTime"].Text, "The date of collection (Observation.effective) ");
        if (collected is not null && effective is not null && collected != effective)
        {
            _draft.Fault("The report has two different dates of collection (Specimen.collection and Observation.effective).");
        }

        return collected ?? effective;
    }

    private void Status(string? status, string? reportStatus)
    {
        switch (status)
        {
            case "final" when reportStatus is "corrected" or "amended":
            case "corrected" or "amended":
                _draft.Status(LabRowStatus.Corrected);
                break;
            case "final" or "appended":
                _draft.Status(LabRowStatus.Final);
                break;
            case "preliminary" or "registered" or "partial":
                _draft.Status(LabRowStatus.Preliminary);
                break;
            case "entered-in-error":
                _draft.Status(LabRowStatus.Withdrawn);
                break;
            case "cancelled":
                _draft.NotObtained();
                break;
            case null:
                _draft.Fault(LabFaults.NoStatus);
                break;
            default:
                _draft.Fault(LabFaults.UnknownStatus);
                break;
        }
    }

    private void Value(FhirElement observation)
    {
        FhirElement quantity = observation["valueQuantity"];
        if (quantity.Exists)
        {
            _draft.Value(string.Concat(quantity["comparator"].Text, quantity["value"].NumberText ?? quantity["value"].Text));
            string? code = quantity["code"].Text;
            string? unit = quantity["unit"].Text;
            _draft.Unit(code ?? unit);
            if (code is not null && unit is not null && LabVocabulary.Unit(code) is HaemoglobinUnit coded && LabVocabulary.Unit(unit) is HaemoglobinUnit shown && coded != shown)
            {
                _draft.Fault("The result has two different units.");
            }
        }
        else if (observation["valueString"].Text is string words)
        {
            _draft.Value(words);
        }

        Coded(observation["valueCodeableConcept"], isValue: true);
        Coded(observation["dataAbsentReason"], isValue: false);
    }

    /// <summary>A code instead of a number says why there is none; one that is not known is for a person.</summary>
    private void Coded(FhirElement concept, bool isValue)
    {
        if (!concept.Exists)
        {
            return;
        }

        string? words = concept["text"].Text ?? concept.Each("coding").Select(coding => coding["display"].Text).OfType<string>().FirstOrDefault();
        SampleFault? fault = concept.Codes(FhirElement.Snomed).Select(SampleFaultTerms.FindSnomed).FirstOrDefault(found => found is not null)
            ?? (words is null ? null : SampleFaultTerms.Find(words));
        if (fault is SampleFault known)
        {
            _draft.Reason(known, words);
        }
        else if (isValue)
        {
            _draft.Fault("The value is a code that is not known here.");
        }
        else
        {
            _draft.Reason(words);
        }
    }

    private void Analyser(FhirElement observation)
    {
        FhirElement device = document.Resolve(observation["device"]);
        _draft.Analyser(observation["device"]["display"].Text);
        foreach (FhirElement name in device.Each("deviceName"))
        {
            _draft.Analyser(name["name"].Text);
        }

        _draft.Analyser(device["modelNumber"].Text);
        foreach (FhirElement identifier in device.Each("identifier").Append(observation["device"]["identifier"]))
        {
            _draft.Analyser(identifier["value"].Text);
        }

        _draft.Analyser(observation["method"]["text"].Text);
        foreach (FhirElement coding in observation["method"].Each("coding"))
        {
            _draft.Analyser(coding["display"].Text ?? coding["code"].Text);
        }
    }

    private void Reasons(FhirElement observation, FhirElement report, FhirElement specimen)
    {
        foreach (FhirElement condition in specimen.Each("condition"))
        {
            Coded(condition, isValue: false);
        }

        foreach (FhirElement note in observation.Each("note"))
        {
            _draft.Reason(note["text"].Text);
        }

        _draft.Reason(report["conclusion"].Text);
    }

    private DateOnly? Day(string? text, string what)
    {
        if (text is null)
        {
            return null;
        }

        if (Iso8601.TryDate(text, out DateOnly day))
        {
            return day;
        }

        return Instant(text, what) is DateTimeOffset at ? ServiceCalendar.DateOf(at) : null;
    }

    private DateTimeOffset? Instant(string? text, string what)
    {
        if (text is null)
        {
            return null;
        }

        if (!WrittenDay.TryReadTime(text, DayOrder.Iso, out DateTime wall, out TimeSpan? offset))
        {
            _draft.Fault(what + LabFaults.BadTime);
            return null;
        }

        if (WallClock.TryToUtc(wall, offset, out DateTimeOffset at))
        {
            return at;
        }

        _draft.Fault(what + LabFaults.SkippedTime);
        return null;
    }
}
