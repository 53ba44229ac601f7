using System.Text.Json;
using System.Text.Json.Serialization;
using FitPipeline.Pathway.Haemoglobin;
using FsCheck;
using FsCheck.Fluent;

namespace FitPipeline.Pathway.Tests.Haemoglobin;

public sealed partial class FaecalHaemoglobinJsonTests
{
    [Theory]
    [InlineData("""{"comparator":"\u003C","value":7,"unit":"ug/g","analyser":"hm-jackarc"}""", "<7 µg/g (HM-JACKarc)")]
    [InlineData("""{"comparator":"","value":10.0,"unit":"ug/g","analyser":"hm-jackarc"}""", "10.0 µg/g (HM-JACKarc)")]
    [InlineData("""{"comparator":"","value":50,"unit":"ng/mL","analyser":"oc-sensor"}""", "50 ng/mL = 10.0 µg/g (OC-Sensor)")]
    [InlineData("""{"comparator":"\u003E=","value":400,"unit":"ug/g","analyser":"hm-jackarc"}""", ">=400 µg/g (HM-JACKarc)")]
    public void Given_a_stored_result_when_read_and_written_by_generated_code_then_not_a_character_changes(string json, string words)
    {
        FaecalHaemoglobin value = JsonSerializer.Deserialize(json, Stored.Default.FaecalHaemoglobin)!;
        Assert.Equal(words, value.Words);
        Assert.Equal(json, JsonSerializer.Serialize(value, Stored.Default.FaecalHaemoglobin));
    }

    [Fact]
    public void Given_members_in_another_order_and_others_besides_when_read_then_they_are_found()
    {
        const string Json = """{"band":{"value":[1,{"unit":"x"}]},"analyser":"hm-jackarc","unit":"\u00B5g/g","reportedAt":null,"value":7,"comparator":"<"}""";
        Assert.Equal("<7 µg/g (HM-JACKarc)", JsonSerializer.Deserialize(Json, Stored.Default.FaecalHaemoglobin)!.Words);
    }

    [Fact]
    public void Given_any_result_when_written_and_read_then_it_is_the_same_to_the_last_decimal_place() =>
        Prop.ForAll(Results.Any().ToArbitrary(), value =>
        {
            string json = JsonSerializer.Serialize(value, Stored.Default.FaecalHaemoglobin);
            FaecalHaemoglobin read = JsonSerializer.Deserialize(json, Stored.Default.FaecalHaemoglobin)!;
            return read == value && read.Number.Scale == value.Number.Scale;
        }).QuickCheckThrowOnFailure();

    [Theory]
    [InlineData("7")]
    [InlineData("\"<7\"")]
    [InlineData("[]")]
    [InlineData("{}")]
    [InlineData("""{"value":7,"unit":"ug/g","analyser":"hm-jackarc"}""")]
    [InlineData("""{"comparator":"<","unit":"ug/g","analyser":"hm-jackarc"}""")]
    [InlineData("""{"comparator":"<","value":7,"analyser":"hm-jackarc"}""")]
    [InlineData("""{"comparator":"<","value":7,"unit":"ug/g"}""")]
    [InlineData("""{"comparator":null,"value":7,"unit":"ug/g","analyser":"hm-jackarc"}""")]
    [InlineData("""{"comparator":"~","value":7,"unit":"ug/g","analyser":"hm-jackarc"}""")]
    [InlineData("""{"comparator":"<","value":"7","unit":"ug/g","analyser":"hm-jackarc"}""")]
    [InlineData("""{"comparator":"<","value":null,"unit":"ug/g","analyser":"hm-jackarc"}""")]
    [InlineData("""{"comparator":"<","value":1e40,"unit":"ug/g","analyser":"hm-jackarc"}""")]
    [InlineData("""{"comparator":"<","value":-7,"unit":"ug/g","analyser":"hm-jackarc"}""")]
    [InlineData("""{"comparator":"<","value":300000,"unit":"ug/g","analyser":"hm-jackarc"}""")]
    [InlineData("""{"comparator":"<","value":7,"unit":"mg/g","analyser":"hm-jackarc"}""")]
    [InlineData("""{"comparator":"<","value":7,"unit":null,"analyser":"hm-jackarc"}""")]
    [InlineData("""{"comparator":"<","value":7,"unit":"ug/g","analyser":"other"}""")]
    [InlineData("""{"comparator":"<","value":7,"unit":"ug/g","analyser":7}""")]
    [InlineData("""{"comparator":"<","comparator":"","value":7,"unit":"ug/g","analyser":"hm-jackarc"}""")]
    [InlineData("""{"comparator":"<","value":7,"value":700,"unit":"ug/g","analyser":"hm-jackarc"}""")]
    public void Given_a_stored_result_with_a_part_missing_doubled_or_wrong_when_read_then_it_is_refused(string json) =>
        Assert.Throws<JsonException>(() => JsonSerializer.Deserialize(json, Stored.Default.FaecalHaemoglobin));

    [JsonSerializable(typeof(FaecalHaemoglobin))]
    internal sealed partial class Stored : JsonSerializerContext;
}
