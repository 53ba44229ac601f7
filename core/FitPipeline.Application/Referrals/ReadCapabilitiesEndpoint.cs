using System.Text;
using FitPipeline.Application.Http;
using FitPipeline.Intake.Fhir;
using Microsoft.AspNetCore.Http;

namespace FitPipeline.Application.Referrals;

/// <summary><c>GET /api/metadata</c>: what this service speaks of FHIR. It says nothing about anybody, so it needs no token.</summary>
public sealed class ReadCapabilitiesEndpoint : IEndpoint
{
    private static readonly string Statement = Encoding.UTF8.GetString(CapabilityStatement.Write("/api/referrals"));

    /// <inheritdoc/>
    public Route Route { get; } = new(
        "ReadCapabilities", "GET", "/api/metadata", "What is spoken of FHIR here, as a CapabilityStatement; needs no token.", []);

    /// <inheritdoc/>
    public Task<IResult> HandleAsync(ApiCall call, CancellationToken cancel) =>
        Task.FromResult(Results.Text(Statement, OperationOutcome.MediaType));
}
