using FitPipeline.Application.Http;
using FitPipeline.Application.Storage;
using FitPipeline.Pathway.Journeys;
using Microsoft.AspNetCore.Http;

namespace FitPipeline.Application.Laboratory;

/// <summary><c>GET /api/lab/files/{fileId}/acknowledgements</c>.</summary>
public sealed class ReadAcknowledgementsEndpoint(IRawArchive archive) : IEndpoint
{
    private const string Media = "x-application/hl7-v2+er7";

    /// <inheritdoc/>
    public Route Route { get; } = new(
        "ReadAcknowledgements", "GET", "/api/lab/files/{fileId}/acknowledgements",
        "The acknowledgement of each HL7 v2 message of a file, in its order.", [Actor.Lab]);

    /// <inheritdoc/>
    public async Task<IResult> HandleAsync(ApiCall call, CancellationToken cancel) =>
        await archive.OpenAnswerAsync(call.Path("fileId"), cancel) is { } answer
            ? Results.Stream(answer, Media)
            : Problems.NotFound(call, "There is no such file, or it is not HL7 v2, or it is still being read.");
}
