using System.Globalization;

namespace FitPipeline.Local;

/// <summary>How the host is started.</summary>
/// <param name="Port">The port on 127.0.0.1; 0 takes a free one.</param>
/// <param name="Data">The data directory.</param>
/// <param name="VirtualClock">Where virtual time starts; null for real time.</param>
/// <param name="Demo">Plays the practice day's referrals in at the start.</param>
/// <param name="Sms">Where texts go: <c>emulator</c> for one of the host's own, the address of one that is running, or null for nowhere.</param>
public sealed record Options(int Port, string Data, DateTimeOffset? VirtualClock, bool Demo, string? Sms = null)
{
    /// <summary>An emulator of the host's own.</summary>
    public const string Emulator = "emulator";

    private const int DefaultPort = 7071;

    /// <summary>Reads the command line.</summary>
    /// <returns>The options; or every fault, one sentence each.</returns>
    public static (Options? Options, IReadOnlyList<string> Faults) Read(IReadOnlyList<string> arguments)
    {
        List<string> faults = [];
        Options options = new(DefaultPort, ".fit", null, false);
        for (int i = 0; i < arguments.Count; i++)
        {
            string? value() => i + 1 < arguments.Count ? arguments[++i] : null;
            switch (arguments[i])
            {
                case "--port":
                    if (int.TryParse(value(), NumberStyles.None, CultureInfo.InvariantCulture, out int port) && port <= 65535)
                    {
                        options = options with { Port = port };
                    }
                    else
                    {
                        faults.Add("--port takes a number from 0 to 65535.");
                    }

                    break;
                case "--data":
                    if (value() is { Length: > 0 } data)
                    {
                        options = options with { Data = data };
                    }
                    else
                    {
                        faults.Add("--data takes a directory.");
                    }

                    break;
                case "--virtual-clock":
                    if (DateTimeOffset.TryParse(value(), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out DateTimeOffset at))
                    {
                        options = options with { VirtualClock = at.ToUniversalTime() };
                    }
                    else
                    {
                        faults.Add("--virtual-clock takes a time such as 2026-01-05T09:00:00Z.");
                    }

                    break;
                case "--sms":
                    string sms = value() ?? "";
                    if (sms == Emulator || (Uri.TryCreate(sms, UriKind.Absolute, out Uri? address) && address is { Scheme: "http", IsLoopback: true }))
                    {
                        options = options with { Sms = sms };
                    }
                    else
                    {
                        faults.Add("--sms takes the word emulator, or the address of an emulator on this machine.");
                    }

                    break;
                case "--demo":
                    options = options with { Demo = true };
                    break;
                default:
                    faults.Add($"There is no option {arguments[i]}.");
                    break;
            }
        }

        return faults.Count == 0 ? (options, faults) : (null, faults);
    }
}
