using System.Text.Json;
using System.Text.Json.Serialization;
using FitPipeline.Pathway.Identity;

namespace FitPipeline.Pathway.Tests.Identity;

public sealed partial class TextValueJsonTests
{
    private static readonly Card Full = new(
        NhsNumber.Parse("9990000018"),
        OdsCode.Parse("A99001"),
        KitId.Parse("FIT-7K2M9Q"),
        JourneyId.For(OdsCode.Parse("A99001"), "GP-000123"),
        UkMobile.Parse("07700900123"),
        SnomedCode.Parse("1049361000000101"),
        new Dictionary<KitId, string> { [KitId.Parse("FIT-7K2M9Q")] = "posted" });

    [Fact]
    public void Given_every_identifier_when_written_by_generated_code_then_each_is_one_string_and_reads_back()
    {
        string json = JsonSerializer.Serialize(Full, Cards.Default.Card);

        Assert.Equal(
            """{"NhsNumber":"9990000018","Practice":"A99001","Kit":"FIT-7K2M9Q","Journey":"j-keh995j0zt2mhrqhn70qp8d90z","Mobile":"\u002B447700900123","Test":"1049361000000101","States":{"FIT-7K2M9Q":"posted"}}""",
            json);
        Card read = JsonSerializer.Deserialize(json, Cards.Default.Card)!;
        Assert.Equal(Full with { States = read.States }, read);
        Assert.Equal("posted", read.States[Full.Kit!]);
    }

    [Fact]
    public void Given_no_identifiers_when_read_then_null_stays_null()
    {
        Card read = JsonSerializer.Deserialize("""{"NhsNumber":null,"States":{}}""", Cards.Default.Card)!;
        Assert.Null(read.NhsNumber);
    }

    [Theory]
    [InlineData("""{"NhsNumber":"9990000019"}""", "9990000019")]
    [InlineData("""{"NhsNumber":9990000018}""", "9990000018")]
    [InlineData("""{"Mobile":"01914980123"}""", "01914980123")]
    [InlineData("""{"Kit":"fit-7k2m9q"}""", "fit-7k2m9q")]
    [InlineData("""{"Practice":["A99001"]}""", "A99001")]
    [InlineData("""{"Journey":""}""", "\"\"")]
    [InlineData("""{"Test":"1049361000000100"}""", "1049361000000100")]
    [InlineData("""{"States":{"fit":"posted"}}""", "fit")]
    public void Given_a_wrong_identifier_when_read_then_the_exception_does_not_repeat_it(string json, string wrong)
    {
        JsonException thrown = Assert.Throws<JsonException>(() => JsonSerializer.Deserialize(json, Cards.Default.Card));

        // The path names the member that was being read, which for a dictionary is the key itself.
        string said = thrown.Message.Split(" Path:")[0];
        Assert.DoesNotContain(wrong, said, StringComparison.Ordinal);
        Assert.EndsWith(".", said, StringComparison.Ordinal);
    }

    internal sealed record Card(
        NhsNumber? NhsNumber,
        OdsCode? Practice,
        KitId? Kit,
        JourneyId? Journey,
        UkMobile? Mobile,
        SnomedCode? Test,
        Dictionary<KitId, string> States);

    [JsonSerializable(typeof(Card))]
    internal sealed partial class Cards : JsonSerializerContext;
}
