using FitPipeline.Application.People;
using FitPipeline.Intake.Referrals;
using FitPipeline.Pathway.Identity;
using FitPipeline.Pathway.Referrals;

namespace FitPipeline.PortContracts;

/// <summary>Invented people: NHS numbers of the range kept for tests, mobiles of Ofcom's range for fiction.</summary>
public static class TestPeople
{
    public static NhsNumber Number(int which)
    {
        string first = $"999{which:000000}";
        int sum = first.Select((digit, i) => (digit - '0') * (10 - i)).Sum();
        int check = (11 - (sum % 11)) % 11;

        // A number whose check digit would be 10 is never issued.
        return check == 10 ? Number(which + 500_000) : NhsNumber.Parse(first + check);
    }

    public static PatientRecord Of(
        string referralId, string familyName = "Smith", string? mobile = "07700900123", int number = 1, DateOnly? born = null, OdsCode? practice = null) =>
        new(
            JourneyId.For(practice ?? Walk.Practice, referralId),
            referralId,
            new PatientDetails(
                Number(number),
                familyName,
                "Jo",
                born ?? new DateOnly(1960, 2, 29),
                Sex.Female,
                mobile is null ? null : UkMobile.Parse(mobile),
                mobile is null ? "No mobile was sent." : null,
                new PostalAddress(["1 High Street", "Gateshead"], "NE8 1AA", false),
                "A",
                "E01008162",
                "en",
                new ContactWishes(true, [ContactFormat.LargePrint])),
            new PracticeDetails(practice ?? Walk.Practice, "Dr A Khan"),
            $"token-of-{referralId}");
}
