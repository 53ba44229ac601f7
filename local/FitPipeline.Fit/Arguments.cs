namespace FitPipeline.Fit;

/// <summary>An option a command knows. <paramref name="Fault"/> answers why a value will not do, or null.</summary>
internal sealed record Option(string Name, string? ValueName = null, Func<string, string?>? Fault = null);

/// <summary>A command line as read: every fault at once, so that nobody mends one to meet the next.</summary>
internal sealed record Arguments(
    IReadOnlyList<string> PassedOn,
    IReadOnlyList<string> Operands,
    IReadOnlyList<string> Faults)
{
    /// <summary>
    /// Reads options (<c>--name value</c> or <c>--name=value</c>) and at most <paramref name="operands"/> other words.
    /// <see cref="PassedOn"/> is the same line, each option and value a word of its own.
    /// </summary>
    internal static Arguments Read(IReadOnlyList<string> args, IReadOnlyList<Option> known, int operands)
    {
        List<string> passedOn = [];
        List<string> others = [];
        List<string> faults = [];
        HashSet<string> seen = [];

        for (int i = 0; i < args.Count; i++)
        {
            if (!args[i].StartsWith('-'))
            {
                others.Add(args[i]);
                continue;
            }

            string[] parts = args[i].Split('=', 2);
            string name = parts[0];
            string? value = parts.Length == 2 ? parts[1] : null;
            Option? option = known.FirstOrDefault(o => o.Name == name);
            if (option is null)
            {
                faults.Add($"{name} is not an option here.");
                // What follows is taken for its value: one mistake, one sentence.
                i += value is null && IsValue(args, i + 1) ? 1 : 0;
                continue;
            }

            if (!seen.Add(name))
            {
                faults.Add($"{name} is given twice.");
            }

            passedOn.Add(name);
            if (option.ValueName is null)
            {
                if (value is not null)
                {
                    faults.Add($"{name} takes no value.");
                }

                continue;
            }

            if (value is null && IsValue(args, i + 1))
            {
                value = args[++i];
            }

            if (string.IsNullOrWhiteSpace(value))
            {
                faults.Add($"{name} needs a value: {name} {option.ValueName}.");
                continue;
            }

            passedOn.Add(value);
            if (option.Fault?.Invoke(value) is { } fault)
            {
                faults.Add($"{name} {fault}, not '{value}'.");
            }
        }

        faults.AddRange(others.Skip(operands).Select(word => $"'{word}' is one word too many."));
        passedOn.AddRange(others);
        return new Arguments(passedOn, others, faults);
    }

    private static bool IsValue(IReadOnlyList<string> args, int at) =>
        at < args.Count && !args[at].StartsWith("--", StringComparison.Ordinal);
}
