using System.Net;
using System.Net.Http.Headers;
using System.Text;
using Microsoft.Playwright;

namespace FitPipeline.Web.Tests;

/// <summary>The way in and out, and what nobody gets in by.</summary>
[Collection(SharedDemonstration.Name)]
public sealed class SignInTests(Demonstration demonstration)
{
    [Fact]
    public async Task Given_the_demonstration_when_a_role_is_chosen_then_one_is_in_until_one_signs_out()
    {
        await using Desk desk = await demonstration.OpenAsync(Screen.Desktop);
        await desk.GoAsync("/sign-in");
        await desk.Page.GetByRole(AriaRole.Button, new() { Name = "Booking desk", Exact = true }).ClickAsync();
        await desk.Page.GetByRole(AriaRole.Heading, new() { Name = "Booking desk today" }).WaitForAsync();

        BrowserContextCookiesResult cookie = Assert.Single(await desk.Page.Context.CookiesAsync());
        Assert.True(cookie.HttpOnly);
        Assert.Equal(SameSiteAttribute.Strict, cookie.SameSite);
        Assert.Equal(-1, cookie.Expires);
        Assert.Equal("0,0", await desk.Page.EvaluateAsync<string>("`${localStorage.length},${sessionStorage.length}`"));

        await desk.Page.GetByRole(AriaRole.Button, new() { Name = "Sign out" }).ClickAsync();
        await desk.Page.GetByRole(AriaRole.Heading, new() { Name = "Choose a role" }).WaitForAsync();
        Assert.Equal(401, (await desk.Page.Context.APIRequest.GetAsync("/api/session")).Status);
    }

    [Fact]
    public async Task Given_a_token_when_it_is_typed_in_then_one_is_in_and_a_wrong_one_says_so_beside_its_field()
    {
        await using Desk desk = await demonstration.OpenAsync(Screen.Phone);
        await desk.GoAsync("/sign-in");
        await desk.Page.GetByText("Sign in with a token").ClickAsync();
        await desk.Page.GetByLabel("Your token").FillAsync("not a token");
        await desk.Page.GetByRole(AriaRole.Button, new() { Name = "Sign in", Exact = true }).ClickAsync();
        ILocator fault = desk.Page.GetByRole(AriaRole.Link, new() { Name = "This token is not known here. Check that all of it was copied." });
        await fault.ClickAsync();
        await Assertions.Expect(desk.Page.GetByLabel("Your token")).ToBeFocusedAsync();
        await desk.LooksRightAsync("sign-in-refused");

        await desk.Page.GetByLabel("Your token").FillAsync(demonstration.Token("triage"));
        await desk.Page.Keyboard.PressAsync("Enter");
        await desk.Page.GetByRole(AriaRole.Heading, new() { Name = "Triage today" }).WaitForAsync();
        Assert.DoesNotContain(demonstration.Token("triage"), await desk.Page.ContentAsync(), StringComparison.Ordinal);
    }

    // What a page elsewhere can make a browser send: the cookie, and nothing of what says that the page is ours.
    [Theory]
    [InlineData("same-origin", false, HttpStatusCode.Forbidden)]
    [InlineData("cross-site", true, HttpStatusCode.Forbidden)]
    [InlineData("same-site", true, HttpStatusCode.Forbidden)]
    [InlineData(null, true, HttpStatusCode.Forbidden)]
    [InlineData("same-origin", true, HttpStatusCode.OK)]
    public async Task Given_somebody_signed_in_when_something_is_changed_then_only_our_own_pages_may(string? site, bool header, HttpStatusCode expected)
    {
        string cookie = await CookieAsync("bookingDesk");
        using HttpClient http = new() { BaseAddress = demonstration.Address };
        using HttpRequestMessage request = new(HttpMethod.Post, "/api/bookings/rounds");
        request.Headers.Add("Cookie", cookie);
        request.Headers.Add("Origin", "http://elsewhere.example");
        if (site is not null)
        {
            request.Headers.Add("Sec-Fetch-Site", site);
        }

        if (header)
        {
            request.Headers.Add("X-FitPipeline-Desk", "1");
        }

        using HttpResponseMessage answer = await http.SendAsync(request);
        Assert.Equal(expected, answer.StatusCode);
    }

    [Theory]
    [InlineData("elsewhere.example")]
    [InlineData("169.254.1.1")]
    public async Task Given_the_demonstration_under_another_name_when_a_role_is_asked_for_then_nobody_gets_in(string host)
    {
        using HttpClient http = new() { BaseAddress = demonstration.Address };
        using HttpRequestMessage request = SignIn("""{"role":"admin"}""");
        request.Headers.Host = $"{host}:{demonstration.Address.Port}";
        using HttpResponseMessage answer = await http.SendAsync(request);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.StatusCode);
        Assert.False(answer.Headers.Contains("Set-Cookie"));
    }

    [Theory]
    [InlineData("fit-session=")]
    [InlineData("fit-session=0123456789012345678901234567890123456789012345678901234567890123")]
    [InlineData("fit-session=%00%00")]
    public async Task Given_a_made_up_cookie_when_data_is_asked_for_then_there_is_none(string cookie)
    {
        using HttpClient http = new() { BaseAddress = demonstration.Address };
        using HttpRequestMessage request = new(HttpMethod.Get, "/api/worklist");
        request.Headers.Add("Cookie", cookie);
        using HttpResponseMessage answer = await http.SendAsync(request);
        Assert.Equal(HttpStatusCode.Unauthorized, answer.StatusCode);
    }

    [Fact]
    public async Task Given_a_page_when_it_is_served_then_its_headers_let_in_nothing_but_our_own_files()
    {
        using HttpClient http = new() { BaseAddress = demonstration.Address };
        using HttpResponseMessage page = await http.GetAsync("/journey?id=x");
        string policy = Assert.Single(page.Headers.GetValues("Content-Security-Policy"));
        Assert.StartsWith("default-src 'none'; script-src 'self'; style-src 'self';", policy, StringComparison.Ordinal);
        Assert.Contains("frame-ancestors 'none'", policy, StringComparison.Ordinal);
        Assert.DoesNotContain("unsafe", policy, StringComparison.Ordinal);
        Assert.Equal("nosniff", Assert.Single(page.Headers.GetValues("X-Content-Type-Options")));
        Assert.Equal("no-referrer", Assert.Single(page.Headers.GetValues("Referrer-Policy")));

        using HttpRequestMessage data = new(HttpMethod.Get, "/api/worklist");
        data.Headers.Authorization = new AuthenticationHeaderValue("Bearer", demonstration.Token("triage"));
        using HttpResponseMessage answer = await http.SendAsync(data);
        Assert.True(answer.Headers.CacheControl?.NoStore);
    }

    private static HttpRequestMessage SignIn(string body)
    {
        HttpRequestMessage request = new(HttpMethod.Post, "/api/sign-in") { Content = new StringContent(body, Encoding.UTF8, "application/json") };
        request.Headers.Add("X-FitPipeline-Desk", "1");
        request.Headers.Add("Sec-Fetch-Site", "same-origin");
        return request;
    }

    private async Task<string> CookieAsync(string role)
    {
        using HttpClient http = new(new HttpClientHandler { UseCookies = false }) { BaseAddress = demonstration.Address };
        using HttpRequestMessage request = SignIn($$"""{"role":"{{role}}"}""");
        using HttpResponseMessage answer = await http.SendAsync(request);
        return Assert.Single(answer.Headers.GetValues("Set-Cookie")).Split(';')[0];
    }
}
