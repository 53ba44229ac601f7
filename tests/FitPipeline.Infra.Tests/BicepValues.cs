using System.Text.Json;

namespace FitPipeline.Infra.Tests;

/// <summary>Looks into a Bicep value: a literal is itself, anything to be worked out is {"$expression": its text}.</summary>
internal static class BicepValues
{
    extension(JsonElement value)
    {
        /// <summary>The value at the end of the path, or an undefined element where the path stops.</summary>
        internal JsonElement At(params string[] path)
        {
            JsonElement current = value;
            foreach (string name in path)
            {
                if (current.ValueKind != JsonValueKind.Object || !current.TryGetProperty(name, out current))
                {
                    return default;
                }
            }

            return current;
        }

        /// <summary>A literal as its text, an expression as its source; empty where there is nothing.</summary>
        internal string Written() => value.ValueKind switch
        {
            JsonValueKind.Undefined => "",
            JsonValueKind.String => value.GetString()!,
            JsonValueKind.Object when value.TryGetProperty("$expression", out JsonElement expression) => expression.GetString()!,
            _ => value.GetRawText(),
        };

        internal IEnumerable<string> Strings() => value.EnumerateArray().Select(item => item.Written());
    }

    extension(BicepFile file)
    {
        /// <summary>A value, or what the variable holds when the value is just a variable's name.</summary>
        internal JsonElement Follow(JsonElement value) =>
            file.Variables.SingleOrDefault(v => v.Name == value.At("$expression").Written())?.Value ?? value;

        /// <summary>The names a resource will have: its own, or one for each turn of its loop over a variable.</summary>
        internal IReadOnlyList<string> NamesOf(ResourceDeclaration resource)
        {
            string name = resource.Body.At("name").Written();
            if (resource.Loop is null)
            {
                return [name];
            }

            JsonElement over = file.Follow(resource.Loop.Over);
            if (over.ValueKind != JsonValueKind.Array)
            {
                return [];
            }

            return [.. over.EnumerateArray().Select(item => NameFor(item, name, resource.Loop.Item))];
        }
    }

    private static string NameFor(JsonElement item, string name, string loopItem) =>
        name == loopItem ? item.Written()
        : name.StartsWith(loopItem + ".", StringComparison.Ordinal) ? item.At(name[(loopItem.Length + 1)..]).Written()
        : name;
}
