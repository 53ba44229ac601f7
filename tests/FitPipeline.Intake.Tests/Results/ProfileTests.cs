using System.Text;
using System.Text.Json;
using FitPipeline.Intake.Results;
using FitPipeline.Intake.Results.Csv;
using FitPipeline.Intake.Results.Lis2;
using FitPipeline.Pathway.Haemoglobin;

namespace FitPipeline.Intake.Tests;

public sealed class ProfileTests
{
    [Fact]
    public void Given_the_profiles_then_every_analyser_that_is_known_has_one() =>
        Assert.Equal(
            Analysers.All.Select(analyser => analyser.Code).Order(StringComparer.Ordinal),
            LabVocabulary.BuiltIn.Profiles.Select(profile => profile.Analyser).Order(StringComparer.Ordinal));

    [Fact]
    public void Given_a_profile_with_a_layout_then_the_corpus_has_a_file_that_is_read_by_it()
    {
        foreach (AnalyserProfile profile in LabVocabulary.BuiltIn.Profiles.Where(profile => profile.Csv is not null))
        {
            Assert.Contains(Corpus.Files.Where(file => file.StartsWith("csv/profile-", StringComparison.Ordinal)), file =>
                Encoding.UTF8.GetString(Corpus.Bytes(file)).Split('\n')[0].Contains(profile.Csv!.Columns["kitId"], StringComparison.Ordinal)
                && Corpus.ReadLab(file, Corpus.Bytes(file)).OfType<LabRow>().Any(row => row.Value?.Analyser.Code == profile.Analyser));
        }
    }

    [Theory]
    [InlineData("HMJACK1", "hm-jackarc")]
    [InlineData("hmjack12", "hm-jackarc")]
    [InlineData("HMJACK", "hm-jackarc")]
    [InlineData("HM-JACKarc", "hm-jackarc")]
    [InlineData("JACK01", "hm-jackarc")]
    [InlineData("PLEDIA", "oc-sensor")]
    [InlineData("OC-Sensor PLEDIA", "oc-sensor")]
    [InlineData("sentifit 270", "fob-gold")]
    [InlineData("NSPRIME2", "ns-prime")]
    public void Given_a_name_an_instrument_goes_by_then_its_analyser_is_known(string name, string code) =>
        Assert.Equal(code, LabVocabulary.BuiltIn.Analyser(name)?.Code);

    [Theory]
    [InlineData("JACK")]
    [InlineData("HMJACKX")]
    [InlineData("HMJACK#")]
    [InlineData("270")]
    [InlineData("")]
    public void Given_another_name_then_no_analyser_is_guessed(string name)
    {
        if (name != "HMJACK#")
        {
            Assert.Null(LabVocabulary.BuiltIn.Analyser(name));
            return;
        }

        // The stem's own spelling is a name like any other; nobody's instrument reports under it.
        Assert.Equal("hm-jackarc", LabVocabulary.BuiltIn.Analyser(name)?.Code);
    }

    [Fact]
    public void Given_a_new_analysers_profile_then_its_export_is_read_without_any_code()
    {
        AnalyserProfile profile = AnalyserProfile.Parse("""
            {
              "name": "A laboratory's own export", "analyser": "oc-sensor", "instruments": ["LAB-7"], "testCodes": [],
              "csv": {
                "delimiter": "|",
                "columns": { "kitId": "Tube", "value": "Hb", "analyser": "Machine", "status": "St" },
                "constants": { "unit": "ng/mL" },
                "statuses": { "1": "final", "9": "rejected" }
              }
            }
            """u8);
        LabVocabulary vocabulary = new([profile]);
        using MemoryStream export = new("Tube|Machine|Hb|St\r\nFIT-7K2M9Q|LAB-7|50|1\r\nFIT-000001|LAB-7||9\r\n"u8.ToArray());

        LabRow[] rows = [.. CsvLabReader.Read(export, new LabReadingOptions(Corpus.ReceivedAt), vocabulary).Cast<LabRow>()];

        Assert.Equal("50 ng/mL = 10.0 µg/g (OC-Sensor)", rows[0].Value?.Words);
        Assert.Empty(rows[0].Faults);
        Assert.Equal(LabRowStatus.Rejected, rows[1].Status);
    }

    [Fact]
    public void Given_a_heading_that_fits_two_profiles_then_neither_is_chosen()
    {
        AnalyserProfile One(string name, string analyser) => new(name, analyser, [], [], new CsvProfile(new() { ["kitId"] = "Tube", ["value"] = "Hb" }));
        LabVocabulary vocabulary = new([One("First", "oc-sensor"), One("Second", "hm-jackarc")]);
        using MemoryStream export = new("Tube,Hb\r\nFIT-7K2M9Q,50\r\n"u8.ToArray());

        FileFault fault = Assert.IsType<FileFault>(Assert.Single(CsvLabReader.Read(export, new LabReadingOptions(Corpus.ReceivedAt), vocabulary)));
        Assert.Equal("The heading fits more than one profile: First, Second.", fault.Because);
    }

    [Theory]
    [InlineData("""{"name":"x","analyser":"nobody","instruments":[],"testCodes":[]}""", "no analyser with the code")]
    [InlineData("""{"name":"x","analyser":"oc-sensor","instruments":["HM-JACKarc"],"testCodes":[]}""", "already the name of HM-JACKarc")]
    [InlineData("""{"name":"x","analyser":"oc-sensor","instruments":[],"testCodes":[],"csv":{"columns":{"kit":"Tube"}}}""", "kit is none of our columns")]
    [InlineData("""{"name":"x","analyser":"oc-sensor","instruments":[],"testCodes":[],"csv":{"columns":{"kitId":"Tube"},"statuses":{"1":"done"}}}""", "done is none of our statuses")]
    public void Given_a_profile_that_cannot_be_right_then_the_service_does_not_start_with_it(string json, string because)
    {
        ArgumentException trouble = Assert.Throws<ArgumentException>(() => new LabVocabulary([AnalyserProfile.Parse(Encoding.UTF8.GetBytes(json))]));
        Assert.Contains(because, trouble.Message);
    }

    [Theory]
    [InlineData("""{"name":"x","analyser":"oc-sensor","instruments":[],"testCodes":[],"colour":"red"}""")]
    [InlineData("""{"name":"x","instruments":[],"testCodes":[]}""")]
    [InlineData("null")]
    public void Given_a_profile_with_unknown_or_missing_fields_then_it_is_not_read(string json) =>
        Assert.Throws<JsonException>(() => AnalyserProfile.Parse(Encoding.UTF8.GetBytes(json)));

    [Fact]
    public void Given_a_sender_whose_profile_says_so_then_the_NHS_number_is_taken_from_that_field()
    {
        AnalyserProfile profile = new("Own", "hm-jackarc", ["OWN"], ["FIT"], Lis2: new Lis2Profile(["OWN"], 5));
        using MemoryStream file = new("H|\\^&|||OWN|||||||P\rP|1|HOSP-1||9990000018\rO|1|FIT-7K2M9Q\rR|1|^^^FIT|5|ug/g||||F\rL|1\r"u8.ToArray());

        LabRow row = Assert.IsType<LabRow>(Assert.Single(Lis2LabReader.Read(file, new LabReadingOptions(Corpus.ReceivedAt), new LabVocabulary([profile]))));

        Assert.Equal("9990000018", row.NhsNumber?.Value);
        Assert.Empty(row.Faults);
    }
}
