using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;

namespace FitPipeline.Local.PracticeDay;

/// <summary>An answer: its status and its JSON.</summary>
internal sealed record Answer(HttpStatusCode Status, JsonNode? Body)
{
    /// <summary>True when it was done.</summary>
    public bool Done => (int)Status < 300;
}

/// <summary>Calls the service as a person of each role would: over HTTP, with that role's token.</summary>
internal sealed class Api(Uri address, JsonObject tokens, HttpMessageHandler? through = null) : IDisposable
{
    private readonly HttpClient _http = new(through ?? new SocketsHttpHandler()) { BaseAddress = address, Timeout = TimeSpan.FromMinutes(5) };
    private int _requests;

    /// <summary>Calls and reads the answer.</summary>
    public async Task<Answer> SendAsync(
        string role, HttpMethod method, string path, string? body, CancellationToken cancel, string? requestId = null, string type = "application/json")
    {
        using HttpRequestMessage request = new(method, path);
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", (string?)tokens[role]);
        request.Headers.Add("X-Request-ID", requestId ?? $"practice-day-{Interlocked.Increment(ref _requests)}");
        if (body is not null)
        {
            request.Content = new StringContent(body, Encoding.UTF8, type);
        }

        using HttpResponseMessage response = await _http.SendAsync(request, cancel);
        string text = await response.Content.ReadAsStringAsync(cancel);
        return new Answer(response.StatusCode, text.Length > 0 && text[0] is '{' or '[' ? JsonNode.Parse(text) : null);
    }

    /// <summary>Posts JSON.</summary>
    public Task<Answer> PostAsync(string role, string path, JsonObject body, CancellationToken cancel) =>
        SendAsync(role, HttpMethod.Post, path, body.ToJsonString(), cancel);

    /// <summary>Reads every page of a list.</summary>
    public async Task<List<JsonObject>> ListAsync(string role, string path, CancellationToken cancel)
    {
        List<JsonObject> items = [];
        string? after = null;
        do
        {
            string next = after is null ? path : path + (path.Contains('?', StringComparison.Ordinal) ? "&" : "?") + "after=" + Uri.EscapeDataString(after);
            Answer answer = await SendAsync(role, HttpMethod.Get, next, null, cancel);
            if (!answer.Done)
            {
                throw new InvalidOperationException($"GET {path} answered {(int)answer.Status}.");
            }

            items.AddRange(((JsonArray)answer.Body!["items"]!).Select(item => (JsonObject)item!));
            after = (string?)answer.Body["next"];
        }
        while (after is not null);
        return items;
    }

    /// <inheritdoc/>
    public void Dispose() => _http.Dispose();
}
