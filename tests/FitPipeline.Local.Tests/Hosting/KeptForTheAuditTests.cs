using System.Net;
using System.Text;
using FitPipeline.Application.Http;
using FitPipeline.Application.Storage;
using FitPipeline.Pathway.Journeys;
using Microsoft.Extensions.DependencyInjection;

namespace FitPipeline.Local.Tests;

/// <summary>What can change anything is kept before it is handled, whatever becomes of it.</summary>
public sealed class KeptForTheAuditTests
{
    [Fact]
    public async Task Whatever_is_sent_to_change_anything_is_kept_byte_for_byte_with_its_caller_and_time_though_it_is_refused()
    {
        await using RunningHost host = await RunningHost.StartAsync(RunningHost.Morning);
        Route[] changing = [.. host.Services.GetServices<IEndpoint>().Select(endpoint => endpoint.Route).Where(route => route.Method is not "GET")];
        Assert.True(changing.Length > 12);

        // A file keeps itself, and the patient's page what a desk would have sent; time is no input, a question changes nothing, and
        // a secret is not written down.
        string[] not = ["AnswerPatientPage", "MoveClock", "PutLabFile", "ReadPeople", "Search", "SignIn", "SignOut"];
        Assert.Equal(not, changing.Where(route => !route.IsKept).Select(route => route.Name).Order(StringComparer.Ordinal));
        List<KeptArrival> expected = [];
        foreach (Route route in changing.Where(route => route.IsKept || route.Name == "PutLabFile"))
        {
            Actor role = route.Roles[0];
            string named = route.Parameter is null ? "" : "x-1";
            string body = $"{{ not json: {route.Name} and the Müllers";
            (HttpStatusCode status, _) = await host.CallAsync(
                char.ToLowerInvariant($"{role}"[0]) + $"{role}"[1..], new HttpMethod(route.Method), route.Path.Replace($"{{{route.Parameter}}}", named, StringComparison.Ordinal), body);

            // A laboratory's file is taken in, and quarantined whole.
            Assert.True((int)status is >= 400 and < 500 || route.Name == "PutLabFile" || route.Name is "RunBookingRound" or "TakeLetterBatch", $"{route.Name}: {status}");
            string raw = Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(Encoding.UTF8.GetBytes(body)));
            KeptArrival kept = (await ArrivalsAsync(host))[^1];
            Assert.Equal((route.Name, named, role, raw), (kept.Arrival.Kind, kept.Arrival.Of ?? "", kept.Arrival.By, kept.Raw));
            Assert.Equal(role is Actor.Gp ? "A99001" : null, kept.Arrival.Practice?.Value);
            Assert.Equal(RunningHost.Morning, kept.Arrival.At);
            await using Stream? bytes = await host.Get<IRawArchive>().OpenAsync(raw, CancellationToken.None);
            Assert.Equal(body, await new StreamReader(bytes!).ReadToEndAsync());
            expected.Add(kept);
        }

        Assert.Equal(expected, await ArrivalsAsync(host));
    }

    [Fact]
    public async Task What_comes_from_nobody_we_know_or_with_another_role_or_too_long_is_turned_away_unread()
    {
        await using RunningHost host = await RunningHost.StartAsync(RunningHost.Morning);
        using HttpResponseMessage unknown = await host.Http.PostAsync("/api/referrals", new StringContent("{}"));
        Assert.Equal(HttpStatusCode.Unauthorized, unknown.StatusCode);
        Assert.Equal(HttpStatusCode.Forbidden, (await host.CallAsync("lab", HttpMethod.Post, "/api/referrals", "{}")).Status);
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, (await host.CallAsync("gp", HttpMethod.Post, "/api/referrals", new string(' ', 300_000))).Status);
        Assert.Empty(await ArrivalsAsync(host));
    }

    [Fact]
    public async Task A_file_in_the_drop_folder_arrives_like_one_that_is_handed_in()
    {
        await using RunningHost host = await RunningHost.StartAsync(RunningHost.Morning);
        await File.WriteAllTextAsync(Path.Combine(host.Inbox, "results.csv"), "no results");
        await host.MoveToAsync(RunningHost.Morning.AddMinutes(5));

        Arrival arrival = Assert.Single(await ArrivalsAsync(host)).Arrival;
        Assert.Equal(("PutLabFile", "results.csv", Actor.Lab), (arrival.Kind, arrival.Of, arrival.By));
    }

    private static async Task<List<KeptArrival>> ArrivalsAsync(RunningHost host) =>
        await host.Get<IRawArchive>().ArrivalsAsync(CancellationToken.None).ToListAsync();
}
