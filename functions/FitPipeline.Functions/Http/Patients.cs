using FitPipeline.Service;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace FitPipeline.Functions;

/// <summary><c>GET /p/{token}</c>.</summary>
public sealed class ReadPatientPage(Front front, PatientPageEndpoint endpoint)
{
    /// <summary>Answers it.</summary>
    [Function(nameof(ReadPatientPage))]
    public Task<IResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "p/{token}")] HttpRequest request) =>
        front.AnswerAsync(request, endpoint);
}
