using System.Text;
using FitPipeline.Application.Http;
using FitPipeline.Functions.Callers;
using FitPipeline.Pathway.Identity;
using FitPipeline.Pathway.Journeys;
using Microsoft.AspNetCore.Http;

namespace FitPipeline.Functions.Tests;

/// <summary>Who calls: by the platform's header in Azure, by a file of tokens on a developer's machine.</summary>
public sealed class CallerTests
{
    private const string LongRole = "http://schemas.microsoft.com/ws/2008/06/identity/claims/role";

    [Theory]
    [InlineData("roles", "kitDesk", Actor.KitDesk)]
    [InlineData("roles", "lab", Actor.Lab)]
    [InlineData("roles", "triage", Actor.Triage)]
    [InlineData("roles", "bookingDesk", Actor.BookingDesk)]
    [InlineData("roles", "admin", Actor.Admin)]
    [InlineData(LongRole, "triage", Actor.Triage)]
    public void Given_a_principal_with_one_role_when_it_calls_then_that_is_who_it_is(string claim, string role, Actor actor) =>
        Assert.Equal(new Caller(actor, null), PrincipalAuthenticator.Of(Header((claim, role), ("name", "Somebody"))));

    [Theory]
    [InlineData("practice")]
    [InlineData("extn.practice")]
    [InlineData("extension_practice")]
    public void Given_a_practice_when_its_claim_says_which_then_it_speaks_for_that_one(string claim) =>
        Assert.Equal(new Caller(Actor.Gp, OdsCode.Parse("A99001")), PrincipalAuthenticator.Of(Header(("roles", "gp"), (claim, "A99001"))));

    public static TheoryData<string?> Nobodies => new(
        null,
        "",
        "e30=",
        "not base64",
        Convert.ToBase64String("not json"u8),
        Convert.ToBase64String("[]"u8),
        Convert.ToBase64String("{\"claims\":5}"u8),
        Header(("name", "Somebody")),
        Header(("roles", "owner")),
        Header(("roles", "Triage")),
        Header(("roles", "triage"), ("roles", "lab")),
        Header(("roles", "gp")),
        Header(("roles", "gp"), ("practice", "not a code")),
        Header(("roles", "gp"), ("practice", "A99001"), ("practice", "A99002")),
        new string('A', 40_000));

    [Theory]
    [MemberData(nameof(Nobodies))]
    public void Given_a_header_that_names_nobody_or_too_many_when_it_is_read_then_there_is_no_caller(string? header) =>
        Assert.Null(PrincipalAuthenticator.Of(header));

    [Fact]
    public async Task Given_a_developer_s_machine_when_the_tokens_are_made_then_each_role_has_one_and_only_the_owner_can_read_them()
    {
        string path = Path.Combine(Path.GetTempPath(), $"fit-{Guid.NewGuid():N}.json");
        try
        {
            FileTokenAuthenticator callers = new(path);
            System.Text.Json.Nodes.JsonObject tokens = (System.Text.Json.Nodes.JsonObject)System.Text.Json.Nodes.JsonNode.Parse(await File.ReadAllTextAsync(path))!;
            Assert.Equal(["gp", "kitDesk", "lab", "triage", "bookingDesk", "admin"], tokens.Select(token => token.Key));
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, OperatingSystem.IsWindows() ? UnixFileMode.UserRead | UnixFileMode.UserWrite : File.GetUnixFileMode(path));
            Assert.Equal(new Caller(Actor.Gp, OdsCode.Parse("A99001")), await AskAsync(callers, "Bearer " + tokens["gp"]));
            Assert.Equal(new Caller(Actor.Lab, null), await AskAsync(new FileTokenAuthenticator(path), "bearer " + tokens["lab"]));
            tokens["gp:B99002"] = "another-practice";
            tokens["owner"] = "nobody-has-this-role";
            tokens["gp:nowhere"] = "nobody-is-this-practice";
            await File.WriteAllTextAsync(path, tokens.ToJsonString());
            FileTokenAuthenticator more = new(path);
            Assert.Equal(new Caller(Actor.Gp, OdsCode.Parse("B99002")), await AskAsync(more, "Bearer another-practice"));
            Assert.Null(await AskAsync(more, "Bearer nobody-has-this-role"));
            Assert.Null(await AskAsync(more, "Bearer nobody-is-this-practice"));
            Assert.Null(await AskAsync(callers, "Bearer nobody"));
            Assert.Null(await AskAsync(callers, "Bearer "));
            Assert.Null(await AskAsync(callers, "Basic " + tokens["lab"]));
            Assert.Null(await AskAsync(callers, ""));
        }
        finally
        {
            File.Delete(path);
        }
    }

    private static string Header(params (string Type, string Value)[] claims)
    {
        string json = string.Join(',', claims.Select(claim => $$"""{"typ":"{{claim.Type}}","val":"{{claim.Value}}"}"""));
        return Convert.ToBase64String(Encoding.UTF8.GetBytes($$"""{"auth_typ":"aad","name_typ":"name","role_typ":"roles","claims":[{{json}}]}"""));
    }

    private static async Task<Caller?> AskAsync(FileTokenAuthenticator callers, string authorization)
    {
        DefaultHttpContext http = new();
        http.Request.Headers.Authorization = authorization;
        return await callers.IdentifyAsync(http);
    }
}
