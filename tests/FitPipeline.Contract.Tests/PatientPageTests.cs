using System.Net;
using System.Text.Json.Nodes;

namespace FitPipeline.Contract.Tests;

public sealed class PatientPageTests(RunningService service) : ContractTest(service)
{
    [Fact]
    public async Task The_address_is_unguessable_the_journeys_own_and_shown_to_those_who_speak_with_patients()
    {
        (string journey, _) = await ReferredAsync();
        (string other, _) = await ReferredAsync();
        string page = (string)(await JourneyAsync(journey))["patientPage"]!;

        // 128 bits, in whatever alphabet.
        Assert.StartsWith("/p/", page, StringComparison.Ordinal);
        Assert.True(page.Length >= 3 + 22, page);
        Assert.NotEqual(page, (string?)(await JourneyAsync(other))["patientPage"]);
        Assert.DoesNotContain(journey[2..], page, StringComparison.Ordinal);
        Assert.Equal(page, (string?)(await JourneyAsync(journey, "gp"))["patientPage"]);
        Assert.Equal(page, (string?)(await JourneyAsync(journey, "kitDesk"))["patientPage"]);
        Assert.Null((await JourneyAsync(journey, "lab"))["patientPage"]);
        Assert.Null((await JourneyAsync(journey, "bookingDesk"))["patientPage"]);
    }

    [Fact]
    public async Task The_page_says_where_the_kit_is_and_names_nobody()
    {
        (string journey, JsonObject referral) = await ReferredAsync(referral =>
        {
            referral["patient"]!["familyName"] = "Quokkaby";
            referral["patient"]!["givenName"] = "Wombat";
        });
        string page = (string)(await JourneyAsync(journey))["patientPage"]!;
        string ready = await ReadAsync(page);
        Assert.Contains("getting your kit ready", ready, StringComparison.Ordinal);
        string kit = NewKit();
        await ScannedAsync("posted", kit, journey);
        string posted = await ReadAsync(page);
        Assert.Contains("in the post to you", posted, StringComparison.Ordinal);
        await ScannedAsync("received", kit);
        string received = await ReadAsync(page);
        Assert.Contains("has arrived", received, StringComparison.Ordinal);
        foreach (string shown in (string[])[ready, posted, received])
        {
            Assert.All(
                ["Quokkaby", "Wombat", "1960", "NE8", kit, journey, (string)referral["patient"]!["nhsNumber"]!],
                personal => Assert.DoesNotContain(personal, shown, StringComparison.OrdinalIgnoreCase));
        }
    }

    [Fact]
    public async Task No_page_tells_a_result_that_nobody_has_told()
    {
        List<string> pages = [];
        foreach (string value in (string[])["3", "120", ">400", "<20"])
        {
            (string journey, _, _) = await ResultedAsync(value);
            string page = await ReadAsync((string)(await JourneyAsync(journey))["patientPage"]!);
            Assert.All(
                ["120", "400", "result", "positive", "negative", "abnormal", "cancer", "blood", "threshold", "clinician"],
                word => Assert.DoesNotContain(word, page, StringComparison.OrdinalIgnoreCase));
            pages.Add(page);
        }

        // One that must be told by a person looks like one that a clinician has yet to look at.
        Assert.Equal(pages[1], pages[2]);
        Assert.Equal(pages[1], pages[3]);
    }

    [Fact]
    public async Task The_page_ends_with_the_journey_and_an_ended_one_looks_like_one_that_never_was()
    {
        (string journey, _) = await ReferredAsync();
        string page = (string)(await JourneyAsync(journey))["patientPage"]!;
        Answer closed = await DecideAsync(journey, "withdraw");
        Assert.Null(closed.Json["patientPage"]);

        Answer ended = await GetAsync(page, null);
        Answer never = await GetAsync("/p/" + new string('0', page.Length - 3), null);
        Assert.Equal(HttpStatusCode.NotFound, ended.Status);
        Assert.Equal(HttpStatusCode.NotFound, never.Status);
        Assert.Equal(never.Text, ended.Text);
        foreach (string odd in (string[])["/p/x", "/p/" + new string('a', 2000), "/p/%00", "/p/..%2f..%2fetc%2fpasswd"])
        {
            Assert.True((int)(await GetAsync(odd, null)).Status is 404 or 400, odd);
        }
    }

    [Fact]
    public async Task The_page_is_kept_by_nobody_and_runs_nothing()
    {
        (string journey, _) = await ReferredAsync();
        Answer page = await GetAsync((string)(await JourneyAsync(journey))["patientPage"]!, null);

        Assert.Equal("text/html", page.ContentType);
        Assert.Equal("no-referrer", string.Join(',', page.Headers.GetValues("Referrer-Policy")));
        Assert.Contains("no-store", string.Join(',', page.Headers.GetValues("Cache-Control")), StringComparison.Ordinal);
        Assert.Contains("noindex", string.Join(',', page.Headers.GetValues("X-Robots-Tag")), StringComparison.Ordinal);
        Assert.Contains("default-src 'none'", string.Join(',', page.Headers.GetValues("Content-Security-Policy")), StringComparison.Ordinal);
        Assert.DoesNotContain("<script", page.Text, StringComparison.OrdinalIgnoreCase);
    }

    private async Task<string> ReadAsync(string page)
    {
        Answer answer = await GetAsync(page, null);
        Assert.True(answer.Status is HttpStatusCode.OK, answer.Text);
        return answer.Text;
    }
}
