using System.Text.RegularExpressions;

namespace FitPipeline.Infra.Tests;

/// <summary>The desk on Azure is what it is on the local host: one origin, our own files only, and no address written down.</summary>
public sealed partial class DeskTests
{
    private const string Profile = "Microsoft.Cdn/profiles";
    private const string Rules = $"{Profile}/ruleSets/rules";

    [CompiledFact]
    public void Given_a_page_of_the_desk_when_it_is_served_on_azure_then_it_has_the_headers_of_the_local_host()
    {
        string pages = Repository.Text("local", "FitPipeline.Local", "Desk", "DeskPages.cs");
        Dictionary<string, string> sent = Headers("pageHeaders");
        Assert.Equal(
            string.Concat(Literal().Matches(Policy().Match(pages).Value).Select(match => match.Groups[1].Value)),
            sent["Content-Security-Policy"]);
        Assert.DoesNotContain("unsafe", sent["Content-Security-Policy"], StringComparison.Ordinal);
        foreach (string header in (string[])["Permissions-Policy", "Cross-Origin-Opener-Policy"])
        {
            Assert.Contains($"Headers[\"{header}\"] = \"{sent[header]}\"", pages, StringComparison.Ordinal);
        }

        string host = Repository.Text("local", "FitPipeline.Local", "Host.cs");
        Dictionary<string, string> every = Headers("fileHeaders");
        Assert.Contains($"Headers.XContentTypeOptions = \"{every["X-Content-Type-Options"]}\"", host, StringComparison.Ordinal);
        Assert.Contains($"Headers[\"Referrer-Policy\"] = \"{every["Referrer-Policy"]}\"", host, StringComparison.Ordinal);

        // Front Door takes at most five actions a rule.
        Assert.InRange(sent.Count, 1, 5);
        Assert.InRange(every.Count, 1, 5);
    }

    [CompiledFact]
    public void Given_the_ways_in_when_they_are_listed_then_application_and_pages_are_one_origin_over_https_and_neither_is_cached()
    {
        Assert.All(Estate.All, estate =>
        {
            const string type = $"{Profile}/afdEndpoints/routes";
            Resource application = estate.One(type, "application");
            Resource pages = estate.One(type, "pages");
            Assert.Equal(2, estate.Of(type).Count());
            Assert.Equal(["/api/*", "/p/*", "/.auth/*"], application.Texts("properties.patternsToMatch"));
            Assert.Equal(["/*"], pages.Texts("properties.patternsToMatch"));
            Assert.All([application, pages], route =>
            {
                Assert.Equal("Enabled", route.Text("properties.httpsRedirect"));
                Assert.Equal("HttpsOnly", route.Text("properties.forwardingProtocol"));
                Assert.Null(route.At("properties.cacheConfiguration"));
            });
            Assert.Equal(estate.One($"{Profile}/ruleSets").Id, pages.Text("properties.ruleSets.0.id"));
            Assert.Null(application.At("properties.ruleSets"));
        });
    }

    [CompiledFact]
    public void Given_an_address_that_is_no_file_when_it_is_asked_for_then_it_is_the_one_page()
    {
        Resource rewrite = Estate.Prod.One(Rules, "onePage");
        Assert.Equal(["desk/"], rewrite.Texts("properties.conditions.0.parameters.matchValues"));
        Assert.Equal("true", rewrite.Text("properties.conditions.0.parameters.negateCondition"));
        Assert.Equal("/desk/index.html", rewrite.Text("properties.actions.0.parameters.destination"));
        Assert.True(File.Exists(Path.Combine(Repository.Root, "web", "desk", "index.html")));
    }

    [CompiledFact]
    public void Given_staff_who_sign_in_when_they_come_back_then_it_is_to_the_name_they_came_by()
    {
        Assert.All(Estate.All, estate => Assert.Equal(
            "Standard",
            estate.One("Microsoft.Web/sites/config", "authsettingsV2").Text("properties.httpSettings.forwardProxy.convention")));
    }

    [CompiledFact]
    public void Given_front_doors_logs_when_they_are_chosen_then_none_writes_down_an_address()
    {
        string profile = Estate.Prod.One(Profile).Id;
        Resource diagnostics = Estate.Prod.Of("Microsoft.Insights/diagnosticSettings").Single(setting => setting.Scope == profile);
        Assert.Null(diagnostics.At("properties.logs"));
        Assert.Equal("AllMetrics", diagnostics.Text("properties.metrics.0.category"));
    }

    [CompiledFact]
    public void Given_a_path_that_answers_without_sign_in_when_front_door_leads_there_then_the_firewall_sets_its_pace()
    {
        Assert.All(Estate.All, estate =>
        {
            Resource firewall = estate.One("Microsoft.Network/FrontDoorWebApplicationFirewallPolicies");
            Resource profile = estate.One(Profile);
            Assert.Equal("Enabled", firewall.Text("properties.policySettings.enabledState"));
            Assert.Equal("Prevention", firewall.Text("properties.policySettings.mode"));
            const string rule = "properties.customRules.rules.0.";
            Assert.Equal("Enabled", firewall.Text(rule + "enabledState"));
            Assert.Equal("RateLimitRule", firewall.Text(rule + "ruleType"));
            Assert.Equal("Block", firewall.Text(rule + "action"));
            const string condition = rule + "matchConditions.0.";
            Assert.Equal("RequestUri", firewall.Text(condition + "matchVariable"));
            Assert.Equal("Contains", firewall.Text(condition + "operator"));
            Assert.Equal("false", firewall.Text(condition + "negateCondition"));

            // Event Grid comes to the application by its own name, and shows a key there.
            string[] led = [.. estate.One($"{Profile}/afdEndpoints/routes", "application").Texts("properties.patternsToMatch")];
            IEnumerable<string> open = estate.One("Microsoft.Web/sites/config", "authsettingsV2")
                .Texts("properties.globalValidation.excludedPaths").Select(path => path.TrimEnd('*'))
                .Where(path => led.Any(pattern => path.StartsWith(pattern.TrimEnd('*'), StringComparison.Ordinal)));
            Assert.Equal(open.Order(StringComparer.Ordinal), firewall.Texts(condition + "matchValue").Order(StringComparer.Ordinal));

            Resource policy = estate.One($"{Profile}/securityPolicies");
            Assert.Equal(firewall.Id, policy.Text("properties.parameters.wafPolicy.id"));
            Assert.Equal(estate.One($"{Profile}/afdEndpoints").Id, policy.Text("properties.parameters.associations.0.domains.0.id"));
            Assert.Equal(["/*"], policy.Texts("properties.parameters.associations.0.patternsToMatch"));
            Assert.Equal(profile.Text("sku.name"), firewall.Text("sku.name"));
        });
    }

    [CompiledFact]
    public void Given_the_names_of_the_accounts_when_they_are_made_then_azure_takes_them()
    {
        Assert.All(
            Estate.All.SelectMany(estate => estate.NamesOf("Microsoft.Storage/storageAccounts")),
            name => Assert.Matches("^[a-z0-9]{3,24}$", name));
    }

    private static Dictionary<string, string> Headers(string rule) => Estate.Prod.One(Rules, rule).At("properties.actions")!.AsArray()
        .Select(action => action!["parameters"]!)
        .ToDictionary(header => header["headerName"]!.GetValue<string>(), header => header["value"]!.GetValue<string>());

    [GeneratedRegex("ContentSecurityPolicy =[^;]*?(\"[^\"]*\"[^;\"]*)+;\\n", RegexOptions.Singleline)]
    private static partial Regex Policy();

    [GeneratedRegex("\"([^\"]*)\"")]
    private static partial Regex Literal();
}
