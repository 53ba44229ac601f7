using System.Net;
using System.Text;
using System.Text.Json.Nodes;

namespace FitPipeline.Contract.Tests;

/// <summary>Whatever goes wrong is told in one shape, and tells nothing about a patient or the inside of the service.</summary>
public sealed class ProblemTests(RunningService service) : ContractTest(service)
{
    private static readonly string[] Bodies =
    [
        "", "null", "{}", "[]", "1", "\"x\"", "{ not json", "[" + new string('[', 200), """{"Sam Quokkaby 9990000018":tru}""",
        """{"decision":{"Quokkaby":1},"reason":["Quokkaby"],"note":{"Quokkaby":1},"text":{"Quokkaby":1},"priority":"Quokkaby","slots":["Quokkaby"],"scans":"Quokkaby","kind":["Quokkaby"],"finding":"Quokkaby","action":["Quokkaby"],"role":["Quokkaby"],"by":["Quokkaby"],"to":"Quokkaby","patient":"Quokkaby"}""",
        "{\"a\":\"\u0000\uFFFD\"}",
    ];

    [Fact]
    public async Task Every_path_of_the_contract_is_described_and_refuses_a_stranger_and_nonsense_without_breaking()
    {
        Answer contract = await GetAsync("/api/openapi.json", null);
        JsonObject paths = (JsonObject)contract.Json["paths"]!;
        Assert.All(
            ["/api/referrals", "/api/journeys/{journeyId}", "/api/kits/scans", "/api/lab/files/{name}", "/api/lab/files/{fileId}", "/api/quarantine",
             "/api/quarantine/{id}/resolution", "/api/worklist", "/api/worklist/{itemId}/done", "/api/slots", "/api/slots/{slotId}", "/api/waiting-list",
             "/api/bookings/rounds", "/api/bookings", "/api/bookings/{bookingId}/outcome", "/api/practices/{ods}/journeys", "/api/texts",
             "/api/texts/delivery-reports", "/api/health", "/p/{token}"],
            path => Assert.NotNull(paths[path]));
        foreach ((string path, JsonNode? methods) in paths)
        {
            string at = System.Text.RegularExpressions.Regex.Replace(path, @"\{\w+\}", "j-00000000000000000000000000");
            foreach ((string method, JsonNode? operation) in (JsonObject)methods!)
            {
                await RefusesAsync(new HttpMethod(method.ToUpperInvariant()), at, (JsonObject)operation!);
            }
        }
    }

    [Fact]
    public async Task A_path_that_is_none_and_a_method_that_is_none_are_told_in_the_same_shape()
    {
        Answer none = await GetAsync("/api/nothing", "admin");
        Assert.Equal(HttpStatusCode.NotFound, none.Status);
        if (none.Text.Length == 0)
        {
            // The Functions host answers these before any function does.
            throw new NotOfferedException("words of its own about a path that is none");
        }

        AssertProblem(none, HttpStatusCode.NotFound);
        AssertProblem(await GetAsync("/nothing", null), HttpStatusCode.NotFound);
        AssertProblem(await SendAsync(HttpMethod.Delete, "/api/referrals", "gp"), HttpStatusCode.MethodNotAllowed);
    }

    [Fact]
    public async Task The_callers_request_id_comes_back_and_one_that_is_none_is_replaced()
    {
        Answer answer = await SendAsync(HttpMethod.Get, "/api/journeys/none", "triage", requestId: "practice-42/7");
        Assert.Equal("practice-42/7", answer["requestId"]);
        Assert.Equal("practice-42/7", string.Join(',', answer.Headers.GetValues("X-Request-ID")));
        Answer tooLong = await SendAsync(HttpMethod.Get, "/api/journeys/none", "triage", requestId: new string('a', 129));
        Assert.NotEqual(new string('a', 129), tooLong["requestId"]);
        AssertProblem(await SendAsync(HttpMethod.Post, "/api/referrals", "gp", Referral().ToJsonString(), requestId: new string('a', 129)), HttpStatusCode.BadRequest);
        Answer longest = await ReferAsync(Referral(), new string('b', 128));
        Assert.Equal(HttpStatusCode.Accepted, longest.Status);
    }

    [Fact]
    public async Task No_refusal_repeats_what_was_sent()
    {
        JsonObject referral = Referral();
        JsonObject patient = (JsonObject)referral["patient"]!;
        patient["nhsNumber"] = "9990000019";
        patient["familyName"] = "Quokkaby\u0007";
        patient["dateOfBirth"] = "1897-03-04";
        patient["mobile"] = "07700900999x";
        patient["address"]!["postcode"] = "QUOKKA";
        patient["sex"] = "Quokka";
        referral["clinical"]!["symptoms"] = new JsonArray("Quokka");
        referral["requestedAt"] = "Quokka";
        Answer answer = await ReferAsync(referral);
        AssertProblem(answer, HttpStatusCode.UnprocessableEntity);
        AssertSaysNothing(answer.Text);
    }

    [Fact]
    public async Task Nothing_about_a_patient_is_written_to_the_console()
    {
        (string journey, string kit, JsonObject referral) = await AtTheLaboratoryAsync(referral =>
        {
            referral["patient"]!["familyName"] = "Quokkaby";
            referral["patient"]!["address"]!["lines"] = new JsonArray("1 Quokka Street");
        });
        await HandInAsync("Quokkaby,9990000018\r\n" + Guid.NewGuid());
        await HandInAsync("MSH|Quokkaby 9990000018 " + Guid.NewGuid(), "hl7");
        await ReportAsync(LabReport.Of(kit, referral, Now) with { Value = "120", FamilyName = "Quokkabee", Unit = "Quokka" });
        await ReportedAsync(LabReport.Of(kit, referral, Now) with { Value = "120" });
        await PostAsync($"/api/journeys/{journey}/messages", "gp", new JsonObject { ["text"] = "Ring Mr Quokkaby." });
        await GetAsync("/api/journeys/Quokkaby", "triage");
        await QuietAsync();

        AssertSaysNothing(Service.Output);
        Assert.DoesNotContain((string)referral["patient"]!["nhsNumber"]!, Service.Output, StringComparison.Ordinal);
        string page = (string)(await JourneyAsync(journey))["patientPage"]!;
        await GetAsync(page, null);
        Assert.DoesNotContain(page[3..], Service.Output, StringComparison.Ordinal);
        foreach (JsonObject row in await ListAsync("/api/quarantine", "triage"))
        {
            await PostAsync($"/api/quarantine/{(string?)row["id"]}/resolution", "lab", new JsonObject { ["action"] = "reject", ["note"] = "A test." });
        }
    }

    [Fact]
    public async Task A_body_that_does_not_come_whole_is_given_up()
    {
        using HttpRequestMessage request = new(HttpMethod.Post, "/api/referrals") { Content = new StringContent("{\"a\":", Encoding.UTF8, "application/json") };
        request.Headers.Authorization = new("Bearer", Service.Token("gp"));
        request.Headers.Add("X-Request-ID", Guid.NewGuid().ToString());
        using HttpResponseMessage response = await Service.Http.SendAsync(request);
        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
    }

    private static void AssertSaysNothing(string text) => Assert.All(
        // The whole day, however it is written: a year alone is also part of a request id now and then.
        ["Quokka", "999000001", "1897-03-04", "18970304", "04/03/1897", "4 March 1897", "4 Mar 1897", "07700900999", "   at FitPipeline"],
        personal => Assert.DoesNotContain(personal, text, StringComparison.OrdinalIgnoreCase));

    private async Task RefusesAsync(HttpMethod method, string path, JsonObject operation)
    {
        string[] roles = [.. ((JsonArray?)operation["security"]?[0]?["bearer"] ?? []).Select(role => (string)role!)];
        if (roles.Length > 0)
        {
            AssertProblem(await SendAsync(method, path, null), HttpStatusCode.Unauthorized);
            foreach (string role in ((string[])["gp", "kitDesk", "lab", "triage", "bookingDesk", "admin"]).Except(roles))
            {
                AssertProblem(await SendAsync(method, path, role), HttpStatusCode.Forbidden);
            }
        }

        // Rounds and health need no body; what is sent all the same is not looked at.
        foreach (string body in method == HttpMethod.Get || method == HttpMethod.Head || method == HttpMethod.Delete ? [] : Bodies)
        {
            foreach (string type in (string[])["application/json", "text/plain"])
            {
                Answer answer = await SendAsync(method, path, roles.Length > 0 ? roles[0] : null, body, type);
                Assert.True((int)answer.Status is < 500, $"{method} {path} with {body}: {answer.Status} {answer.Text}");
                if ((int)answer.Status >= 400)
                {
                    AssertProblem(answer, answer.Status);
                    AssertSaysNothing(answer.Text);
                }
            }
        }
    }
}
