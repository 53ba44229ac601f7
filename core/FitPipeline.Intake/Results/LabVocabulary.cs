using System.Collections.Frozen;
using System.Reflection;
using FitPipeline.Intake.Results.Csv;
using FitPipeline.Pathway.Haemoglobin;

namespace FitPipeline.Intake.Results;

/// <summary>What the profiles teach: the names of instruments, the codes of the test and the layouts of exports.</summary>
internal sealed class LabVocabulary
{
    /// <summary>Codes of the test that need no profile: SNOMED CT (two concepts are in use) and LOINC (µg/g and ng/mL).</summary>
    private static readonly string[] StandardTestCodes = ["1049361000000101", "1049371000000108", "27396-1", "58453-2"];

    // What is longer is no name of a unit, an instrument or a test, and is not looked up.
    private const int LongestName = 64;

    private static readonly FrozenDictionary<string, HaemoglobinUnit>.AlternateLookup<ReadOnlySpan<char>> CommonUnits =
        new Dictionary<string, HaemoglobinUnit>(StringComparer.Ordinal)
        {
            ["µg/g"] = HaemoglobinUnit.MicrogramsPerGram,
            ["ug/g"] = HaemoglobinUnit.MicrogramsPerGram,
            ["ng/mL"] = HaemoglobinUnit.NanogramsPerMillilitre,
            ["ng/ml"] = HaemoglobinUnit.NanogramsPerMillilitre,
        }.ToFrozenDictionary(StringComparer.Ordinal).GetAlternateLookup<ReadOnlySpan<char>>();

    private readonly FrozenDictionary<string, Analyser>.AlternateLookup<ReadOnlySpan<char>> _instruments;
    private readonly FrozenSet<string>.AlternateLookup<ReadOnlySpan<char>> _testCodes;

    /// <summary>Learns from profiles.</summary>
    /// <exception cref="ArgumentException">A profile names an analyser, a column or a status nobody knows, or two claim one instrument for different analysers.</exception>
    internal LabVocabulary(IReadOnlyList<AnalyserProfile> profiles)
    {
        Dictionary<string, Analyser> instruments = new(StringComparer.OrdinalIgnoreCase);
        foreach (Analyser analyser in Analysers.All)
        {
            instruments[analyser.Code] = analyser;
            instruments[analyser.Name] = analyser;
        }

        foreach (AnalyserProfile profile in profiles)
        {
            if (!Analysers.TryFind(profile.Analyser, out Analyser? analyser))
            {
                throw new ArgumentException($"Profile {profile.Name}: there is no analyser with the code {profile.Analyser}.", nameof(profiles));
            }

            if (profile.Csv is CsvProfile csv && CsvLayout.WhyNot(csv) is string because)
            {
                throw new ArgumentException($"Profile {profile.Name}: {because}.", nameof(profiles));
            }

            foreach (string instrument in profile.Instruments)
            {
                if (!instruments.TryAdd(instrument, analyser) && instruments[instrument] != analyser)
                {
                    throw new ArgumentException($"Profile {profile.Name}: {instrument} is already the name of {instruments[instrument]}.", nameof(profiles));
                }
            }
        }

        _instruments = instruments.ToFrozenDictionary(StringComparer.OrdinalIgnoreCase).GetAlternateLookup<ReadOnlySpan<char>>();
        _testCodes = StandardTestCodes.Concat(profiles.SelectMany(profile => profile.TestCodes))
            .ToFrozenSet(StringComparer.OrdinalIgnoreCase).GetAlternateLookup<ReadOnlySpan<char>>();
        Profiles = profiles;
    }

    /// <summary>The profiles that come with the software.</summary>
    internal static LabVocabulary BuiltIn { get; } = new(LoadEmbedded());

    internal IReadOnlyList<AnalyserProfile> Profiles { get; }

    /// <summary>The unit a text names; null when it names none that is known.</summary>
    internal static HaemoglobinUnit? Unit(ReadOnlySpan<char> text)
    {
        if (text.Length > LongestName)
        {
            return null;
        }

        if (CommonUnits.TryGetValue(text, out HaemoglobinUnit common))
        {
            return common;
        }

        return HaemoglobinUnits.TryParse(text.ToString(), out HaemoglobinUnit unit) ? unit : null;
    }

    /// <summary>The analyser an instrument's name stands for; null when no profile has the name.</summary>
    internal Analyser? Analyser(ReadOnlySpan<char> name)
    {
        if (name.Length > LongestName)
        {
            return null;
        }

        if (_instruments.TryGetValue(name, out Analyser? analyser))
        {
            return analyser;
        }

        ReadOnlySpan<char> stem = name.TrimEnd("0123456789");
        if (stem.Length == name.Length || stem.Length >= LongestName)
        {
            return null;
        }

        Span<char> numbered = stackalloc char[LongestName];
        stem.CopyTo(numbered);
        numbered[stem.Length] = '#';
        return _instruments.TryGetValue(numbered[..(stem.Length + 1)], out analyser) ? analyser : null;
    }

    internal bool IsTestCode(ReadOnlySpan<char> code) => code.Length <= LongestName && _testCodes.Contains(code);

    private static List<AnalyserProfile> LoadEmbedded()
    {
        Assembly assembly = typeof(LabVocabulary).Assembly;
        List<AnalyserProfile> profiles = [];
        foreach (string name in assembly.GetManifestResourceNames().Where(name => name.Contains(".Profiles.", StringComparison.Ordinal)).Order(StringComparer.Ordinal))
        {
            using Stream stream = assembly.GetManifestResourceStream(name)!;
            byte[] json = new byte[stream.Length];
            stream.ReadExactly(json);
            profiles.Add(AnalyserProfile.Parse(json));
        }

        return profiles;
    }
}
