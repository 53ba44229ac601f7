using System.Text;

namespace FitPipeline.Fit;

/// <summary>One row of the command line.</summary>
internal sealed record Command(
    string Name,
    string Usage,
    string Does,
    IReadOnlyList<Option> Options,
    int Operands,
    Func<Checkout, Arguments, StopSignal, Task<int>> RunAsync);

/// <summary>The commands, and the reading of which one is meant.</summary>
internal static class CommandTable
{
    /// <summary>The exit code of a command line that cannot be read.</summary>
    internal const int Misused = 2;

    internal static readonly IReadOnlyList<Command> Commands =
    [
        RunCommand.Command, DemoCommand.Command, TestCommand.Command,
        MutateCommand.Command, BenchCommand.Command, ReplayCommand.Command, AzureCommand.Command, DoctorCommand.Command,
    ];

    internal static async Task<int> RunAsync(IReadOnlyList<string> args, Checkout checkout, StopSignal stop)
    {
        if (args is [] or ["help" or "--help" or "-h"])
        {
            await Console.Out.WriteAsync(Table());
            return 0;
        }

        string name = args[0] == "help" ? args[1] : args[0];
        Command? command = Commands.FirstOrDefault(c => c.Name == name);
        if (command is null)
        {
            await Console.Error.WriteAsync($"fit has no command '{name}'.\n\n{Table()}");
            return Misused;
        }

        if (args[0] == "help" || args.Contains("--help") || args.Contains("-h"))
        {
            await Console.Out.WriteAsync(Row(command));
            return 0;
        }

        Arguments read = Arguments.Read([.. args.Skip(1)], command.Options, command.Operands);
        if (read.Faults.Count > 0)
        {
            await Console.Error.WriteAsync($"{string.Join('\n', read.Faults)}\n\n{Row(command)}");
            return Misused;
        }

        return await command.RunAsync(checkout, read, stop);
    }

    internal static string Table()
    {
        StringBuilder table = new("FitPipeline: a postal FIT service, from the referral to a booking or a reassurance.\n\n");
        foreach (Command command in Commands)
        {
            table.Append(Row(command));
        }

        return table.ToString();
    }

    private static string Row(Command command) =>
        $"  fit {command.Usage}\n{string.Concat(command.Does.Split('\n').Select(line => $"      {line}\n"))}";
}
