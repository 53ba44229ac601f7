using FitPipeline.Application.People;
using FitPipeline.Pathway.Identity;

namespace FitPipeline.PortContracts;

/// <summary>Who a journey is about.</summary>
public abstract class PatientRegisterContract
{
    protected abstract IPatientRegister Patients { get; }

    private static CancellationToken None => CancellationToken.None;

    [Fact]
    public async Task Given_a_patient_when_found_by_journey_and_by_page_then_the_record_is_whole()
    {
        PatientRecord patient = TestPeople.Of("GP-1", familyName: "O'Neill-Łukasz 'x'; DROP TABLE");
        await Patients.AddAsync(patient, None);
        Assert.Equal(Stored.Json(patient), Stored.Json((await Patients.FindAsync(patient.Journey, None))!));
        Assert.Equal(Stored.Json(patient), Stored.Json((await Patients.ByPageTokenAsync(patient.PageToken, None))!));
        Assert.Null(await Patients.FindAsync(JourneyId.For(Walk.Practice, "GP-2"), None));
        Assert.Null(await Patients.ByPageTokenAsync("token-of-GP-2", None));
    }

    [Fact]
    public async Task Given_a_registered_journey_when_it_is_registered_again_then_the_first_record_and_its_page_stand()
    {
        PatientRecord patient = TestPeople.Of("GP-1");
        await Patients.AddAsync(patient, None);
        await Patients.AddAsync(patient with { PageToken = "another", Details = patient.Details with { FamilyName = "Jones" } }, None);
        Assert.Equal(Stored.Json(patient), Stored.Json((await Patients.FindAsync(patient.Journey, None))!));
        Assert.Null(await Patients.ByPageTokenAsync("another", None));
    }

    [Fact]
    public async Task Given_two_journeys_of_a_person_when_asked_by_number_then_both_come_the_newest_first()
    {
        await Patients.AddAsync(TestPeople.Of("GP-1", number: 1), None);
        await Patients.AddAsync(TestPeople.Of("GP-2", number: 1), None);
        await Patients.AddAsync(TestPeople.Of("GP-3", number: 2), None);
        Assert.Equal(["GP-2", "GP-1"], (await Patients.ByNhsNumberAsync(TestPeople.Number(1), None)).Select(patient => patient.ReferralId));
        Assert.Empty(await Patients.ByNhsNumberAsync(TestPeople.Number(3), None));
        Assert.Equal(
            [JourneyId.For(Walk.Practice, "GP-2"), JourneyId.For(Walk.Practice, "GP-1")], await Patients.JourneysOfAsync(TestPeople.Number(1), None));
        Assert.Empty(await Patients.JourneysOfAsync(TestPeople.Number(3), None));
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
        await Patients.AddAsync(TestPeople.Of("GP-1", "Smith", born: born), None);
        await Patients.AddAsync(TestPeople.Of("GP-2", "Patel", number: 2, born: born), None);
        await Patients.AddAsync(TestPeople.Of("GP-3", "Smith", number: 3, born: born.AddDays(1)), None);
        Assert.Equal(
            found ? ["GP-1"] : Array.Empty<string>(),
            (await Patients.ByNameAndBirthAsync(asked, born, None)).Select(patient => patient.ReferralId));
    }

    [Fact]
    public async Task Given_a_mobile_of_two_people_when_counted_then_people_count_and_not_journeys()
    {
        UkMobile mobile = UkMobile.Parse("07700900123");
        Assert.Equal(0, await Patients.PeopleWithMobileAsync(mobile, None));
        await Patients.AddAsync(TestPeople.Of("GP-1", number: 1), None);
        await Patients.AddAsync(TestPeople.Of("GP-2", number: 1), None);
        Assert.Equal(1, await Patients.PeopleWithMobileAsync(mobile, None));
        await Patients.AddAsync(TestPeople.Of("GP-3", number: 2), None);
        await Patients.AddAsync(TestPeople.Of("GP-4", number: 3, mobile: null), None);
        await Patients.AddAsync(TestPeople.Of("GP-5", number: 4, mobile: "07700900124"), None);
        Assert.Equal(2, await Patients.PeopleWithMobileAsync(mobile, None));
    }

    [Fact]
    public async Task Given_a_patient_who_moved_when_the_record_is_replaced_then_it_is_found_as_it_is_now_and_by_the_same_page()
    {
        PatientRecord patient = TestPeople.Of("GP-1");
        await Patients.AddAsync(patient, None);
        PatientRecord moved = patient with
        {
            TextsRefused = true,
            Details = patient.Details with { Mobile = UkMobile.Parse("07700900555"), Language = "pl", Address = new(["2 Low Road"], "NE9 6SX", false) },
        };
        Assert.True(await Patients.ReplaceAsync(patient, moved, None));
        Assert.Equal(Stored.Json(moved), Stored.Json((await Patients.FindAsync(patient.Journey, None))!));
        Assert.Equal(Stored.Json(moved), Stored.Json((await Patients.ByPageTokenAsync(patient.PageToken, None))!));
        Assert.Equal(["GP-1"], (await Patients.ByNhsNumberAsync(patient.Details.NhsNumber, None)).Select(record => record.ReferralId));
    }

    [Fact]
    public async Task Given_a_page_with_another_token_when_it_is_looked_for_then_the_old_one_leads_nowhere()
    {
        PatientRecord patient = TestPeople.Of("GP-1");
        await Patients.AddAsync(patient, None);
        PatientRecord moved = patient with { PageToken = "another" };
        Assert.True(await Patients.ReplaceAsync(patient, moved, None));

        Assert.Null(await Patients.ByPageTokenAsync(patient.PageToken, None));
        Assert.Equal(Stored.Json(moved), Stored.Json((await Patients.ByPageTokenAsync("another", None))!));
    }

    [Fact]
    public async Task Given_a_record_that_somebody_else_changed_when_it_is_replaced_as_it_was_read_then_nothing_is_lost()
    {
        PatientRecord patient = TestPeople.Of("GP-1");
        await Patients.AddAsync(patient, None);
        PatientRecord refused = patient with { TextsRefused = true };
        Assert.True(await Patients.ReplaceAsync(patient, refused, None));
        Assert.False(await Patients.ReplaceAsync(patient, patient with { Details = patient.Details with { Language = "cy" } }, None));
        Assert.Equal(Stored.Json(refused), Stored.Json((await Patients.FindAsync(patient.Journey, None))!));
        Assert.False(await Patients.ReplaceAsync(TestPeople.Of("GP-9"), TestPeople.Of("GP-9"), None));
    }

    [Fact]
    public async Task Given_a_new_mobile_when_people_are_counted_then_the_old_one_is_free_once_all_of_the_person_s_journeys_have_left_it()
    {
        UkMobile old = UkMobile.Parse("07700900123");
        UkMobile another = UkMobile.Parse("07700900555");
        PatientRecord first = TestPeople.Of("GP-1", number: 1);
        PatientRecord second = TestPeople.Of("GP-2", number: 1);
        await Patients.AddAsync(first, None);
        await Patients.AddAsync(second, None);
        await Patients.AddAsync(TestPeople.Of("GP-3", number: 2), None);
        Assert.Equal(2, await Patients.PeopleWithMobileAsync(old, None));

        Assert.True(await Patients.ReplaceAsync(first, first with { Details = first.Details with { Mobile = another } }, None));
        Assert.Equal(2, await Patients.PeopleWithMobileAsync(old, None));
        Assert.True(await Patients.ReplaceAsync(second, second with { Details = second.Details with { Mobile = another } }, None));
        Assert.Equal(1, await Patients.PeopleWithMobileAsync(old, None));
        Assert.Equal(1, await Patients.PeopleWithMobileAsync(another, None));
        Assert.Equal(["GP-2", "GP-1"], (await Patients.ByNhsNumberAsync(first.Details.NhsNumber, None)).Select(record => record.ReferralId));
        Assert.Equal(["GP-1", "GP-2"], (await Patients.ByMobileAsync(another, None)).Select(record => record.ReferralId).Order());
        Assert.Equal(["GP-3"], (await Patients.ByMobileAsync(old, None)).Select(record => record.ReferralId));
        Assert.Empty(await Patients.ByMobileAsync(UkMobile.Parse("07700900999"), None));
    }
}
