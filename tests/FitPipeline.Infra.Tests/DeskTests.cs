using System.Text.Json;
using System.Text.RegularExpressions;

namespace FitPipeline.Infra.Tests;

/// <summary>The desk on Azure is what it is on the local host: one origin, our own files only, and no address written down.</summary>
public sealed partial class DeskTests
{
    private static readonly BicepFile Desk = Estate.Current.Files["modules/desk.bicep"];

    [Fact]
    public void Given_a_page_of_the_desk_when_it_is_served_on_azure_then_it_has_the_headers_of_the_local_host()
    {
        string pages = Repository.Text("local", "FitPipeline.Local", "Desk", "DeskPages.cs");
        Dictionary<string, string> sent = Desk.Variable("pageHeaders").EnumerateObject().ToDictionary(header => header.Name, header => header.Value.Written());
        Assert.Equal(string.Concat(Literal().Matches(Policy().Match(pages).Value).Select(match => match.Groups[1].Value)), sent["Content-Security-Policy"]);
        Assert.DoesNotContain("unsafe", sent["Content-Security-Policy"], StringComparison.Ordinal);
        foreach (string header in (string[])["Permissions-Policy", "Cross-Origin-Opener-Policy"])
        {
            Assert.Contains($"Headers[\"{header}\"] = \"{sent[header]}\"", pages, StringComparison.Ordinal);
        }

        string host = Repository.Text("local", "FitPipeline.Local", "Host.cs");
        Dictionary<string, string> every = Desk.Variable("fileHeaders").EnumerateObject().ToDictionary(header => header.Name, header => header.Value.Written());
        Assert.Contains($"Headers.XContentTypeOptions = \"{every["X-Content-Type-Options"]}\"", host, StringComparison.Ordinal);
        Assert.Contains($"Headers[\"Referrer-Policy\"] = \"{every["Referrer-Policy"]}\"", host, StringComparison.Ordinal);

        // Front Door takes at most five actions a rule.
        Assert.InRange(sent.Count, 1, 5);
        Assert.InRange(every.Count, 1, 5);
    }

    [Fact]
    public void Given_the_ways_in_when_they_are_listed_then_application_and_pages_are_one_origin_over_https_and_neither_is_cached()
    {
        Dictionary<string, JsonElement> routes = Desk.Resources.Where(r => r.Type == "Microsoft.Cdn/profiles/afdEndpoints/routes")
            .ToDictionary(r => r.Body.At("name").Written(), r => r.Body.At("properties"));
        Assert.Equal(["application", "pages"], routes.Keys.Order(StringComparer.Ordinal));
        Assert.Equal(["/api/*", "/p/*", "/.auth/*"], Desk.Follow(routes["application"].At("patternsToMatch")).Strings());
        Assert.Equal(["/*"], routes["pages"].At("patternsToMatch").Strings());
        Assert.All(routes.Values, route =>
        {
            Assert.Equal("Enabled", route.At("httpsRedirect").Written());
            Assert.Equal("HttpsOnly", route.At("forwardingProtocol").Written());
            Assert.Equal(JsonValueKind.Undefined, route.At("cacheConfiguration").ValueKind);
        });
        Assert.Equal("rules.id", routes["pages"].At("ruleSets")[0].At("id").Written());
        Assert.Equal(JsonValueKind.Undefined, routes["application"].At("ruleSets").ValueKind);

        JsonElement rewrite = Desk.Resources.Single(r => r.Name == "rules_onePage").Body.At("properties");
        Assert.Equal(["desk/"], rewrite.At("conditions")[0].At("parameters", "matchValues").Strings());
        Assert.Equal("/desk/index.html", rewrite.At("actions")[0].At("parameters", "destination").Written());
        Assert.True(File.Exists(Path.Combine(Repository.Infra, "..", "web", "desk", "index.html")));
    }

    [Fact]
    public void Given_staff_who_sign_in_when_they_come_back_then_it_is_to_the_name_they_came_by()
    {
        JsonElement authentication = Estate.Current.Made("Microsoft.Web/sites/config")
            .Single(c => c.Resource.Body.At("name").Written() == "authsettingsV2").Resource.Body.At("properties");
        Assert.Equal("Standard", authentication.At("httpSettings", "forwardProxy", "convention").Written());
    }

    [Fact]
    public void Given_front_door_s_logs_when_they_are_chosen_then_none_writes_down_an_address()
    {
        JsonElement diagnostics = Desk.Resources.Single(r => r.Type == "Microsoft.Insights/diagnosticSettings").Body.At("properties");
        Assert.Equal(JsonValueKind.Undefined, diagnostics.At("logs").ValueKind);
        Assert.Equal("AllMetrics", diagnostics.At("metrics")[0].At("category").Written());
    }

    [Fact]
    public void Given_the_names_of_the_accounts_when_they_are_made_then_azure_takes_them()
    {
        // stfitdesk + prod + eight characters: at most 24 small letters and digits.
        Assert.InRange("stfitdesk".Length + "prod".Length + 8, 3, 24);
        Assert.Equal("'stfitdesk${environmentName}${token}'", Estate.Current.Main.Modules.Single(m => m.Name == "desk").Body.At("params", "accountName").Written());
    }

    [GeneratedRegex("ContentSecurityPolicy =[^;]*?(\"[^\"]*\"[^;\"]*)+;\\n", RegexOptions.Singleline)]
    private static partial Regex Policy();

    [GeneratedRegex("\"([^\"]*)\"")]
    private static partial Regex Literal();
}
