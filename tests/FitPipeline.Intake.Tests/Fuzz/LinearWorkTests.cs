using System.Text;
using FitPipeline.Intake.Results;

namespace FitPipeline.Intake.Tests;

/// <summary>
/// Bombs of every kind at two sizes, four times apart: what the reader allocates may grow by as much, and not by its
/// square. The stream is read once, to its end or to the fault.
/// </summary>
public sealed class LinearWorkTests
{
    private const int Small = 2_000;
    private const int Times = 4;

    private static readonly Dictionary<string, Func<int, string>> Bombs = new(StringComparer.Ordinal)
    {
        ["quotes.csv"] = n => Csv("\"" + new string('"', n) + "\r\n"),
        ["commas.csv"] = n => Csv(new string(',', n) + "\r\n"),
        ["line-breaks.csv"] = n => Csv(new string('\n', n)),
        ["short-rows.csv"] = n => Csv(Repeat("x\r\n", n)),
        ["quoted-rows.csv"] = n => Csv(Repeat("\"a\"\"b\",\r\n", n)),
        ["nuls.csv"] = n => Csv(new string('\0', n) + "x"),
        ["columns.csv"] = n => "kitId," + new string('a', n) + Repeat(",b", n) + "\r\n",
        ["one-long-row.csv"] = n => Csv(new string('x', n * 40)),
        ["results.hl7"] = n => Hl7(Repeat("OBR|1|FIT-7K2M9Q||FIT\rOBX|1|NM|FIT||5|ug/g|||||F\r", n)),
        ["results-of-one-report.hl7"] = n => Hl7("OBR|1|FIT-7K2M9Q||FIT\r" + Repeat("OBX|1|NM|FIT||5|ug/g|||||F\r", n)),
        ["notes.hl7"] = n => Hl7("OBR|1|FIT-7K2M9Q||FIT\rOBX|1|NM|FIT||5|ug/g|||||F\r" + Repeat("NTE|1|L|remark\r", n)),
        ["identifiers-of-one-patient.hl7"] = n => "MSH|^~\\&|A|B|C|D|20260105||ORU^R01|1|P|2.4\rPID|1||" + Repeat("9990000018^^^NHS^NH~", n) + "\rOBR|1|FIT-7K2M9Q||FIT\r" + Repeat("OBX|1|NM|FIT||5\r", n),
        ["reasons-of-one-specimen.hl7"] = n => Hl7("OBR|1|FIT-7K2M9Q||FIT\r" + Repeat("OBX|1|NM|FIT||5\r", n) + "SPM|" + new string('|', 20) + Repeat("EX^Expired~", n) + "\r"),
        ["escapes.hl7"] = n => Hl7("OBR|1|FIT-7K2M9Q||FIT\rOBX|1|NM|FIT||5|ug/g|||||F\rNTE|1|L|" + Repeat("\\F\\", n) + "\r"),
        ["flags.hl7"] = n => Hl7("OBR|1|FIT-7K2M9Q||FIT\rOBX|1|NM|FIT||5|ug/g||" + Repeat("<~", n) + "|||F\r"),
        ["messages.hl7"] = n => Repeat("MSH|^~\\&|A|B|C|D|20260105||ORU^R01|1|P|2.4\r", n),
        ["batches.hl7"] = n => Repeat("BHS|^~\\&\rBTS|0\r", n),
        ["empty-messages.hl7"] = n => Repeat("MSH\r", n),
        ["framing.hl7"] = n => new string('\v', n) + new string('\u001C', n),
        ["results.astm"] = n => Lis2(Repeat("R|1|^^^FIT|5|ug/g||||F\r", n)),
        ["names-of-one-sender.astm"] = n => $"H|\\^&|||{Repeat("x^", Math.Min(n, 4000))}|||||||P\rP|1\rO|1|FIT-7K2M9Q\r" + Repeat("R|1|^^^FIT|5|ug/g||||F\r", n) + "L|1\r",
        ["comments.astm"] = n => Lis2("R|1|^^^FIT|5|ug/g||||F\r" + Repeat("C|1|I|remark\r", n)),
        ["orders.astm"] = n => Lis2(Repeat("O|1|FIT-7K2M9Q\r", n)),
        ["one-record.astm"] = n => Lis2("R|" + new string('^', n * 10)),
        ["frames.astm"] = n => "\u0005" + Repeat("\u00021x\u001700\r\n", n),
        ["frame-without-end.astm"] = n => "\u00021" + new string('x', n * 40),
        ["observations-of-one-patient.json"] = n => Bundle(Repeat("{\"fullUrl\":\"o\",\"resource\":{\"resourceType\":\"Observation\",\"status\":\"final\",\"code\":{\"coding\":[{\"code\":\"FIT\"}]},\"subject\":{\"reference\":\"p\"}}},", n)),
        ["reports-without-results.json"] = n => Bundle(Repeat("{\"resource\":{\"resourceType\":\"DiagnosticReport\",\"result\":[{\"reference\":\"x\"}]}},", n)),
        ["results-of-one-report.json"] = n => Bundle("{\"resource\":{\"resourceType\":\"DiagnosticReport\",\"result\":[" + Repeat("{\"reference\":\"p\"},", n) + "{}]}},"),
        ["depth.json"] = n => new string('[', n),
        ["names.json"] = n => "{" + string.Join(',', Enumerable.Range(0, n).Select(i => $"\"{i}\":{i}")) + "}",
        ["contained.json"] = n => Bundle("{\"resource\":{\"resourceType\":\"Observation\",\"contained\":[" + Repeat("{\"resourceType\":\"Patient\",\"id\":\"p\"},", n) + "{}]}},"),
    };

    public static TheoryData<string> Names => [.. Bombs.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void Given_a_bomb_four_times_the_size_then_the_reader_does_at_most_some_four_times_the_work(string name)
    {
        Work(name, Small);
        long small = Work(name, Small);
        long large = Work(name, Small * Times);

        // Half as much again for buffers that double, and what a reader needs for any file at all.
        Assert.InRange(large, 0, (long)(small * Times * 1.5) + 600_000);
    }

    private static long Work(string name, int size)
    {
        DribblingStream stream = new(Encoding.UTF8.GetBytes(Bombs[name](size)));
        long before = GC.GetAllocatedBytesForCurrentThread();
        int readings = LabFile.Read(name, stream, new LabReadingOptions(Corpus.ReceivedAt)).Count();
        long work = GC.GetAllocatedBytesForCurrentThread() - before;
        Assert.InRange(readings, 0, (2 * stream.Given) + 2);
        return work;
    }

    private static string Repeat(string piece, int times) => new StringBuilder(piece.Length * times).Insert(0, piece, times).ToString();

    private static string Csv(string rows) =>
        "kitId,nhsNumber,familyName,dateOfBirth,collectedOn,receivedAt,resultAt,value,unit,analyser,labNumber,status,reason\r\n" + rows;

    private static string Hl7(string segments) => "MSH|^~\\&|A|B|C|D|20260105||ORU^R01|1|P|2.4\rPID|1||9990000018^^^NHS^NH\r" + segments;

    private static string Lis2(string records) => "H|\\^&|||HMJACK|||||||P\rP|1|9990000018\rO|1|FIT-7K2M9Q\r" + records + "L|1\r";

    private static string Bundle(string entries) =>
        "{\"resourceType\":\"Bundle\",\"type\":\"collection\",\"entry\":[" + entries + "{\"fullUrl\":\"p\",\"resource\":{\"resourceType\":\"Patient\",\"id\":\"p\"}}]}";
}
