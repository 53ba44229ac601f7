using FitPipeline.Fit;

Checkout? checkout = Checkout.Around(AppContext.BaseDirectory);
if (checkout is null)
{
    await Console.Error.WriteLineAsync("fit runs from a checkout of FitPipeline, and found no FitPipeline.sln above itself.");
    return 1;
}

using StopSignal stop = new();
return await CommandTable.RunAsync(args, checkout, stop);
