namespace FitPipeline.Intake.Tests;

/// <summary>Breaks a file as transmission, editors, spreadsheets and people of ill will break files.</summary>
internal static class Mutations
{
    private static readonly byte[][] Tokens =
    [
        "\r"u8.ToArray(), "\n"u8.ToArray(), "\""u8.ToArray(), "|"u8.ToArray(), "^"u8.ToArray(), "~"u8.ToArray(), "\\"u8.ToArray(), "&"u8.ToArray(), ","u8.ToArray(),
        ";"u8.ToArray(), "{"u8.ToArray(), "["u8.ToArray(), "]"u8.ToArray(), "}"u8.ToArray(), ":"u8.ToArray(), "null"u8.ToArray(), "MSH|"u8.ToArray(), "OBX|"u8.ToArray(),
        "BTS|9\r"u8.ToArray(), "L|1|N\r"u8.ToArray(), "R|1|"u8.ToArray(), "\\X0D\\"u8.ToArray(), "\\ud800"u8.ToArray(), "#p"u8.ToArray(), "1e999"u8.ToArray(),
        "99999999999999999999999999999999999999"u8.ToArray(), "<"u8.ToArray(), ">"u8.ToArray(), "-"u8.ToArray(), "0001-01-01T00:00:00+14:00"u8.ToArray(),
        "9999-12-31T23:59:60Z"u8.ToArray(), "00010101000000-1200"u8.ToArray(), [0], [0xFF], [0xC3], [0xED, 0xA0, 0x80], [0xFF, 0xFE], [0xEF, 0xBB, 0xBF], [0x02], [0x03], [0x17], [0x0B], [0x1C, 0x0D], [0x1A],
    ];

    internal static byte[] Apply(byte[] file, IReadOnlyList<byte[]> others, Random random)
    {
        List<byte> bytes = [.. file];
        for (int times = random.Next(1, 6); times > 0; times--)
        {
            One(bytes, others, random);
        }

        return [.. bytes];
    }

    private static void One(List<byte> bytes, IReadOnlyList<byte[]> others, Random random)
    {
        int at = random.Next(bytes.Count + 1);
        int length = Math.Min(random.Next(1, 40), bytes.Count - at);
        switch (random.Next(8))
        {
            case 0 when at < bytes.Count:
                bytes[at] ^= (byte)(1 << random.Next(8));
                break;
            case 1 when length > 0:
                bytes.RemoveRange(at, length);
                break;
            case 2 when length > 0:
                bytes.InsertRange(at, bytes.GetRange(at, length));
                break;
            case 3:
                bytes.RemoveRange(at, bytes.Count - at);
                break;
            case 4:
                byte[] other = others[random.Next(others.Count)];
                int from = random.Next(other.Length + 1);
                bytes.InsertRange(at, other.AsSpan(from, Math.Min(random.Next(200), other.Length - from)).ToArray());
                break;
            case 5 when at < bytes.Count:
                bytes[at] = (byte)random.Next(256);
                break;
            case 6:
                byte[] repeated = Tokens[random.Next(Tokens.Length)];
                for (int times = random.Next(1, 60); times > 0; times--)
                {
                    bytes.InsertRange(at, repeated);
                }

                break;
            default:
                bytes.InsertRange(at, Tokens[random.Next(Tokens.Length)]);
                break;
        }
    }
}
