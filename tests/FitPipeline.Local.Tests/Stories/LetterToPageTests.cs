using System.Net;
using System.Net.Http.Headers;
using System.Text.Json.Nodes;
using FitPipeline.Application.Tests;

namespace FitPipeline.Local.Tests;

/// <summary>From the letter in the hand to the patient's own page, as a telephone goes there.</summary>
public sealed class LetterToPageTests
{
    [Fact]
    public async Task Given_two_patients_who_are_written_to_when_each_holds_a_telephone_over_the_letter_then_it_opens_that_patient_s_page()
    {
        await using RunningHost host = await RunningHost.StartAsync(RunningHost.Morning);
        string posted = await ReferWithoutMobileAsync(host, 1);
        string back = await ReferWithoutMobileAsync(host, 2);
        await host.PostKitAsync(posted, 1, await host.NowAsync());
        await host.PostKitAsync(back, 2, await host.NowAsync());
        string batch = (string)(await host.OkAsync("kitDesk", HttpMethod.Post, "/api/letters/batches", "{}"))["pdf"]!;
        byte[] pdf = await PdfAsync(host, batch);
        (IReadOnlyList<PdfLine> lines, int pages) = PdfWords.Read(pdf);
        Assert.Equal(2, pages);
        await host.OkAsync(
            "lab", HttpMethod.Post, "/api/kits/scans",
            $$"""{"scans":[{"scanId":"r-2","kind":"received","kitId":"{{RunningHost.KitName(2)}}","at":"{{RunningHost.Iso(await host.NowAsync())}}"}]}""");

        foreach ((string journey, string where) in ((string, string)[])[(posted, "It is in the post to you"), (back, "Your kit has arrived")])
        {
            int sheet = lines.Single(line => line.Text.StartsWith(journey, StringComparison.Ordinal)).Page;
            Uri read = new(Camera.Read(pdf, sheet));
            Assert.Contains(lines, line => line.Page == sheet && line.Text == read.Authority);

            // What a telephone sends: no token, nothing but the address.
            using HttpClient telephone = new();
            string page = await telephone.GetStringAsync(read);
            Assert.Contains(where, page, StringComparison.Ordinal);
            Assert.Equal((string?)(await host.JourneyAsync(journey))["patientPage"], read.AbsolutePath);
            Assert.DoesNotContain("Smith", page, StringComparison.Ordinal);
            Assert.DoesNotContain("High Street", page, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Given_a_journey_that_has_ended_when_its_letters_are_printed_again_then_none_leads_to_a_page_that_is_gone()
    {
        await using RunningHost host = await RunningHost.StartAsync(RunningHost.Morning);
        string journey = await ReferWithoutMobileAsync(host, 1);
        await host.PostKitAsync(journey, 1, await host.NowAsync());
        string batch = (string)(await host.OkAsync("kitDesk", HttpMethod.Post, "/api/letters/batches", "{}"))["pdf"]!;
        Uri read = new(Camera.Read(await PdfAsync(host, batch), 1));
        await host.OkAsync("gp", HttpMethod.Post, $"/api/journeys/{journey}/decisions", """{"decision":"withdraw","reason":"The patient asked."}""");

        using HttpClient telephone = new();
        using HttpResponseMessage gone = await telephone.GetAsync(read);
        Assert.Equal(HttpStatusCode.NotFound, gone.StatusCode);
        Assert.Empty(PdfWords.Bars(await PdfAsync(host, batch)));
        string last = (string)(await host.OkAsync("kitDesk", HttpMethod.Post, "/api/letters/batches", "{}"))["pdf"]!;
        Assert.Empty(PdfWords.Bars(await PdfAsync(host, last)));
    }

    private static async Task<string> ReferWithoutMobileAsync(RunningHost host, int patient)
    {
        JsonObject referral = (JsonObject)JsonNode.Parse(RunningHost.Referral(patient))!;
        ((JsonObject)referral["patient"]!).Remove("mobile");
        return (string)(await host.OkAsync("gp", HttpMethod.Post, "/api/referrals", referral.ToJsonString()))["journeyId"]!;
    }

    private static async Task<byte[]> PdfAsync(RunningHost host, string path)
    {
        using HttpRequestMessage request = new(HttpMethod.Get, path);
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", host.Token("kitDesk"));
        using HttpResponseMessage pdf = await host.Http.SendAsync(request);
        Assert.Equal(HttpStatusCode.OK, pdf.StatusCode);
        return await pdf.Content.ReadAsByteArrayAsync();
    }
}
