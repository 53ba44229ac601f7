using System.Diagnostics;
using System.Globalization;
using System.Reflection;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace FitPipeline.Infra.Tests;

/// <summary>
/// The official Bicep compiler, started once and asked over JSON-RPC (<c>bicep jsonrpc --stdio</c>): loading Azure's types costs it
/// five seconds of CPU, each question after that about one. It ends when its standard input closes, so with the test process at the
/// latest.
/// </summary>
internal sealed class BicepCompiler
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);

    private static readonly Lazy<BicepCompiler> Started = new(() => new BicepCompiler());

    private readonly Lock gate = new();
    private readonly Process process;
    private int asked;

    private BicepCompiler()
    {
        ProcessStartInfo start = new(Program ?? throw new InvalidOperationException(WhyItCannotRun), ["jsonrpc", "--stdio"])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            UseShellExecute = false,
        };
        foreach (string inherited in start.Environment.Keys.Where(name => name.StartsWith("FIT_", StringComparison.Ordinal)).ToArray())
        {
            start.Environment.Remove(inherited);
        }

        foreach ((string name, string value) in DeployersEnvironment)
        {
            start.Environment[name] = value;
        }

        process = Process.Start(start)!;
    }

    /// <summary>What the parameter files must be given by whoever deploys: every variable that has no default, and no other.</summary>
    internal static IReadOnlyDictionary<string, string> DeployersEnvironment { get; } = new Dictionary<string, string>
    {
        ["FIT_ALERT_EMAILS"] = "on-call@example.nhs.uk,lead@example.nhs.uk",
        ["FIT_HELPLINE"] = "0191 498 0123",
        ["FIT_PUBLISHER_EMAIL"] = "service@example.nhs.uk",
        ["FIT_PUBLISHER_NAME"] = "Example NHS Trust",
        ["FIT_SIGN_IN_CLIENT_ID"] = "44444444-4444-4444-4444-444444444444",
        ["FIT_SMS_SENDER"] = "FITTEST",
    };

    internal static BicepCompiler Current => Started.Value;

    /// <summary>Why the tests that compile do not run on this platform; null where they do.</summary>
    internal static string? WhyItCannotRun => Program is null
        ? "The Bicep compiler's package is a program for Linux on x64, so infra/ is compiled and checked there and not on this platform."
        : null;

    private static string? Program { get; } = typeof(BicepCompiler).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>()
        .SingleOrDefault(metadata => metadata.Key == "BicepCompiler")?.Value;

    /// <summary>What <c>bicep build</c> makes of a file, and all that compiler and linter say of it and of what it uses.</summary>
    internal (JsonObject? Template, IReadOnlyList<string> Diagnostics) Build(string path)
    {
        JsonNode answer = Ask("bicep/compile", new JsonObject { ["path"] = path });
        JsonObject? template = answer["contents"]?.GetValue<string>() is { } text ? JsonNode.Parse(text)!.AsObject() : null;
        return (template, Diagnostics(answer, path));
    }

    /// <summary>All that <c>bicep build-params</c> says of a parameter file and of the estate it is for.</summary>
    internal IReadOnlyList<string> BuildParameters(string path) =>
        Diagnostics(Ask("bicep/compileParams", new JsonObject { ["path"] = path, ["parameterOverrides"] = new JsonObject() }), path);

    /// <summary>
    /// The resources that deploying a parameter file would make (<c>bicep snapshot</c>): nested deployments flattened, conditions decided,
    /// loops run. What only Azure knows (an address, an identity's id) stays an expression in brackets.
    /// </summary>
    internal JsonObject Snapshot(string path, JsonObject metadata)
    {
        JsonNode answer = Ask(
            "bicep/getSnapshot", new JsonObject { ["path"] = path, ["metadata"] = metadata, ["externalInputs"] = new JsonArray() });
        return JsonNode.Parse(answer["snapshot"]!.GetValue<string>())!.AsObject();
    }

    /// <summary>Every file that a Bicep file uses, itself included.</summary>
    internal IReadOnlyList<string> FilesOf(string path) =>
    [
        .. Ask("bicep/getFileReferences", new JsonObject { ["path"] = path })["filePaths"]!.AsArray()
            .Select(file => file!.GetValue<string>()),
    ];

    private static IReadOnlyList<string> Diagnostics(JsonNode answer, string path) =>
    [
        .. from said in answer["diagnostics"]!.AsArray()
           let file = Path.GetRelativePath(Path.GetDirectoryName(path)!, said["source"]!.GetValue<string>()).Replace('\\', '/')
           let line = said["range"]!["start"]!["line"]!.GetValue<int>() + 1
           select $"{file}({line}): {said["level"]} {said["code"]}: {said["message"]}",
    ];

    private JsonNode Ask(string method, JsonObject parameters)
    {
        lock (gate)
        {
            // A compiler that hangs is ended, and the read below then meets the end of its output.
            using Timer watch = new(_ => process.Kill(), null, Patience, Timeout.InfiniteTimeSpan);
            byte[] question = JsonSerializer.SerializeToUtf8Bytes<JsonNode>(
                new JsonObject { ["jsonrpc"] = "2.0", ["id"] = ++asked, ["method"] = method, ["params"] = parameters });
            Stream input = process.StandardInput.BaseStream;
            input.Write(Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture, $"Content-Length: {question.Length}\r\n\r\n")));
            input.Write(question);
            input.Flush();

            JsonNode answer = Read(process.StandardOutput.BaseStream);
            return answer["result"] ?? throw new InvalidOperationException($"{method} failed: {answer["error"]}");
        }
    }

    /// <summary>One message: header lines, an empty line, as many bytes of JSON as the header says.</summary>
    private static JsonNode Read(Stream output)
    {
        int length = 0;
        for (string header = Line(output); header.Length > 0; header = Line(output))
        {
            if (header.StartsWith("Content-Length:", StringComparison.OrdinalIgnoreCase))
            {
                length = int.Parse(header.AsSpan(header.IndexOf(':', StringComparison.Ordinal) + 1), CultureInfo.InvariantCulture);
            }
        }

        byte[] body = new byte[length];
        output.ReadExactly(body);
        return JsonNode.Parse(body)!;
    }

    private static string Line(Stream output)
    {
        StringBuilder line = new();
        while (output.ReadByte() is var next && next != '\n')
        {
            line.Append(next >= 0 ? (char)next : throw new EndOfStreamException("The Bicep compiler ended before it had answered."));
        }

        return line.ToString().TrimEnd('\r');
    }
}
