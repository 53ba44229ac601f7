using System.Net;
using System.Net.Http.Headers;
using System.Text.Json.Nodes;

namespace FitPipeline.Local.Tests;

public sealed class TokenTests
{
    private static readonly string[] Roles = ["gp", "kitDesk", "lab", "triage", "bookingDesk", "admin"];

    [Fact]
    public async Task Given_a_first_start_when_the_tokens_are_made_then_only_their_owner_can_read_them_and_each_is_its_own()
    {
        await using RunningHost host = await RunningHost.StartAsync(RunningHost.Morning);
        string path = Path.Combine(host.Folder, "tokens.json");
        JsonObject tokens = (JsonObject)JsonNode.Parse(await File.ReadAllTextAsync(path))!;
        Assert.Equal(Roles, tokens.Select(token => token.Key));
        Assert.Equal(Roles.Length, tokens.Select(token => (string)token.Value!).Distinct().Count());
        Assert.All(tokens, token => Assert.True(((string)token.Value!).Length >= 43));
        if (!OperatingSystem.IsWindows())
        {
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(path));
        }

        await host.StartAgainAsync(RunningHost.Morning);
        Assert.Equal(tokens.ToJsonString(), JsonNode.Parse(await File.ReadAllTextAsync(path))!.ToJsonString());
    }

    [Fact]
    public async Task Given_a_minted_token_when_it_is_used_then_it_speaks_for_its_practice_also_after_a_restart_and_is_kept_nowhere()
    {
        await using RunningHost host = await RunningHost.StartAsync(RunningHost.Morning);
        string journey = await host.ReferAsync(1);
        JsonNode minted = await host.OkAsync("admin", HttpMethod.Post, "/api/tokens", """{"role":"gp","practice":"A99002"}""");
        string token = (string)minted["token"]!;
        JsonNode own = await host.OkAsync("admin", HttpMethod.Post, "/api/tokens", """{"role":"gp","practice":"A99001"}""");

        await host.StartAgainAsync(RunningHost.Morning);
        Assert.Equal(HttpStatusCode.NotFound, await StatusAsync(host, token, "/api/journeys/" + journey));
        Assert.Equal(HttpStatusCode.OK, await StatusAsync(host, token, "/api/worklist"));
        Assert.Equal(HttpStatusCode.OK, await StatusAsync(host, (string)own["token"]!, "/api/journeys/" + journey));

        await host.StopAsync();
        foreach (string file in Directory.GetFiles(host.Folder, "*", SearchOption.AllDirectories))
        {
            Assert.DoesNotContain(token, System.Text.Encoding.Latin1.GetString(await File.ReadAllBytesAsync(file)), StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("""{"role":"doctor"}""", "role")]
    [InlineData("""{"role":"patient"}""", "role")]
    [InlineData("""{}""", "role")]
    [InlineData("""{"role":"gp"}""", "practice")]
    [InlineData("""{"role":"gp","practice":"a99002"}""", "practice")]
    public async Task Given_a_token_that_could_not_be_used_when_it_is_asked_for_then_it_is_not_made(string body, string field)
    {
        await using RunningHost host = await RunningHost.StartAsync(RunningHost.Morning);
        (HttpStatusCode status, JsonNode? problem) = await host.CallAsync("admin", HttpMethod.Post, "/api/tokens", body);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, status);
        Assert.Contains(field, ((JsonObject)problem!["errors"]!).Select(error => error.Key));
    }

    [Theory]
    [InlineData("")]
    [InlineData("Bearer")]
    [InlineData("Bearer ")]
    [InlineData("Bearer nobody")]
    [InlineData("Basic Z3A6Z3A=")]
    public async Task Given_no_token_that_is_known_when_a_call_comes_then_it_is_asked_who_it_is(string header)
    {
        await using RunningHost host = await RunningHost.StartAsync(RunningHost.Morning);
        using HttpRequestMessage request = new(HttpMethod.Get, "/api/worklist");
        request.Headers.TryAddWithoutValidation("Authorization", header);
        using HttpResponseMessage response = await host.Http.SendAsync(request);
        Assert.Equal(HttpStatusCode.Unauthorized, response.StatusCode);
        Assert.Equal("application/problem+json", response.Content.Headers.ContentType?.MediaType);
    }

    [Fact]
    public async Task Given_a_damaged_tokens_file_when_the_host_is_started_then_it_says_what_to_do()
    {
        await using RunningHost host = await RunningHost.StartAsync(RunningHost.Morning);
        await host.StopAsync();
        foreach (string damaged in new[] { "", "[]", "{\"gp\":", "null", "{\"gp\":7}" })
        {
            await File.WriteAllTextAsync(Path.Combine(host.Folder, "tokens.json"), damaged);
            InvalidOperationException refused = await Assert.ThrowsAsync<InvalidOperationException>(() => host.StartAgainAsync(RunningHost.Morning));
            Assert.Contains("tokens file", refused.Message, StringComparison.Ordinal);
        }
    }

    private static async Task<HttpStatusCode> StatusAsync(RunningHost host, string token, string path)
    {
        using HttpRequestMessage request = new(HttpMethod.Get, path);
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        using HttpResponseMessage response = await host.Http.SendAsync(request);
        return response.StatusCode;
    }
}
