using Azure.Core;
using Azure.Core.Pipeline;

namespace FitPipeline.Functions.Tests;

/// <summary>Stands between a client and the storage and lets things go wrong, once for each attempt.</summary>
internal sealed class FaultPolicy : HttpPipelinePolicy
{
    /// <summary>Answers a request instead of the storage; null lets it through.</summary>
    internal Func<Request, Exception?> Before { get; set; } = _ => null;

    /// <summary>Loses the answer to a request that the storage has carried out.</summary>
    internal Func<Request, Exception?> After { get; set; } = _ => null;

    internal int Faults { get; private set; }

    public override void Process(HttpMessage message, ReadOnlyMemory<HttpPipelinePolicy> pipeline) => throw new NotSupportedException();

    public override async ValueTask ProcessAsync(HttpMessage message, ReadOnlyMemory<HttpPipelinePolicy> pipeline)
    {
        Throw(Before(message.Request));
        await ProcessNextAsync(message, pipeline);
        Throw(After(message.Request));
    }

    internal static bool Concerns(Request request, string table) =>
        request.Uri.ToUri().AbsolutePath.Contains("/" + table, StringComparison.Ordinal);

    private void Throw(Exception? fault)
    {
        if (fault is not null)
        {
            Faults++;
            throw fault;
        }
    }
}
