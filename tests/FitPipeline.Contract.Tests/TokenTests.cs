using System.Net;
using System.Text.Json.Nodes;

namespace FitPipeline.Contract.Tests;

public sealed class TokenTests(RunningService service) : ContractTest(service)
{
    [Theory]
    [InlineData("gp", "B99011", "/api/practices/B99011/journeys")]
    [InlineData("kitDesk", null, "/api/kits/dispatch")]
    [InlineData("lab", null, "/api/quarantine")]
    [InlineData("triage", null, "/api/waiting-list")]
    [InlineData("bookingDesk", null, "/api/bookings")]
    [InlineData("admin", null, "/dev/clock")]
    public async Task A_minted_token_opens_what_its_role_may(string role, string? practice, string path)
    {
        string token = await MintAsync(role, practice);
        Assert.Equal(HttpStatusCode.OK, (await SendAsync(HttpMethod.Get, path, null, token: token)).Status);
        Assert.NotEqual(token, await MintAsync(role, practice));
        Assert.True(token.Length >= 22, "A token must not be guessable.");
    }

    [Fact]
    public async Task Only_the_admin_mints_and_every_fault_is_named()
    {
        await MintAsync("lab", null);
        AssertProblem(await PostAsync("/api/tokens", "gp", new JsonObject { ["role"] = "admin" }), HttpStatusCode.Forbidden);
        AssertInvalid(await PostAsync("/api/tokens", "admin", new JsonObject { ["role"] = "king" }), "role");
        AssertInvalid(await PostAsync("/api/tokens", "admin", new JsonObject()), "role");
        AssertInvalid(await PostAsync("/api/tokens", "admin", new JsonObject { ["role"] = "gp" }), "practice");
        AssertInvalid(await PostAsync("/api/tokens", "admin", new JsonObject { ["role"] = "gp", ["practice"] = "not one" }), "practice");
    }

    [Fact]
    public async Task What_is_no_token_opens_nothing()
    {
        foreach (string token in (string[])["x", new string('a', 64), new string('b', 5000), "Basic"])
        {
            AssertProblem(await SendAsync(HttpMethod.Get, "/api/worklist", null, token: token), HttpStatusCode.Unauthorized);
        }
    }

    [Fact]
    public void The_tokens_file_is_its_owners_alone()
    {
        // On Windows the directory's own permissions say who may read it.
        string directory = Service.Directory ?? throw new NotOfferedException("a directory that can be seen from here");
        if (!OperatingSystem.IsWindows())
        {
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(Path.Combine(directory, "tokens.json")));
        }
    }
}
