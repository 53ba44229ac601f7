namespace FitPipeline.Intake.Json;

/// <summary>Collects every fault of a document, so that a sender mends them in one go.</summary>
internal sealed class FieldErrors
{
    private readonly Dictionary<string, List<string>> _byPath = [];

    internal bool Any => _byPath.Count > 0;

    internal bool Has(string path) => _byPath.ContainsKey(path);

    /// <summary>Notes a fault; the same one of the same field counts once.</summary>
    internal void Add(string path, string reason)
    {
        if (!_byPath.TryGetValue(path, out List<string>? reasons))
        {
            _byPath[path] = reasons = [];
        }

        if (!reasons.Contains(reason))
        {
            reasons.Add(reason);
        }
    }

    /// <summary>Path to reasons.</summary>
    internal IReadOnlyDictionary<string, IReadOnlyList<string>> ToErrors() =>
        _byPath.ToDictionary(pair => pair.Key, pair => (IReadOnlyList<string>)pair.Value);

    /// <summary>Every reason after its path, as one list.</summary>
    internal IReadOnlyList<string> ToSentences() =>
        [.. _byPath.SelectMany(pair => pair.Value.Select(reason => $"{pair.Key}: {reason}"))];
}
