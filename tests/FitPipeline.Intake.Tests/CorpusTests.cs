namespace FitPipeline.Intake.Tests;

/// <summary>Every file of the corpus against what is expected of it, written beside it. See Corpus/README.md.</summary>
public sealed class CorpusTests
{
    public static TheoryData<string> Files => [.. Corpus.Files];

    [Theory]
    [MemberData(nameof(Files))]
    public void Given_a_file_of_the_corpus_when_read_then_it_gives_what_is_expected(string file)
    {
        string actual = Corpus.Render(file, Corpus.Bytes(file));
        string expectedPath = Corpus.PathOf(file) + ".expected.json";
        if (Environment.GetEnvironmentVariable("FIT_CORPUS_ACCEPT") == "1")
        {
            File.WriteAllText(Corpus.SourcePathOf(file) + ".expected.json", actual);
            return;
        }

        Assert.True(File.Exists(expectedPath), $"{file} has no expectation beside it. It gives:\n{actual}");
        Assert.Equal(File.ReadAllText(expectedPath), actual);
    }

    [Fact]
    public void Given_the_corpus_then_it_has_at_least_150_files_and_every_format()
    {
        Assert.InRange(Corpus.Files.Count, 150, int.MaxValue);
        Assert.Equal(
            ["csv", "fhir", "hl7", "lis2", "referrals", "scans"],
            Corpus.Files.Select(file => file.Split('/')[0]).Distinct().Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Given_an_expectation_then_the_file_it_is_for_exists()
    {
        IEnumerable<string> orphans = Directory.EnumerateFiles(Corpus.Root, "*.expected.json", SearchOption.AllDirectories)
            .Where(path => !File.Exists(path[..^".expected.json".Length]));
        Assert.Empty(orphans);
    }

    [Fact]
    public void Given_what_readers_say_then_no_sentence_holds_what_a_patient_would_be_known_by()
    {
        // Names and numbers that the corpus uses; a sentence that quotes its file would show one of them.
        string[] personal = ["SMITH", "O'NEILL", "9990000", "07700", "HIGH ST", "1960-02-14", "19600214", "NE8 1AA"];
        foreach (string file in Corpus.Files)
        {
            foreach (string sentence in Corpus.Sentences(file, Corpus.Bytes(file)))
            {
                Assert.DoesNotContain(personal, word => sentence.Contains(word, StringComparison.OrdinalIgnoreCase));
            }
        }
    }
}
