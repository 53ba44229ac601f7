using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Nodes;
using FitPipeline.Pathway.Identity;
using FitPipeline.Pathway.Journeys;

namespace FitPipeline.Local.Access;

/// <summary>The tokens made at first start, one a role, in a file only its owner can read.</summary>
public static class TokenFile
{
    /// <summary>The practice the first <c>gp</c> token speaks for.</summary>
    public static OdsCode FirstPractice { get; } = OdsCode.Parse("A99001");

    /// <summary>The roles with a token, as the file spells them.</summary>
    public static IReadOnlyDictionary<string, Actor> Roles { get; } = new Dictionary<string, Actor>
    {
        ["gp"] = Actor.Gp,
        ["kitDesk"] = Actor.KitDesk,
        ["lab"] = Actor.Lab,
        ["triage"] = Actor.Triage,
        ["bookingDesk"] = Actor.BookingDesk,
        ["admin"] = Actor.Admin,
    };

    /// <summary>A token nobody can guess: 256 bits.</summary>
    public static string NewToken() => Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(32));

    /// <summary>Reads the tokens, making them first when there are none.</summary>
    public static IReadOnlyDictionary<string, string> ReadOrMake(string path)
    {
        if (!File.Exists(path))
        {
            JsonObject tokens = new(Roles.Keys.Select(role => KeyValuePair.Create(role, (JsonNode?)NewToken())));
            string half = path + ".new";
            FileStreamOptions options = new() { Mode = FileMode.Create, Access = FileAccess.Write };
            if (!OperatingSystem.IsWindows())
            {
                // With the mode from the start: never readable by others, not even for a moment.
                options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
            }

            using (StreamWriter writer = new(half, options))
            {
                writer.Write(tokens.ToJsonString());
            }

            File.Move(half, path);
        }

        return Read(path) ?? throw new InvalidOperationException("The tokens file is damaged. Remove it, and new tokens are made at the next start.");
    }

    // Null unless every role has its token: a host that half its callers cannot reach must not start.
    private static Dictionary<string, string>? Read(string path)
    {
        try
        {
            return JsonNode.Parse(File.ReadAllText(path)) is JsonObject read
                && Roles.Keys.All(role => read[role] is JsonValue value && value.TryGetValue(out string? token) && token.Length > 0)
                    ? Roles.Keys.ToDictionary(role => role, role => (string)read[role]!)
                    : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
