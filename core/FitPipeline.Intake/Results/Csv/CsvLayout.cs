using System.Diagnostics.CodeAnalysis;
using FitPipeline.Intake.Text;

namespace FitPipeline.Intake.Results.Csv;

/// <summary>The columns of a laboratory's CSV file, by the contract's names.</summary>
internal enum CsvColumn
{
    KitId,
    NhsNumber,
    FamilyName,
    DateOfBirth,
    CollectedOn,
    ReceivedAt,
    ResultAt,
    Value,
    Unit,
    Analyser,
    LabNumber,
    Status,
    Reason,
}

/// <summary>Which field of a row holds which column, found from the file's heading.</summary>
internal sealed class CsvLayout
{
    private const int Columns = 13;

    private static readonly string[] Names =
    [
        "kitId", "nhsNumber", "familyName", "dateOfBirth", "collectedOn", "receivedAt", "resultAt",
        "value", "unit", "analyser", "labNumber", "status", "reason",
    ];

    private static readonly WireNames<LabRowStatus> ContractStatuses = new(
        StringComparer.OrdinalIgnoreCase,
        ("final", LabRowStatus.Final),
        ("corrected", LabRowStatus.Corrected),
        ("rejected", LabRowStatus.Rejected),
        ("failed", LabRowStatus.Failed),
        ("withdrawn", LabRowStatus.Withdrawn),
        ("preliminary", LabRowStatus.Preliminary));

    private readonly int[] _fieldOf = new int[Columns];
    private readonly string?[] _constants = new string?[Columns];
    private readonly WireNames<LabRowStatus> _statuses;

    private CsvLayout(int fields, WireNames<LabRowStatus> statuses, DayOrder days)
    {
        Fields = fields;
        Days = days;
        _statuses = statuses;
        Array.Fill(_fieldOf, -1);
    }

    /// <summary>How many fields every row must have.</summary>
    internal int Fields { get; }

    /// <summary>How days are written.</summary>
    internal DayOrder Days { get; }

    /// <summary>
    /// Whether the last field could lose its end without becoming unreadable. Then a file that ends without a line break
    /// may have been cut off in it: 120 may have become 12.
    /// </summary>
    internal bool EndCouldBeCut { get; private set; }

    /// <summary>A column's text in a row; empty when the file has no such column.</summary>
    internal ReadOnlySpan<char> Text(CsvFields row, CsvColumn column)
    {
        int field = _fieldOf[(int)column];
        return field >= 0 ? row[field] : _constants[(int)column];
    }

    internal bool TryStatus(ReadOnlySpan<char> text, out LabRowStatus status) => _statuses.TryGet(text, out status);

    /// <summary>Says what is wrong with a profile's layout, or null when nothing is.</summary>
    internal static string? WhyNot(CsvProfile csv)
    {
        string? column = csv.Columns.Keys.Concat(csv.Constants?.Keys ?? Enumerable.Empty<string>()).FirstOrDefault(name => !Names.Contains(name));
        string? status = csv.Statuses?.Values.FirstOrDefault(name => !ContractStatuses.TryGet(name, out _));
        return column is not null ? $"{column} is none of our columns" : status is not null ? $"{status} is none of our statuses" : null;
    }

    /// <summary>Recognises a heading: the contract's own columns, or those of exactly one profile.</summary>
    /// <param name="heading">The file's first line.</param>
    /// <param name="profiles">The profiles known.</param>
    /// <param name="layout">The layout, when recognised.</param>
    /// <param name="delimiter">The delimiter that goes with it.</param>
    /// <param name="because">Otherwise what is missing.</param>
    internal static bool TryRecognise(
        string heading,
        IReadOnlyList<AnalyserProfile> profiles,
        [NotNullWhen(true)] out CsvLayout? layout,
        out char delimiter,
        [NotNullWhen(false)] out string? because)
    {
        layout = null;
        delimiter = ',';
        because = null;
        IReadOnlyList<string> fields = Divide(heading, ',');
        List<string> missing = [.. Names.Where(name => name != "reason" && !Has(fields, name))];
        if (missing.Count == 0)
        {
            return TryBuild(fields, Names.Where(name => Has(fields, name)).ToDictionary(name => name, name => name), null, out layout, out because);
        }

        List<AnalyserProfile> fitting =
            [.. profiles.Where(profile => profile.Csv is CsvProfile csv && csv.Columns.Values.All(name => Has(Divide(heading, csv.Delimiter), name)))];
        if (fitting is [AnalyserProfile one])
        {
            delimiter = one.Csv!.Delimiter;
            return TryBuild(Divide(heading, delimiter), one.Csv.Columns, one, out layout, out because);
        }

        if (string.IsNullOrWhiteSpace(heading))
        {
            because = "The first line, where the heading should be, is empty.";
            return false;
        }

        because = fitting.Count > 1
            ? $"The heading fits more than one profile: {string.Join(", ", fitting.Select(profile => profile.Name))}."
            : $"The heading fits no profile, and as the standard layout it lacks {string.Join(", ", missing)}.";
        return false;
    }

    private static bool TryBuild(
        IReadOnlyList<string> fields,
        IReadOnlyDictionary<string, string> columns,
        AnalyserProfile? profile,
        [NotNullWhen(true)] out CsvLayout? layout,
        [NotNullWhen(false)] out string? because)
    {
        CsvLayout built = new(fields.Count, StatusesOf(profile?.Csv), profile?.Csv?.Days ?? DayOrder.Iso);
        layout = null;
        foreach ((string column, string heading) in columns)
        {
            int[] at = [.. Enumerable.Range(0, fields.Count).Where(i => Same(fields[i], heading))];
            if (at.Length > 1)
            {
                because = $"The heading has {column} more than once.";
                return false;
            }

            built._fieldOf[Array.IndexOf(Names, column)] = at[0];
        }

        foreach ((string column, string constant) in profile?.Csv?.Constants ?? [])
        {
            built._constants[Array.IndexOf(Names, column)] = constant;
        }

        // A profile's export comes from its analyser, unless it has a column that says which.
        built._constants[(int)CsvColumn.Analyser] ??= profile?.Analyser;
        built.EndCouldBeCut = Array.IndexOf(built._fieldOf, fields.Count - 1) is int last and >= 0
            && (CsvColumn)last is not (CsvColumn.Status or CsvColumn.Reason or CsvColumn.NhsNumber or CsvColumn.DateOfBirth or CsvColumn.CollectedOn);
        layout = built;
        because = null;
        return true;
    }

    private static WireNames<LabRowStatus> StatusesOf(CsvProfile? csv)
    {
        if (csv?.Statuses is null)
        {
            return ContractStatuses;
        }

        return new WireNames<LabRowStatus>(StringComparer.OrdinalIgnoreCase, [.. csv.Statuses.Select(pair => (pair.Key, Ours(pair.Value)))]);
    }

    private static LabRowStatus Ours(string name) => ContractStatuses.TryGet(name, out LabRowStatus status) ? status : LabRowStatus.Preliminary;

    // Headings hold no delimiter of their own; quotes around them are taken off.
    private static List<string> Divide(string heading, char delimiter) =>
        [.. heading.Split(delimiter).Select(name => name.Trim().Trim('"').Trim())];

    private static bool Has(IReadOnlyList<string> fields, string name) => fields.Any(field => Same(field, name));

    private static bool Same(string field, string name) => field.Equals(name, StringComparison.OrdinalIgnoreCase);
}
