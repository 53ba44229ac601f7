namespace FitPipeline.Fit.Tests;

public sealed class ArgumentsTests
{
    private static Arguments Run(params string[] args) =>
        Arguments.Read(args, RunCommand.Command.Options, RunCommand.Command.Operands);

    [Fact]
    public void Given_every_option_of_run_when_read_then_each_word_is_passed_on_unchanged()
    {
        string[] line = ["--port", "7072", "--data", "my data", "--virtual-clock", "2026-01-05T08:00:00Z", "--demo"];

        Arguments read = Run(line);

        Assert.Empty(read.Faults);
        Assert.Equal(line, read.PassedOn);
    }

    [Fact]
    public void Given_values_behind_an_equals_sign_when_read_then_they_are_words_of_their_own()
    {
        Arguments read = Run("--port=0", "--data=a=b");

        Assert.Empty(read.Faults);
        Assert.Equal(["--port", "0", "--data", "a=b"], read.PassedOn);
    }

    [Fact]
    public void Given_many_mistakes_when_read_then_every_one_is_named_at_once()
    {
        Arguments read = Run("--port", "abc", "--dta", "x", "--demo=1", "--demo", "now", "--virtual-clock");

        Assert.Equal(
            [
                "--port takes a port from 0 (any that is free) to 65535, not 'abc'.",
                "--dta is not an option here.",
                "--demo takes no value.",
                "--demo is given twice.",
                "--virtual-clock needs a value: --virtual-clock 2026-01-05T08:00:00Z.",
                "'now' is one word too many.",
            ],
            read.Faults);
    }

    [Theory]
    [InlineData("0", true)]
    [InlineData("65535", true)]
    [InlineData("65536", false)]
    [InlineData("-1", false)]
    [InlineData("7071.0", false)]
    [InlineData(" 7071", false)]
    public void Given_a_port_when_read_then_only_a_real_one_is_taken(string port, bool isTaken) =>
        Assert.Equal(isTaken, Run("--port", port).Faults.Count == 0);

    [Theory]
    [InlineData("2026-01-05T08:00:00Z", true)]
    [InlineData("2026-01-05T08:00:00+01:00", true)]
    [InlineData("2026-01-05", true)]
    [InlineData("2026-02-30T08:00:00Z", false)]
    [InlineData("05/01/2026 08:00", false)]
    [InlineData("tomorrow", false)]
    public void Given_a_virtual_clock_when_read_then_only_an_iso_time_is_taken(string clock, bool isTaken) =>
        Assert.Equal(isTaken, Run("--virtual-clock", clock).Faults.Count == 0);

    [Fact]
    public void Given_an_option_where_a_value_should_be_when_read_then_the_value_is_missed_and_the_option_is_kept()
    {
        Arguments read = Run("--data", "--demo");

        Assert.Equal(["--data needs a value: --data DIR."], read.Faults);
        Assert.Contains("--demo", read.PassedOn);
    }

    [Fact]
    public void Given_a_filter_when_test_reads_it_then_one_word_is_allowed_and_no_more()
    {
        Arguments one = Arguments.Read(["Pathway"], TestCommand.Command.Options, TestCommand.Command.Operands);
        Arguments two = Arguments.Read(["Pathway", "Intake"], TestCommand.Command.Options, TestCommand.Command.Operands);

        Assert.Equal(["Pathway"], one.Operands);
        Assert.Empty(one.Faults);
        Assert.Equal(["'Intake' is one word too many."], two.Faults);
    }

    [Theory]
    [InlineData("Given_a_posted_kit", "FullyQualifiedName~Given_a_posted_kit")]
    [InlineData("FitPipeline.Intake.Tests", "FullyQualifiedName~FitPipeline.Intake.Tests")]
    [InlineData("FullyQualifiedName!~Browser", "FullyQualifiedName!~Browser")]
    [InlineData("Kit|Slot", "Kit|Slot")]
    public void Given_a_filter_when_it_has_an_operator_then_it_is_left_as_it_is(string filter, string expression) =>
        Assert.Equal(expression, TestCommand.Expression(filter));

    [Fact]
    public void Given_the_test_projects_when_the_fast_lane_is_taken_then_rules_readers_and_use_cases_are_in_it_and_no_host()
    {
        Checkout around = Checkout.Around(AppContext.BaseDirectory)!;

        Assert.Equal(
            ["FitPipeline.Application.Tests", "FitPipeline.Intake.Tests", "FitPipeline.Pathway.Tests"],
            TestCommand.QuickOf(around.TestProjects()).Select(project => Path.GetFileNameWithoutExtension(project)));
    }
}
