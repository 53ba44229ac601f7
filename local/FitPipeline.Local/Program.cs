using FitPipeline.Local;

return args is ["demo", .. var rest]
    ? await DemoCommand.RunAsync(rest)
    : await RunCommand.RunAsync(args);
