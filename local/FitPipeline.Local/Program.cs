using FitPipeline.Local;

return args switch
{
    ["demo", .. var rest] => await DemoCommand.RunAsync(rest),
    ["replay", .. var rest] => await ReplayCommand.RunAsync(rest),
    _ => await RunCommand.RunAsync(args),
};
