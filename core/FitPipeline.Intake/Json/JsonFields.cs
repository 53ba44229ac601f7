using System.Globalization;
using System.Text.Json;
using FitPipeline.Intake.Text;

namespace FitPipeline.Intake.Json;

/// <summary>
/// One JSON object read field by field: each answer is a value or null, and each fault goes to <see cref="FieldErrors"/>
/// under its path. A JSON null is a field not sent. Fields nobody asks for are left alone, so senders may add some.
/// </summary>
/// <param name="element">The object; its kind is <see cref="JsonValueKind.Object"/>.</param>
/// <param name="path">Path of the object in the document; empty for the document itself.</param>
/// <param name="errors">Where faults go.</param>
internal readonly struct JsonFields(JsonElement element, string path, FieldErrors errors)
{
    internal FieldErrors Errors => errors;

    internal string PathOf(string name) => path.Length == 0 ? name : $"{path}.{name}";

    /// <summary>Notes a fault of one of this object's fields.</summary>
    internal void Fault(string name, string reason) => errors.Add(PathOf(name), reason);

    internal bool Has(string name) =>
        element.TryGetProperty(name, out JsonElement value) && value.ValueKind != JsonValueKind.Null;

    internal JsonFields? Object(string name, bool required)
    {
        if (!TryTake(name, required, JsonValueKind.Object, "It must be an object.", out JsonElement value))
        {
            return null;
        }

        return new JsonFields(value, PathOf(name), errors);
    }

    /// <summary>Text, trimmed; empty text counts as not sent.</summary>
    internal string? Text(string name, bool required, int max = PlainText.MaxName)
    {
        if (!TryTake(name, required, JsonValueKind.String, "It must be text.", out JsonElement value))
        {
            return null;
        }

        string? text = Clean(value, PathOf(name), max);
        if (text is { Length: 0 })
        {
            if (required)
            {
                Fault(name, "It is required.");
            }

            return null;
        }

        return text;
    }

    /// <summary>Text of a field whose faults do not refuse the document: they are handed back beside it.</summary>
    internal string? TextOrFault(string name, out string? fault)
    {
        FieldErrors aside = new();
        string? text = new JsonFields(element, "", aside).Text(name, required: false);
        fault = aside.ToErrors().Values.SelectMany(reasons => reasons).FirstOrDefault();
        return text;
    }

    internal bool? Flag(string name)
    {
        if (!element.TryGetProperty(name, out JsonElement value) || value.ValueKind == JsonValueKind.Null)
        {
            return null;
        }

        if (value.ValueKind is JsonValueKind.True or JsonValueKind.False)
        {
            return value.GetBoolean();
        }

        Fault(name, "It must be true or false.");
        return null;
    }

    /// <summary>A number; one too large or too fine for any measurement comes out as the largest there is.</summary>
    internal decimal? Number(string name)
    {
        if (!TryTake(name, required: false, JsonValueKind.Number, "It must be a number.", out JsonElement value))
        {
            return null;
        }

        return value.TryGetDecimal(out decimal number) ? number : decimal.MaxValue;
    }

    internal DateOnly? Date(string name, bool required)
    {
        string? text = Text(name, required);
        if (text is null)
        {
            return null;
        }

        if (Iso8601.TryDate(text, out DateOnly date))
        {
            return date;
        }

        Fault(name, "It must be a day that exists, written YYYY-MM-DD.");
        return null;
    }

    internal DateTimeOffset? Time(string name, bool required)
    {
        string? text = Text(name, required);
        if (text is null)
        {
            return null;
        }

        if (Iso8601.TryInstant(text, out DateTimeOffset at))
        {
            return at;
        }

        Fault(name, "It must be a time with its offset, written like 2026-01-05T09:12:00Z.");
        return null;
    }

    /// <summary>A list of texts, each with its own path; empty when not sent. At most <paramref name="maxCount"/> are read.</summary>
    internal IReadOnlyList<(string Path, string Text)> Texts(string name, bool required, int maxCount)
    {
        List<(string, string)> texts = [];
        foreach ((string itemPath, JsonElement item) in Items(name, required, maxCount))
        {
            if (item.ValueKind != JsonValueKind.String)
            {
                errors.Add(itemPath, "It must be text.");
            }
            else if (Clean(item, itemPath, PlainText.MaxName) is { Length: > 0 } text)
            {
                texts.Add((itemPath, text));
            }
        }

        return texts;
    }

    /// <summary>A list's items, each with its path; empty when not sent, or when longer than <paramref name="maxCount"/>, which is a fault.</summary>
    internal IReadOnlyList<(string Path, JsonElement Item)> Items(string name, bool required, int maxCount)
    {
        if (!TryTake(name, required, JsonValueKind.Array, "It must be a list.", out JsonElement list))
        {
            return [];
        }

        int count = list.GetArrayLength();
        if (count > maxCount)
        {
            Fault(name, string.Create(CultureInfo.InvariantCulture, $"It may hold at most {maxCount} and holds {count}."));
            return [];
        }

        List<(string, JsonElement)> items = new(count);
        string listPath = PathOf(name);
        foreach (JsonElement item in list.EnumerateArray())
        {
            items.Add((string.Create(CultureInfo.InvariantCulture, $"{listPath}[{items.Count}]"), item));
        }

        return items;
    }

    /// <summary>The text of a string element, or null and a fault when it is not text that may stand.</summary>
    private string? Clean(JsonElement value, string valuePath, int max)
    {
        string text;
        try
        {
            text = value.GetString()!.Trim();
        }
        catch (InvalidOperationException)
        {
            // The one thing a checked UTF-8 document can still hide in a string: "\ud800" alone.
            errors.Add(valuePath, "It holds half of a surrogate pair, which is no character.");
            return null;
        }

        if (PlainText.Fault(text, max) is string fault)
        {
            errors.Add(valuePath, fault);
            return null;
        }

        return text;
    }

    private bool TryTake(string name, bool required, JsonValueKind kind, string otherwise, out JsonElement value)
    {
        if (!element.TryGetProperty(name, out value) || value.ValueKind == JsonValueKind.Null)
        {
            if (required)
            {
                Fault(name, "It is required.");
            }

            return false;
        }

        if (value.ValueKind != kind)
        {
            Fault(name, otherwise);
            return false;
        }

        return true;
    }
}
