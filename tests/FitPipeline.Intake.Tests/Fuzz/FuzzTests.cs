using FitPipeline.Intake.Results;

namespace FitPipeline.Intake.Tests;

/// <summary>
/// Every reader under broken and random input: nothing escapes, what comes out is what is promised, and it does not matter
/// how the stream cuts the bytes up. The seed of a failure is in its message.
/// </summary>
public sealed class FuzzTests
{
    private const int MutantsOfEachFile = 40;
    private const int RandomFiles = 400;

    public static TheoryData<string> Folders => ["referrals", "scans", "csv", "hl7", "lis2", "fhir"];

    [Theory]
    [MemberData(nameof(Folders))]
    public void Given_a_broken_file_of_the_corpus_then_the_reader_says_what_is_wrong_and_never_throws(string folder)
    {
        string[] files = [.. Corpus.Files.Where(file => file.StartsWith(folder + "/", StringComparison.Ordinal))];
        byte[][] contents = [.. files.Select(Corpus.Bytes)];
        for (int file = 0; file < files.Length; file++)
        {
            for (int seed = 0; seed < MutantsOfEachFile; seed++)
            {
                byte[] mutant = Mutations.Apply(contents[file], contents, new Random(Seed(file, seed)));
                Check(files[file], mutant, $"{files[file]}, seed {Seed(file, seed)}");
            }
        }
    }

    [Theory]
    [MemberData(nameof(Folders))]
    public void Given_random_bytes_then_the_reader_says_what_is_wrong_and_never_throws(string folder)
    {
        string like = Corpus.Files.First(file => file.StartsWith(folder + "/", StringComparison.Ordinal));
        for (int seed = 0; seed < RandomFiles; seed++)
        {
            Random random = new(seed);
            byte[] bytes = new byte[random.Next(2000)];
            random.NextBytes(bytes);
            if (seed % 2 == 0)
            {
                // Half of them in the characters the formats are made of, so that some get further in.
                ReadOnlySpan<byte> alphabet = "MSHPIDOBXRL|^~\\&,;\r\n\"{}[]:0123456789 <>-\u0002\u0003\u0017"u8;
                for (int i = 0; i < bytes.Length; i++)
                {
                    bytes[i] = alphabet[bytes[i] % alphabet.Length];
                }
            }

            Check(like, bytes, $"random bytes for {folder}, seed {seed}");
        }
    }

    private static int Seed(int file, int seed) => (file * 1000) + seed;

    private static void Check(string file, byte[] bytes, string what)
    {
        try
        {
            string whole = Corpus.Render(file, bytes);
            if (file.Split('/')[0] is "referrals" or "scans")
            {
                return;
            }

            string? broken = Invariants.Broken(Corpus.ReadLab(file, bytes));
            Assert.True(broken is null, $"{what}: {broken}");

            using DribblingStream dribble = new(bytes);
            string inDrips = Rendering.Of([.. LabFile.Read(Path.GetFileName(file), dribble, new LabReadingOptions(Corpus.ReceivedAt))]);
            Assert.True(whole == inDrips, $"{what}: read in drips it says otherwise.\n{whole}\n{inDrips}");
        }
        catch (Exception trouble) when (trouble is not Xunit.Sdk.XunitException)
        {
            Assert.Fail($"{what}: {trouble}");
        }
    }
}
