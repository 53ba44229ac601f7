using System.Text.Json;
using FitPipeline.Intake.Json;
using FitPipeline.Intake.Referrals.Fhir;
using FitPipeline.Intake.Text;
using FitPipeline.Pathway.Identity;
using FitPipeline.Pathway.Referrals;

namespace FitPipeline.Intake.Referrals;

/// <summary>Reads a referral in the contract's own JSON (<c>application/json</c>).</summary>
public static class JsonReferralReader
{
    private const int MaxAddressLines = 6;
    private const int MaxListed = 50;

    /// <summary>Reads one referral, naming every fault at once. The caller limits the body to 256 KiB.</summary>
    /// <param name="utf8">The body; a byte order mark is passed over.</param>
    /// <param name="receivedAt">When it arrived; what lies more than five minutes after it is in the future.</param>
    /// <returns>The referral, or why it is not one.</returns>
    public static ReferralReading Read(ReadOnlyMemory<byte> utf8, DateTimeOffset receivedAt)
    {
        if (!JsonBody.TryOpen(utf8, out JsonDocument? document, out string? because))
        {
            return new ReferralReading.Unreadable(because!);
        }

        using (document)
        {
            if (document!.RootElement.ValueKind != JsonValueKind.Object)
            {
                return new ReferralReading.Unreadable("The body must be one JSON object.");
            }

            FieldErrors errors = new();
            ReferralMessage? message = ReadMessage(new JsonFields(document.RootElement, "", errors), new ReferralChecks(errors, receivedAt));
            return message is null || errors.Any
                ? new ReferralReading.Refused(errors.ToErrors())
                : new ReferralReading.Read(message);
        }
    }

    private static ReferralMessage? ReadMessage(JsonFields root, ReferralChecks checks)
    {
        string? id = root.Text("referralId", required: true, ReferralChecks.MaxId);
        PatientDetails? patient = root.Object("patient", required: true) is JsonFields p ? ReadPatient(p, checks) : null;
        PracticeDetails? practice = root.Object("practice", required: true) is JsonFields g ? ReadPractice(g, checks) : null;
        ClinicalDetails? clinical = root.Object("clinical", required: true) is JsonFields c ? ReadClinical(c, checks, patient?.DateOfBirth) : null;
        DateTimeOffset? requestedAt = checks.RequestedAt("requestedAt", root.Time("requestedAt", required: true));
        return id is null || patient is null || practice is null || clinical is null || requestedAt is not DateTimeOffset at
            ? null
            : new ReferralMessage(id, patient, practice, clinical, at);
    }

    private static PatientDetails? ReadPatient(JsonFields fields, ReferralChecks checks)
    {
        NhsNumber? nhsNumber = checks.NhsNumber(fields.PathOf("nhsNumber"), fields.Text("nhsNumber", required: true));
        string? family = fields.Text("familyName", required: true);
        string? given = fields.Text("givenName", required: true);
        DateOnly? born = checks.DateOfBirth(fields.PathOf("dateOfBirth"), fields.Date("dateOfBirth", required: true));
        Sex? sex = One(fields, "sex", ReferralVocabulary.Sexes, required: true);
        (UkMobile? mobile, string? mobileFault) = ReferralChecks.Mobile(fields.TextOrFault("mobile", out string? notText));
        PostalAddress? address = fields.Object("address", required: true) is JsonFields a ? ReadAddress(a, checks) : null;
        string? ethnic = checks.EthnicCategory(fields.PathOf("ethnicCategory"), fields.Text("ethnicCategory", required: false));
        string? lsoa = checks.Lsoa21(fields.PathOf("lsoa21"), fields.Text("lsoa21", required: false));
        string? language = checks.Language(fields.PathOf("language"), fields.Text("language", required: false));
        ContactWishes contact = fields.Object("contact", required: false) is JsonFields wishes
            ? new ContactWishes(wishes.Flag("sms") ?? true, [.. Many(wishes, "formats", ReferralVocabulary.Formats, required: false).Order()])
            : new ContactWishes(true, []);

        return nhsNumber is null || family is null || given is null || born is not DateOnly dateOfBirth || sex is not Sex known || address is null || language is null
            ? null
            : new PatientDetails(nhsNumber, family, given, dateOfBirth, known, mobile, mobileFault ?? notText, address, ethnic, lsoa, language, contact);
    }

    private static PostalAddress? ReadAddress(JsonFields fields, ReferralChecks checks) => checks.Address(
        fields.PathOf("lines"),
        [.. fields.Texts("lines", required: true, MaxAddressLines).Select(line => line.Text)],
        fields.PathOf("postcode"),
        fields.Text("postcode", required: true));

    private static PracticeDetails? ReadPractice(JsonFields fields, ReferralChecks checks)
    {
        OdsCode? code = checks.OdsCode(fields.PathOf("odsCode"), fields.Text("odsCode", required: true));
        string? clinician = fields.Text("clinician", required: false);
        return code is null ? null : new PracticeDetails(code, clinician);
    }

    private static ClinicalDetails ReadClinical(JsonFields fields, ReferralChecks checks, DateOnly? born) => new(
        Many(fields, "symptoms", ReferralVocabulary.Symptoms, required: false),
        Many(fields, "findings", ReferralVocabulary.Findings, required: false),
        fields.Flag("ironDeficiencyAnaemia"),
        fields.Flag("anaemia"),
        fields.Flag("concern") ?? false,
        fields.Object("fbc", required: false) is JsonFields fbc ? ReadFbc(fbc, checks, born) : null);

    private static FullBloodCount ReadFbc(JsonFields fields, ReferralChecks checks, DateOnly? born) => new(
        checks.BloodFigure(fields.PathOf("haemoglobin"), BloodFigure.Haemoglobin, fields.Number("haemoglobin")),
        checks.BloodFigure(fields.PathOf("mcv"), BloodFigure.Mcv, fields.Number("mcv")),
        checks.BloodFigure(fields.PathOf("platelets"), BloodFigure.Platelets, fields.Number("platelets")),
        checks.TakenOn(fields.PathOf("takenOn"), fields.Date("takenOn", required: false), born));

    private static T? One<T>(JsonFields fields, string name, WireNames<T> names, bool required)
        where T : struct, Enum
    {
        string? text = fields.Text(name, required);
        if (text is null)
        {
            return null;
        }

        if (names.TryGet(text, out T value))
        {
            return value;
        }

        fields.Fault(name, names.MustBeOneOf);
        return null;
    }

    private static HashSet<T> Many<T>(JsonFields fields, string name, WireNames<T> names, bool required)
        where T : struct, Enum
    {
        HashSet<T> values = [];
        foreach ((string path, string text) in fields.Texts(name, required, MaxListed))
        {
            if (names.TryGet(text, out T value))
            {
                values.Add(value);
            }
            else
            {
                fields.Errors.Add(path, names.MustBeOneOf);
            }
        }

        return values;
    }
}
