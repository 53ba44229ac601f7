using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using FitPipeline.Application.Http;
using FitPipeline.Pathway.Identity;
using FitPipeline.Pathway.Journeys;
using Microsoft.AspNetCore.Http;

namespace FitPipeline.Functions.Callers;

/// <summary>
/// Knows callers by bearer tokens in a file, on a developer's machine only: one for each role, the practice's being A99001.
/// The file is the local host's, <c>{"gp":"…","kitDesk":"…",…}</c>, and is made when there is none. Another practice's
/// token may be written into it by hand, as <c>"gp:B99002":"…"</c>.
/// </summary>
public sealed class FileTokenAuthenticator : ICallerAuthenticator
{
    private const string Bearer = "Bearer ";
    private const string PracticePrefix = "gp:";

    private static readonly Dictionary<string, Caller> Roles = new()
    {
        ["gp"] = new Caller(Actor.Gp, OdsCode.Parse("A99001")),
        ["kitDesk"] = new Caller(Actor.KitDesk, null),
        ["lab"] = new Caller(Actor.Lab, null),
        ["triage"] = new Caller(Actor.Triage, null),
        ["bookingDesk"] = new Caller(Actor.BookingDesk, null),
        ["admin"] = new Caller(Actor.Admin, null),
    };

    private readonly (byte[] Token, Caller Caller)[] _callers;

    /// <summary>Reads the tokens, or makes them.</summary>
    /// <param name="path">The file.</param>
    public FileTokenAuthenticator(string path)
    {
        if (!File.Exists(path))
        {
            Write(path);
        }

        using JsonDocument tokens = JsonDocument.Parse(File.ReadAllText(path));
        _callers =
        [
            .. tokens.RootElement.EnumerateObject()
                .Select(token => (Token: Encoding.UTF8.GetBytes(token.Value.GetString() ?? ""), Caller: CallerOf(token.Name)))
                .Where(known => known.Caller is not null)
                .Select(known => (known.Token, known.Caller!)),
        ];
    }

    /// <inheritdoc/>
    public ValueTask<Caller?> IdentifyAsync(HttpContext http)
    {
        string header = http.Request.Headers.Authorization.ToString();
        if (!header.StartsWith(Bearer, StringComparison.OrdinalIgnoreCase))
        {
            return ValueTask.FromResult<Caller?>(null);
        }

        byte[] token = Encoding.UTF8.GetBytes(header[Bearer.Length..].Trim());
        Caller? found = null;
        foreach ((byte[] known, Caller caller) in _callers)
        {
            // Every token is compared, and each in the same time whatever was sent.
            found = known.Length > 0 && CryptographicOperations.FixedTimeEquals(known, token) ? caller : found;
        }

        return ValueTask.FromResult(found);
    }

    private static Caller? CallerOf(string name) =>
        Roles.GetValueOrDefault(name)
        ?? (name.StartsWith(PracticePrefix, StringComparison.Ordinal) && OdsCode.TryParse(name[PracticePrefix.Length..], out OdsCode? practice, out _)
            ? new Caller(Actor.Gp, practice)
            : null);

    private static void Write(string path)
    {
        Dictionary<string, string> tokens = Roles.Keys.ToDictionary(role => role, _ => Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(32)));
        FileStreamOptions options = new() { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        using FileStream file = new(path, options);
        JsonSerializer.Serialize(file, tokens);
    }
}
