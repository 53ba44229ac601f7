using System.Globalization;
using System.Text;

namespace FitPipeline.Bench;

/// <summary>Laboratory files of invented results, large enough to measure on.</summary>
internal static class LabFiles
{
    /// <summary>When they arrive.</summary>
    public static DateTimeOffset Now { get; } = new(2026, 1, 20, 10, 0, 0, TimeSpan.Zero);

    /// <summary>The barcode of the n-th kit.</summary>
    public static string Kit(int n) => "FIT-" + n.ToString("0000000", CultureInfo.InvariantCulture);

    /// <summary>The n-th NHS number of the 999 range whose check digit is a digit.</summary>
    public static string NhsNumber(int n) => s_numbers[n % s_numbers.Length];

    /// <summary>CSV with the contract's heading.</summary>
    public static byte[] Csv(int rows, Func<int, string>? nhsNumber = null)
    {
        StringBuilder csv = new("kitId,nhsNumber,familyName,dateOfBirth,collectedOn,receivedAt,resultAt,value,unit,analyser,labNumber,status,reason\r\n");
        for (int n = 0; n < rows; n++)
        {
            csv.Append(Kit(n)).Append(',').Append((nhsNumber ?? NhsNumber)(n))
                .Append(",Benchley,1960-02-14,2026-01-17,2026-01-19T09:20:00Z,2026-01-20T09:45:00Z,").Append(Value(n))
                .Append(",ug/g,hm-jackarc,26B").Append(n.ToString("0000000", CultureInfo.InvariantCulture)).Append(",final,\r\n");
        }

        return Encoding.UTF8.GetBytes(csv.ToString());
    }

    /// <summary>One HL7 v2.4 message.</summary>
    public static string Hl7(int n)
    {
        string code = "1049361000000101^Quantitative faecal immunochemical test^SCT";
        string value = Value(n);
        string reported = value[0] is '<' or '>' ? value[..1] + "^" + value[1..] : "^" + value;
        return string.Join(
            '\r',
            $@"MSH|^~\&|WINPATH|RR7|FITPATH|RR7|20260120094500+0000||ORU^R01^ORU_R01|M{n}|P|2.4|||AL|NE||UNICODE UTF-8",
            $"PID|1||{NhsNumber(n)}^^^NHS^NH||BENCHLEY^JO||19600214|F",
            $"ORC|RE|{Kit(n)}|26B{n:0000000}",
            $"OBR|1|{Kit(n)}|26B{n:0000000}|{code}|||20260117|||||||20260119092000+0000||||||||20260120094500+0000|||F",
            $"OBX|1|SN|{code}||{reported}|ug/g^^UCUM|||||F|||20260120094500+0000||||HMJACK1") + "\r";
    }

    /// <summary>One LIS2-A2 transmission of many results.</summary>
    public static string Lis2(int results)
    {
        StringBuilder lis = new("H|\\^&|||HM-JACKarc|||||||P|LIS2-A2|20260120094500\r");
        for (int n = 0; n < results; n++)
        {
            lis.Append($"P|{n + 1}||{NhsNumber(n)}||Benchley^Jo||19600214|F\rO|1|{Kit(n)}||^^^FIT|||20260117\rR|1|^^^FIT|{Value(n)}|ug/g||||F||||20260120094500|HMJACK1\r");
        }

        return lis.Append("L|1|N\r").ToString();
    }

    private static string Value(int n) => (n % 10) switch { 0 => "<7", 1 => ">400", 2 => "12.5", 3 => "88", _ => "7.9" };

    private static readonly string[] s_numbers = [.. Enumerable.Range(0, 20_000).Select(Number).OfType<string>()];

    private static string? Number(int stem)
    {
        string nine = "9992" + stem.ToString("00000", CultureInfo.InvariantCulture);
        int check = (11 - (nine.Select((digit, i) => (digit - '0') * (10 - i)).Sum() % 11)) % 11;
        return check == 10 ? null : nine + check.ToString(CultureInfo.InvariantCulture);
    }
}
