using FitPipeline.Intake.Fhir;
using FitPipeline.Intake.Json;
using FitPipeline.Intake.Text;
using FitPipeline.Pathway.Identity;
using FitPipeline.Pathway.Referrals;

namespace FitPipeline.Intake.Referrals.Fhir;

/// <summary>Reads a UK Core Patient.</summary>
internal sealed class FhirPatientReader(FhirElement patient, FieldErrors errors, ReferralChecks checks)
{
    private const string EthnicCategoryExtension = "https://fhir.hl7.org.uk/StructureDefinition/Extension-UKCore-EthnicCategory";
    private const string LsoaExtension = "urn:fitpipeline:lsoa21";
    private const string SmsExtension = "urn:fitpipeline:contact-sms";
    private const string FormatExtension = "urn:fitpipeline:contact-format";
    private const int MaxAddressLines = 6;

    internal PatientDetails? Read()
    {
        if (patient["deceasedBoolean"].Flag == true || patient["deceasedDateTime"].Exists)
        {
            errors.Add("Patient.deceased", "The patient is recorded as having died.");
        }

        NhsNumber? nhsNumber = ReadNhsNumber();
        FhirElement name = BestName();
        string? family = Name("Patient.name.family", name["family"].Text);
        string? given = Name("Patient.name.given", name.Each("given").FirstOrDefault().Text);
        DateOnly? born = ReadBirthDate();
        Sex? sex = ReadSex();
        (UkMobile? mobile, string? mobileFault) = ReferralChecks.Mobile(BestMobile());
        PostalAddress? address = ReadAddress();
        string? ethnic = checks.EthnicCategory(
            "Patient.extension(ethnicCategory)",
            patient.Extensions(EthnicCategoryExtension).SelectMany(extension => extension["valueCodeableConcept"].Each("coding")).FirstOrDefault()["code"].Text);
        FhirElement lsoa = patient.Extensions(LsoaExtension).FirstOrDefault();
        string? lsoaCode = checks.Lsoa21("Patient.extension(lsoa21)", lsoa["valueCode"].Text ?? lsoa["valueString"].Text);
        string? language = checks.Language("Patient.communication.language", ReadLanguage());
        ContactWishes contact = ReadWishes();
        return nhsNumber is null || family is null || given is null || born is not DateOnly dateOfBirth || sex is not Sex known || address is null || language is null
            ? null
            : new PatientDetails(nhsNumber, family, given, dateOfBirth, known, mobile, mobileFault, address, ethnic, lsoaCode, language, contact);
    }

    private NhsNumber? ReadNhsNumber()
    {
        IReadOnlyList<string> numbers = patient.Identifiers(FhirElement.NhsNumberSystem);
        if (numbers.Count == 1)
        {
            return checks.NhsNumber("Patient.identifier", numbers[0]);
        }

        errors.Add("Patient.identifier", numbers.Count == 0 ? "An NHS number is required." : "There are two different NHS numbers.");
        return null;
    }

    /// <summary>The official name, else the usual one, else one without a use; never an old, maiden or nickname.</summary>
    private FhirElement BestName()
    {
        FhirElement[] names = [.. patient.Each("name")];
        foreach (string? use in (ReadOnlySpan<string?>)["official", "usual", null])
        {
            foreach (FhirElement name in names)
            {
                if (name["use"].Text == use)
                {
                    return name;
                }
            }
        }

        return default;
    }

    private string? Name(string path, string? text)
    {
        if (text is null)
        {
            errors.Add(path, "It is required.");
            return null;
        }

        if (PlainText.Fault(text, PlainText.MaxName) is string fault)
        {
            errors.Add(path, fault);
            return null;
        }

        return text;
    }

    private DateOnly? ReadBirthDate()
    {
        string? text = patient["birthDate"].Text;
        if (text is not null && Iso8601.TryDate(text, out DateOnly date))
        {
            return checks.DateOfBirth("Patient.birthDate", date);
        }

        errors.Add("Patient.birthDate", text is null ? "It is required." : "It must be a day that exists, written YYYY-MM-DD.");
        return null;
    }

    private Sex? ReadSex()
    {
        string? text = patient["gender"].Text;
        if (text is null)
        {
            return Sex.NotKnown;
        }

        if (ReferralVocabulary.Sexes.TryGet(text, out Sex sex))
        {
            return sex;
        }

        errors.Add("Patient.gender", "It must be one of female, male, other, unknown.");
        return null;
    }

    /// <summary>
    /// A number marked as mobile, the patient's own: on the patient, or on a contact that is the patient (BaRS). A number
    /// without a use is tried; a home or work number is not, for others answer it.
    /// </summary>
    private string? BestMobile()
    {
        FhirElement[] phones =
        [
            .. patient.Each("telecom")
                .Concat(patient.Each("contact")
                    .Where(contact => contact.Each("relationship").SelectMany(relationship => relationship.Each("coding")).Any(coding => coding["code"].Is("ONESELF")))
                    .SelectMany(contact => contact.Each("telecom")))
                .Where(telecom => telecom["system"].Text is "phone" or "sms" && telecom["value"].Exists),
        ];
        return (phones.FirstOrDefault(phone => phone["use"].Text == "mobile") is { Exists: true } mobile
            ? mobile
            : phones.FirstOrDefault(phone => !phone["use"].Exists))["value"].Text;
    }

    private PostalAddress? ReadAddress()
    {
        FhirElement[] addresses = [.. patient.Each("address")];
        FhirElement address = addresses.FirstOrDefault(one => one["use"].Text == "home") is { Exists: true } home
            ? home
            : addresses.FirstOrDefault(one => !one["use"].Exists);
        if (!address.Exists)
        {
            errors.Add("Patient.address", "A home address is required.");
            return null;
        }

        List<string> lines = [];
        foreach (FhirElement part in address.Each("line").Append(address["city"]).Append(address["district"]))
        {
            if (part.Text is string line && !lines.Contains(line, StringComparer.OrdinalIgnoreCase))
            {
                lines.Add(line);
                if (PlainText.Fault(line, PlainText.MaxName) is string fault)
                {
                    errors.Add("Patient.address.line", fault);
                }
            }
        }

        if (lines.Count > MaxAddressLines)
        {
            errors.Add("Patient.address.line", $"It may hold at most {MaxAddressLines} lines with city and district.");
        }

        if (!address["postalCode"].Exists)
        {
            errors.Add("Patient.address.postalCode", "It is required.");
        }

        return checks.Address("Patient.address.line", lines, "Patient.address.postalCode", address["postalCode"].Text);
    }

    private string? ReadLanguage()
    {
        FhirElement[] languages = [.. patient.Each("communication")];
        FhirElement spoken = languages.FirstOrDefault(one => one["preferred"].Flag == true) is { Exists: true } preferred
            ? preferred
            : languages.FirstOrDefault();
        return spoken["language"].Each("coding").FirstOrDefault()["code"].Text;
    }

    private ContactWishes ReadWishes()
    {
        HashSet<ContactFormat> formats = [];
        foreach (FhirElement extension in patient.Extensions(FormatExtension))
        {
            if (extension["valueCode"].Text is string name && ReferralVocabulary.Formats.TryGet(name, out ContactFormat format))
            {
                formats.Add(format);
            }
            else
            {
                errors.Add("Patient.extension(contact-format)", ReferralVocabulary.Formats.MustBeOneOf);
            }
        }

        return new ContactWishes(patient.Extensions(SmsExtension).All(extension => extension["valueBoolean"].Flag != false), [.. formats.Order()]);
    }
}
