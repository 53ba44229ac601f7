using FitPipeline.Application;
using FitPipeline.Functions.Settings;
using FitPipeline.Pathway.Policy;
using Microsoft.Azure.Functions.Worker.Builder;
using Microsoft.Extensions.Hosting;

FunctionsApplicationBuilder builder = FunctionsApplication.CreateBuilder(args);
builder.ConfigureFunctionsWebApplication();

HostEnvironment here = builder.Services.AddSettings(builder.Configuration);
builder.Services
    .AddTelemetry(builder.Configuration)
    .AddStorage(here)
    .AddOutgoing(here)
    .AddCallers()
    .AddOrchestrations()
    .AddFitPipeline(PathwayPolicy.Current, builder.Configuration.ReadWording());

builder.Build().Run();
