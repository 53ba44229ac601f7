using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;

namespace FitPipeline.Contract.Tests;

/// <summary>Letters for the mail room.</summary>
public sealed class LetterBatchTests(RunningService service) : ContractTest(service)
{
    [Fact]
    public async Task Letters_that_wait_are_printed_in_one_batch_and_once()
    {
        (string journey, _, _) = await PostedAsync(referral => ((JsonObject)referral["patient"]!).Remove("mobile"));
        Assert.Equal(["kitOnItsWay"], await LettersAsync(journey));
        string request = Guid.NewGuid().ToString();
        Answer batch = await PostAsync("/api/letters/batches", "kitDesk", new JsonObject(), request);
        Assert.True(batch.Status is HttpStatusCode.OK, batch.Text);
        Assert.Equal(batch.Json.ToJsonString(), (await PostAsync("/api/letters/batches", "kitDesk", new JsonObject(), request)).Json.ToJsonString());

        JsonObject letter = Assert.Single(await ListAsync("/api/letters?journeyId=" + journey, "kitDesk"));
        Assert.Equal("printed", (string?)letter["status"]);
        Assert.Equal((string?)batch.Json["batchId"], (string?)letter["batchId"]);

        using HttpRequestMessage get = new(HttpMethod.Get, (string)batch.Json["pdf"]!);
        get.Headers.Authorization = new AuthenticationHeaderValue("Bearer", Service.Token("kitDesk"));
        using HttpResponseMessage pdf = await Service.Http.SendAsync(get);
        Assert.True(pdf.Content.Headers.ContentType?.MediaType is "application/pdf", await pdf.Content.ReadAsStringAsync() + Service.Output);
        Assert.StartsWith("%PDF-", Encoding.ASCII.GetString((await pdf.Content.ReadAsByteArrayAsync())[..8]), StringComparison.Ordinal);
        Assert.Contains("no-store", pdf.Headers.CacheControl?.ToString() ?? "", StringComparison.Ordinal);

        Answer next = await PostAsync("/api/letters/batches", "kitDesk", new JsonObject());
        Assert.DoesNotContain((string)batch.Json["batchId"]!, next.Text, StringComparison.Ordinal);
        Assert.Single(await ListAsync("/api/letters?journeyId=" + journey, "kitDesk"));
    }

    [Fact]
    public async Task A_letter_that_came_back_is_a_call_on_somebody_s_list_until_it_is_made()
    {
        (string journey, _, _) = await PostedAsync(referral => ((JsonObject)referral["patient"]!).Remove("mobile"));
        string id = (string)Assert.Single(await ListAsync("/api/letters?journeyId=" + journey, "kitDesk"))["letterId"]!;
        AssertProblem(await PostAsync($"/api/letters/{id}/returned", "kitDesk", new JsonObject()), HttpStatusCode.Conflict);
        await PostAsync("/api/letters/batches", "kitDesk", new JsonObject());

        AssertProblem(await PostAsync($"/api/letters/{id}/returned", "gp", new JsonObject()), HttpStatusCode.Forbidden);
        AssertProblem(await PostAsync($"/api/letters/{id}0/returned", "kitDesk", new JsonObject()), HttpStatusCode.NotFound);
        AssertProblem(await PostAsync("/api/letters/none/returned", "kitDesk", new JsonObject()), HttpStatusCode.NotFound);
        for (int time = 0; time < 2; time++)
        {
            Answer back = await PostAsync($"/api/letters/{id}/returned", "kitDesk", new JsonObject());
            Assert.True(back.Status is HttpStatusCode.OK, back.Text);
        }

        JsonObject call = Assert.Single(await CallsAsync(journey));
        Assert.Contains("Ring the patient", (string)call["what"]!, StringComparison.Ordinal);
        Assert.Equal("kitDesk", (string?)call["owner"]);
        Answer done = await PostAsync($"/api/worklist/{Uri.EscapeDataString((string)call["itemId"]!)}/done", "kitDesk", new JsonObject { ["note"] = "Moved; told." });
        Assert.True(done.Status is HttpStatusCode.NoContent, done.Text);
        Assert.Empty(await CallsAsync(journey));
    }

    private async Task<IEnumerable<JsonObject>> CallsAsync(string journey)
    {
        await QuietAsync();
        return (await ListAsync("/api/worklist?owner=kitDesk", "kitDesk")).Where(
            item => (string?)item["journeyId"] == journey && ((string)item["what"]!).StartsWith("A letter", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_batch_that_is_none_and_a_role_that_prints_nothing_are_told_so()
    {
        AssertProblem(await GetAsync("/api/letters/batches/b-none", "kitDesk"), HttpStatusCode.NotFound);
        AssertProblem(await GetAsync("/api/letters/batches/b-none", "gp"), HttpStatusCode.Forbidden);
        AssertProblem(await PostAsync("/api/letters/batches", "triage", new JsonObject()), HttpStatusCode.Forbidden);
    }
}
