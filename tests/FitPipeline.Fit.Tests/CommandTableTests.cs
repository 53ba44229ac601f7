namespace FitPipeline.Fit.Tests;

public sealed class CommandTableTests
{
    [Fact]
    public void Given_the_table_when_printed_then_every_command_and_each_of_its_options_is_in_it()
    {
        string table = CommandTable.Table();

        Assert.Equal(["run", "demo", "test", "mutate", "bench", "replay", "azure", "doctor"], CommandTable.Commands.Select(c => c.Name));
        foreach (Command command in CommandTable.Commands)
        {
            Assert.Contains($"  fit {command.Usage}\n", table, StringComparison.Ordinal);
            Assert.All(command.Options, option => Assert.Contains($"[{option.Name}", command.Usage, StringComparison.Ordinal));
        }
    }

    [Theory]
    [InlineData(0)]
    [InlineData(0, "help")]
    [InlineData(0, "run", "--help")]
    [InlineData(2, "nonsense")]
    [InlineData(2, "help", "nonsense")]
    [InlineData(2, "run", "--prot", "7071")]
    [InlineData(2, "doctor", "now")]
    public async Task Given_a_command_line_when_it_asks_for_help_or_cannot_be_read_then_the_exit_code_says_which(int exitCode, params string[] args)
    {
        using Folder folder = new();
        using StopSignal stop = new();

        Assert.Equal(exitCode, await CommandTable.RunAsync(args, folder.Checkout, stop));
    }

    [Fact]
    public async Task Given_a_checkout_without_benchmarks_when_they_are_asked_for_then_it_ends_with_1()
    {
        using Folder folder = new();
        using StopSignal stop = new();

        Assert.Equal(1, await CommandTable.RunAsync(["bench", "--json"], folder.Checkout, stop));
    }
}
