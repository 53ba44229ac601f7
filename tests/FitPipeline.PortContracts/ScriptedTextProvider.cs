using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace FitPipeline.PortContracts;

/// <summary>A text provider on the loopback that answers as it is told and keeps what it was asked.</summary>
internal sealed class ScriptedTextProvider : IAsyncDisposable
{
    private readonly WebApplication _app;

    private ScriptedTextProvider(WebApplication app) => _app = app;

    internal List<(string Path, string Body)> Requests { get; } = [];

    /// <summary>Answers the request of that number, from 0: status, headers, body. A status of 0 breaks the connection off.</summary>
    internal Func<int, (int Status, string? RetryAfter, string Body)> Answer { get; set; } = _ => (202, null, Accepted);

    internal const string Accepted =
        """{"value":[{"to":"+447700900001","messageId":"Outgoing_1","httpStatusCode":202,"repeatabilityResult":"accepted","successful":true}]}""";

    internal Uri Address => new(_app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First());

    internal static async Task<ScriptedTextProvider> StartAsync()
    {
        WebApplicationBuilder builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        WebApplication app = builder.Build();
        ScriptedTextProvider provider = new(app);
        app.MapPost("/sms", provider.AnswerAsync);
        await app.StartAsync();
        return provider;
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private async Task AnswerAsync(HttpContext http)
    {
        using StreamReader reader = new(http.Request.Body, Encoding.UTF8);
        Requests.Add((http.Request.Path + http.Request.QueryString, await reader.ReadToEndAsync()));
        (int status, string? retryAfter, string body) = Answer(Requests.Count - 1);
        if (status == 0)
        {
            http.Abort();
            return;
        }

        http.Response.StatusCode = status;
        if (retryAfter is not null)
        {
            http.Response.Headers.RetryAfter = retryAfter;
        }

        http.Response.ContentType = "application/json";
        await http.Response.WriteAsync(body);
    }
}
