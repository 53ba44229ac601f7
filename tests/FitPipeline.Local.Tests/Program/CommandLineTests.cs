namespace FitPipeline.Local.Tests;

public sealed class CommandLineTests
{
    [Theory]
    [InlineData("--port is no option of another", "--prot", "80")]
    [InlineData("a port that is none", "--port", "eighty")]
    [InlineData("a port too high", "--port", "65536")]
    [InlineData("a port below nought", "--port", "-1")]
    [InlineData("no port", "--port")]
    [InlineData("no directory", "--data")]
    [InlineData("an empty directory", "--data", "")]
    [InlineData("a time that is none", "--virtual-clock", "soon")]
    [InlineData("no time", "--virtual-clock")]
    [InlineData("texts to a word that is none", "--sms", "telephones")]
    [InlineData("texts to another machine", "--sms", "http://sms.example.org/")]
    [InlineData("texts to a file", "--sms", "/sms")]
    [InlineData("texts to nowhere", "--sms")]
    public void Given_a_faulty_option_when_it_is_read_then_it_is_named_in_a_sentence(string fault, params string[] arguments)
    {
        (Options? options, IReadOnlyList<string> faults) = Options.Read(arguments);
        Assert.True(options is null, fault);
        Assert.Contains(faults, said => said.Contains(arguments[0], StringComparison.Ordinal) && said.EndsWith('.'));
    }

    [Fact]
    public void Given_several_faults_when_they_are_read_then_all_are_named_at_once()
    {
        (_, IReadOnlyList<string> faults) = Options.Read(["--port", "x", "--virtual-clock", "y", "--what"]);
        Assert.Equal(3, faults.Count);
    }

    [Fact]
    public void Given_sound_options_when_they_are_read_then_they_are_taken_and_a_time_without_zone_is_UTC()
    {
        (Options? options, IReadOnlyList<string> faults) = Options.Read(["--port", "0", "--data", "d", "--virtual-clock", "2026-06-01T09:00:00", "--demo"]);
        Assert.Empty(faults);
        Assert.Equal(new Options(0, "d", new DateTimeOffset(2026, 6, 1, 9, 0, 0, TimeSpan.Zero), true), options);
        Assert.Equal(7071, Options.Read([]).Options!.Port);
    }

    [Theory]
    [InlineData("emulator")]
    [InlineData("http://127.0.0.1:7072/")]
    [InlineData("http://localhost:7072")]
    public void Given_where_texts_go_when_it_is_on_this_machine_then_it_is_taken(string sms)
    {
        Assert.Equal(sms, Options.Read(["--sms", sms]).Options!.Sms);
        Assert.Null(Options.Read([]).Options!.Sms);
    }
}
