using FitPipeline.Pathway;
using FitPipeline.Service;

namespace FitPipeline.PortContracts;

/// <summary>Who a journey is about.</summary>
public abstract class PatientRegisterContract
{
    protected abstract IPatientRegister Patients { get; }

    private static CancellationToken None => CancellationToken.None;

    [Fact]
    public async Task Given_a_patient_when_found_by_journey_and_by_page_then_the_record_is_whole()
    {
        PatientRecord patient = People.Of("GP-1", familyName: "O'Neill-Łukasz 'x'; DROP TABLE");
        await Patients.AddAsync(patient, None);
        Assert.Equal(Stored.Json(patient), Stored.Json((await Patients.FindAsync(patient.Journey, None))!));
        Assert.Equal(Stored.Json(patient), Stored.Json((await Patients.ByPageTokenAsync(patient.PageToken, None))!));
        Assert.Null(await Patients.FindAsync(JourneyId.For(Walk.Practice, "GP-2"), None));
        Assert.Null(await Patients.ByPageTokenAsync("token-of-GP-2", None));
    }

    [Fact]
    public async Task Given_a_registered_journey_when_it_is_registered_again_then_the_first_record_and_its_page_stand()
    {
        PatientRecord patient = People.Of("GP-1");
        await Patients.AddAsync(patient, None);
        await Patients.AddAsync(patient with { PageToken = "another", Details = patient.Details with { FamilyName = "Jones" } }, None);
        Assert.Equal(Stored.Json(patient), Stored.Json((await Patients.FindAsync(patient.Journey, None))!));
        Assert.Null(await Patients.ByPageTokenAsync("another", None));
    }

    [Fact]
    public async Task Given_two_journeys_of_a_person_when_asked_by_number_then_both_come_the_newest_first()
    {
        await Patients.AddAsync(People.Of("GP-1", number: 1), None);
        await Patients.AddAsync(People.Of("GP-2", number: 1), None);
        await Patients.AddAsync(People.Of("GP-3", number: 2), None);
        Assert.Equal(["GP-2", "GP-1"], (await Patients.ByNhsNumberAsync(People.Number(1), None)).Select(patient => patient.ReferralId));
        Assert.Empty(await Patients.ByNhsNumberAsync(People.Number(3), None));
    }

    [Theory]
    [InlineData("Smith", true)]
    [InlineData("SMITH", true)]
    [InlineData("smith", true)]
    [InlineData("Smith-Jones", true)]
    [InlineData("Smyth", false)]
    [InlineData("", false)]
    public async Task Given_a_birthday_shared_when_asked_by_name_too_then_only_names_that_can_be_one_come(string asked, bool found)
    {
        DateOnly born = new(1960, 2, 29);
        await Patients.AddAsync(People.Of("GP-1", "Smith", born: born), None);
        await Patients.AddAsync(People.Of("GP-2", "Patel", number: 2, born: born), None);
        await Patients.AddAsync(People.Of("GP-3", "Smith", number: 3, born: born.AddDays(1)), None);
        Assert.Equal(
            found ? ["GP-1"] : Array.Empty<string>(),
            (await Patients.ByNameAndBirthAsync(asked, born, None)).Select(patient => patient.ReferralId));
    }

    [Fact]
    public async Task Given_a_mobile_of_two_people_when_counted_then_people_count_and_not_journeys()
    {
        UkMobile mobile = UkMobile.Parse("07700900123");
        Assert.Equal(0, await Patients.PeopleWithMobileAsync(mobile, None));
        await Patients.AddAsync(People.Of("GP-1", number: 1), None);
        await Patients.AddAsync(People.Of("GP-2", number: 1), None);
        Assert.Equal(1, await Patients.PeopleWithMobileAsync(mobile, None));
        await Patients.AddAsync(People.Of("GP-3", number: 2), None);
        await Patients.AddAsync(People.Of("GP-4", number: 3, mobile: null), None);
        await Patients.AddAsync(People.Of("GP-5", number: 4, mobile: "07700900124"), None);
        Assert.Equal(2, await Patients.PeopleWithMobileAsync(mobile, None));
    }
}
