using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using FitPipeline.SmsEmulator;

namespace FitPipeline.Local.Tests;

/// <summary>The text provider on one's own machine answers as the real one does.</summary>
public sealed class EmulatorTests : IAsyncLifetime
{
    private const string Path = "/sms?api-version=2021-03-07";
    private static readonly HttpClient Http = new();
    private Emulator _emulator = null!;

    public async Task InitializeAsync() => _emulator = await Emulator.StartAsync(unitsAMinute: 5);

    public async Task DisposeAsync() => await _emulator.DisposeAsync();

    [Fact]
    public async Task A_text_is_taken_once_however_often_it_is_sent_under_its_id()
    {
        string id = Guid.NewGuid().ToString();
        JsonNode first = await ItemAsync(await SendAsync(Body(id: id)));
        JsonNode again = await ItemAsync(await SendAsync(Body(id: id)));
        Assert.True((bool)first["successful"]!);
        Assert.Equal((string?)first["messageId"], (string?)again["messageId"]);
        Assert.Equal(412, (int)(await ItemAsync(await SendAsync(Body(id: id, message: "Other words"))))["httpStatusCode"]!);
        Assert.Equal("Hello", Assert.Single(_emulator.Texts).Message);
    }

    [Fact]
    public async Task Only_what_is_signed_for_these_bytes_and_this_address_is_taken()
    {
        Assert.Equal(HttpStatusCode.Unauthorized, (await SendAsync(Body(), key: Convert.ToBase64String(new byte[32]))).Status);
        Assert.Equal(HttpStatusCode.Unauthorized, (await SendAsync(Body(), signed: Body(message: "Other words"))).Status);
        Assert.Equal(HttpStatusCode.Unauthorized, (await SendAsync(Body(), at: DateTimeOffset.UtcNow.AddHours(-1))).Status);
        Assert.Equal(HttpStatusCode.Unauthorized, (await SendAsync(Body(), path: Path + "&x=1", signedPath: Path)).Status);
        Assert.Empty(_emulator.Texts);
    }

    [Fact]
    public async Task What_is_malformed_is_refused_and_a_bad_number_is_refused_by_itself()
    {
        Assert.Equal(HttpStatusCode.BadRequest, (await SendAsync("{")).Status);
        Assert.Equal(HttpStatusCode.BadRequest, (await SendAsync(Body(message: ""))).Status);
        Assert.Equal(HttpStatusCode.BadRequest, (await SendAsync(Body(), path: "/sms")).Status);
        foreach (string number in (string[])["0191 498 0123", "+447700900981", "+1555"])
        {
            (HttpStatusCode status, JsonNode? answer, _) = await SendAsync(Body(to: number));
            Assert.Equal(HttpStatusCode.Accepted, status);
            Assert.Equal(400, (int)answer!["value"]![0]!["httpStatusCode"]!);
        }

        Assert.Empty(_emulator.Texts);
    }

    [Fact]
    public async Task More_than_the_limit_is_too_many_and_says_when_to_come_back()
    {
        for (int i = 0; i < 5; i++)
        {
            Assert.Equal(HttpStatusCode.Accepted, (await SendAsync(Body())).Status);
        }

        (HttpStatusCode status, _, TimeSpan? wait) = await SendAsync(Body());
        Assert.Equal(HttpStatusCode.TooManyRequests, status);
        Assert.InRange(wait!.Value.TotalSeconds, 1, 60);
    }

    [Fact]
    public async Task The_page_shows_texts_as_telephones_do_and_no_text_is_markup()
    {
        await SendAsync(Body(message: "<b>Hello</b>"));
        string page = await Http.GetStringAsync(_emulator.Address);
        Assert.Contains("&lt;b&gt;Hello&lt;/b&gt;", page, StringComparison.Ordinal);
        Assert.Contains("07700 900001", page, StringComparison.Ordinal);
        Assert.Contains("1 text in 1 part, on 1 telephone.", page, StringComparison.Ordinal);
        Assert.Contains("Mon 12 Jan 09:00 · 1 part", page, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(Fault.TooMany, HttpStatusCode.TooManyRequests)]
    [InlineData(Fault.ServerError, HttpStatusCode.InternalServerError)]
    [InlineData(Fault.Unauthorised, HttpStatusCode.Unauthorized)]
    public async Task A_fault_that_was_asked_for_comes_as_often_as_it_was_asked_for(Fault fault, HttpStatusCode status)
    {
        _emulator.Faults.Add(fault, 1);
        Assert.Equal(status, (await SendAsync(Body())).Status);
        Assert.Equal(HttpStatusCode.Accepted, (await SendAsync(Body())).Status);
        Assert.Single(_emulator.Texts);
    }

    private static string Body(string to = "+447700900001", string message = "Hello", string? id = null) => new JsonObject
    {
        ["from"] = "NHSKIT",
        ["smsRecipients"] = new JsonArray(new JsonObject
        {
            ["to"] = to,
            ["repeatabilityRequestId"] = id ?? Guid.NewGuid().ToString(),
            ["repeatabilityFirstSent"] = "Mon, 12 Jan 2026 09:00:00 GMT",
        }),
        ["message"] = message,
        ["smsSendOptions"] = new JsonObject { ["enableDeliveryReport"] = true, ["tag"] = "t-1" },
    }.ToJsonString();

    private static Task<JsonNode> ItemAsync((HttpStatusCode Status, JsonNode? Answer, TimeSpan? Wait) sent)
    {
        Assert.Equal(HttpStatusCode.Accepted, sent.Status);
        return Task.FromResult(sent.Answer!["value"]![0]!);
    }

    private async Task<(HttpStatusCode Status, JsonNode? Answer, TimeSpan? Wait)> SendAsync(
        string body, string path = Path, string? signedPath = null, string? signed = null, string? key = null, DateTimeOffset? at = null)
    {
        byte[] bytes = Encoding.UTF8.GetBytes(body);
        (string date, string hash, string authorization) = Signature.Of(
            "POST", signedPath ?? path, _emulator.Address.Authority, Encoding.UTF8.GetBytes(signed ?? body), key ?? Signature.KnownKey, at ?? DateTimeOffset.UtcNow);
        using HttpRequestMessage request = new(HttpMethod.Post, new Uri(_emulator.Address, path)) { Content = new ByteArrayContent(bytes) };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        request.Headers.TryAddWithoutValidation("x-ms-date", date);
        request.Headers.TryAddWithoutValidation("x-ms-content-sha256", hash);
        request.Headers.TryAddWithoutValidation("Authorization", authorization);
        using HttpResponseMessage answer = await Http.SendAsync(request);
        string text = await answer.Content.ReadAsStringAsync();
        return (answer.StatusCode, text.Length == 0 ? null : JsonNode.Parse(text), answer.Headers.RetryAfter?.Delta);
    }
}
