using System.Text.Json.Nodes;

namespace FitPipeline.Local.Tests;

/// <summary>Whole journeys: every sentence the patient receives, in order, with its day and hour, as a clinician approved it.</summary>
public sealed class PatientStoryTests
{
    [Fact]
    public async Task Given_a_result_below_the_threshold_when_the_weeks_pass_then_the_patient_is_reassured_and_asked_again()
    {
        await using PatientStory story = await KitPostedAsync();
        await story.ToAsync(1, 12, 8, 30);
        await story.KitComesBackAsync(1);
        await story.ToAsync(1, 13, 11, 0);
        await story.LabReportsAsync(1, "4.2");
        await story.ToAsync(4, 30);

        Assert.Equal("reassured", await story.StandsAtAsync(), ignoreCase: true);
        await story.ToldAsApprovedAsync("below-threshold", "A result below the threshold");
    }

    [Fact]
    public async Task Given_a_result_above_the_threshold_when_a_clinician_has_told_it_then_the_patient_is_booked_and_seen()
    {
        await using PatientStory story = await KitPostedAsync();
        await story.DoAsync("bookingDesk", HttpMethod.Put, "/api/slots", Slots, "The hospital offers slots.");
        await story.ToAsync(1, 12, 8, 30);
        await story.KitComesBackAsync(1);
        await story.ToAsync(1, 13, 11, 0);
        await story.LabReportsAsync(1, "120");
        await story.ToAsync(1, 14, 10, 0);
        await story.DoAsync(
            "triage", HttpMethod.Post, $"/api/journeys/{story.Journey}/acknowledgements", """{"note":"Seen; the patient will be rung."}""",
            "A clinician has seen the result, says so, and will ring the patient.");
        await story.ToAsync(1, 15, 9, 0);
        JsonNode booking = await story.BookingAsync();
        await story.ToAsync(1, 28, 16, 0);
        await story.DoAsync(
            "bookingDesk", HttpMethod.Post, $"/api/bookings/{(string)booking["bookingId"]!}/outcome", """{"kind":"attended","finding":"normal"}""",
            "The patient has come to the appointment.");
        await story.ToAsync(3, 31);

        Assert.Equal("investigated", await story.StandsAtAsync(), ignoreCase: true);
        await story.ToldAsApprovedAsync("above-threshold", "A result at or above the threshold");
    }

    [Fact]
    public async Task Given_a_kit_that_never_comes_back_when_the_weeks_pass_then_the_patient_is_reminded_and_the_practice_told()
    {
        await using PatientStory story = await KitPostedAsync();
        await story.ToAsync(1, 26, 14, 0);
        await story.IsToBeRungAsync();
        await story.ToAsync(2, 27);

        Assert.Equal("PracticeReview", await story.StandsAtAsync());
        await story.ToldAsApprovedAsync("never-returned", "A kit that never comes back");
    }

    [Fact]
    public async Task Given_a_sample_nobody_can_use_when_a_new_kit_is_posted_then_the_patient_uses_that_one_and_hears_the_result()
    {
        await using PatientStory story = await KitPostedAsync();
        await story.ToAsync(1, 12, 8, 30);
        await story.KitComesBackAsync(1);
        await story.ToAsync(1, 13, 11, 0);
        await story.LabCannotReadAsync(1);
        await story.ToAsync(1, 14, 14, 0);
        await story.PostKitAsync(2);
        await story.ToAsync(1, 21, 8, 30);
        await story.KitComesBackAsync(2);
        await story.ToAsync(1, 22, 11, 0);
        await story.LabReportsAsync(2, "4.2");
        await story.ToAsync(4, 30);

        Assert.Equal("reassured", await story.StandsAtAsync(), ignoreCase: true);
        await story.ToldAsApprovedAsync("unusable-sample", "A sample that could not be used");
    }

    [Fact]
    public async Task Given_a_patient_without_a_mobile_when_the_weeks_pass_then_everything_comes_by_letter()
    {
        await using PatientStory story = await KitPostedAsync(mobile: false);
        await story.ToAsync(1, 14, 8, 30);
        await story.KitComesBackAsync(1);
        await story.ToAsync(1, 15, 11, 0);
        await story.LabReportsAsync(1, "4.2");
        await story.ToAsync(4, 30);

        Assert.Equal("reassured", await story.StandsAtAsync(), ignoreCase: true);
        await story.ToldAsApprovedAsync("no-mobile", "A patient without a mobile");
    }

    // Every story begins alike: referred in the morning, the kit in the post the same afternoon.
    private static async Task<PatientStory> KitPostedAsync(bool mobile = true)
    {
        PatientStory story = await PatientStory.BeginAsync(1, mobile);
        await story.ToAsync(1, 5, 14, 0);
        await story.PostKitAsync(1);
        return story;
    }

    // Two weeks after the kit came back, on one list.
    private const string Slots = """
        {"slots":[{"slotId":"S-1","site":"Queen's Road","startsAt":"2026-01-28T09:30:00Z","minutes":45,"procedure":"colonoscopy","community":false}]}
        """;
}
