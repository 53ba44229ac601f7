using FitPipeline.Functions;
using FitPipeline.Pathway;
using FitPipeline.Service;
using Microsoft.Azure.Functions.Worker.Builder;
using Microsoft.Extensions.Hosting;

FunctionsApplicationBuilder builder = FunctionsApplication.CreateBuilder(args);
builder.ConfigureFunctionsWebApplication();

Surroundings here = builder.Services.AddSettings(builder.Configuration);
builder.Services
    .AddStorage(here)
    .AddOutgoing(here)
    .AddCallers()
    .AddOrchestrations()
    .AddFitPipeline(PathwayPolicy.Current, new WordingSettings());

builder.Build().Run();
