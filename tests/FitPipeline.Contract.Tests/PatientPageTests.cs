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

    [Fact]
    public async Task The_page_says_what_happens_next_and_by_when()
    {
        (string journey, string kit, _) = await PostedAsync();
        string page = (string)(await JourneyAsync(journey))["patientPage"]!;
        Assert.Contains("post it back by " + Words(Today.AddDays(10)), await ReadAsync(page), StringComparison.Ordinal);
        await ScannedAsync("received", kit);
        Assert.Contains("hear from us by " + Words(Today.AddDays(7)), await ReadAsync(page), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_patient_whose_kit_is_spoilt_asks_for_another_and_has_it()
    {
        (string journey, _, _) = await PostedAsync();
        string page = (string)(await JourneyAsync(journey))["patientPage"]!;
        Assert.Contains("Ask for a new kit", await ReadAsync(page), StringComparison.Ordinal);

        Assert.Equal("?done=kit", await AskAsync(page, "ask=kit&trouble=spoilt"));
        Assert.Equal("Referred", await StateAsync(journey));
        string after = await ReadAsync(page + "?done=kit");
        Assert.Contains("We will post a new kit", after, StringComparison.Ordinal);
        Assert.DoesNotContain("Ask for a new kit", after, StringComparison.Ordinal);

        // The button pressed twice is one kit.
        Assert.Equal("?done=kit", await AskAsync(page, "ask=kit&trouble=spoilt"));
        JsonArray timeline = (JsonArray)(await JourneyAsync(journey))["timeline"]!;
        Assert.Single(timeline, line => (string?)line!["by"] == "patient");
    }

    [Fact]
    public async Task A_kit_that_was_posted_yesterday_is_waited_for()
    {
        (string journey, _, _) = await PostedAsync();
        string page = (string)(await JourneyAsync(journey))["patientPage"]!;
        Assert.Equal("?done=cannot", await AskAsync(page, "ask=kit&trouble=notCome"));
        Assert.Contains("Please call us on", await ReadAsync(page + "?done=cannot"), StringComparison.Ordinal);
        Assert.Equal("KitPosted", await StateAsync(journey));
    }

    [Fact]
    public async Task A_patient_stops_texts_and_is_written_to()
    {
        await InOfficeHoursAsync();
        (string journey, string kit, _) = await PostedAsync();
        string page = (string)(await JourneyAsync(journey))["patientPage"]!;
        Assert.Equal("?done=texts", await AskAsync(page, "ask=texts"));
        Assert.Contains("You do not get texts from us", await ReadAsync(page), StringComparison.Ordinal);
        await ScannedAsync("received", kit);
        Assert.Equal(["kitOnItsWay"], await TextsAsync(journey));
        Assert.Equal(["kitReceived"], await LettersAsync(journey));
    }

    [Fact]
    public async Task A_patient_asks_for_large_print_and_another_language()
    {
        (string journey, _) = await ReferredAsync();
        string page = (string)(await JourneyAsync(journey))["patientPage"]!;
        Assert.Equal("?done=letters", await AskAsync(page, "ask=letters&language=pl&format=largePrint&format=braille&format=nonsense"));
        JsonObject view = await JourneyAsync(journey);
        Assert.Equal("pl", (string?)view["patient"]!["language"]);
        Assert.Equal(["largePrint", "braille"], ((JsonArray)view["contact"]!["formats"]!).Select(format => (string)format!));

        // Polish is a draft that nobody signed: until it is, the page stays English.
        Assert.Contains("<html lang=\"en\" dir=\"ltr\">", await ReadAsync(page), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_form_of_another_site_does_nothing()
    {
        (string journey, _, _) = await PostedAsync();
        string page = (string)(await JourneyAsync(journey))["patientPage"]!;
        foreach ((string header, string value) in ((string, string)[])
            [("Sec-Fetch-Site", "cross-site"), ("Sec-Fetch-Site", "same-site"), ("Origin", "https://elsewhere.example"), ("Origin", "nonsense")])
        {
            using HttpRequestMessage request = new(HttpMethod.Post, page) { Content = Form("ask=kit&trouble=lost") };
            request.Headers.TryAddWithoutValidation(header, value);
            using HttpResponseMessage refused = await Service.Http.SendAsync(request);
            Assert.Equal(HttpStatusCode.Forbidden, refused.StatusCode);
        }

        Assert.Equal("KitPosted", await StateAsync(journey));
        foreach (string odd in (string[])["", "ask=", "ask=kit", "ask=kit&trouble=x", "ask=texts&ask=kit", "a=%ff%fe&&&=", "ask=%00"])
        {
            Assert.Equal("?done=cannot", await AskAsync(page, odd));
        }

        using HttpRequestMessage json = new(HttpMethod.Post, page) { Content = new StringContent("{}", System.Text.Encoding.UTF8, "application/json") };
        Assert.Equal(HttpStatusCode.UnsupportedMediaType, (await Service.Http.SendAsync(json)).StatusCode);
        using HttpRequestMessage large = new(HttpMethod.Post, page) { Content = Form("ask=" + new string('x', 5000)) };
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, (await Service.Http.SendAsync(large)).StatusCode);
        using HttpRequestMessage unknown = new(HttpMethod.Post, "/p/" + new string('0', 32)) { Content = Form("ask=texts") };
        Assert.Equal(HttpStatusCode.NotFound, (await Service.Http.SendAsync(unknown)).StatusCode);
    }

    private async Task<string> AskAsync(string page, string form)
    {
        using HttpClient browser = new(new HttpClientHandler { AllowAutoRedirect = false }) { BaseAddress = Service.Http.BaseAddress };
        using HttpRequestMessage request = new(HttpMethod.Post, page) { Content = Form(form) };
        request.Headers.Add("Sec-Fetch-Site", "same-origin");
        request.Headers.Add("Origin", "null");
        using HttpResponseMessage answer = await browser.SendAsync(request);
        Assert.True(answer.StatusCode is HttpStatusCode.SeeOther, await answer.Content.ReadAsStringAsync());
        return answer.Headers.Location!.OriginalString;
    }

    private static StringContent Form(string form) => new(form, System.Text.Encoding.UTF8, "application/x-www-form-urlencoded");

    // Thursday 15 January.
    private static string Words(DateOnly day) => day.ToString("dddd d MMMM", System.Globalization.CultureInfo.InvariantCulture);

    private async Task<string> ReadAsync(string page)
    {
        Answer answer = await GetAsync(page, null);
        Assert.True(answer.Status is HttpStatusCode.OK, answer.Text);
        return answer.Text;
    }
}
