using System.Text.Json;
using FitPipeline.Pathway.Tests;

namespace FitPipeline.Functions.Tests;

/// <summary>The Functions host's settings: each is explained on the page, and the page explains no other.</summary>
public sealed class HostSettingsTests
{
    [Fact]
    public void Given_host_json_when_it_is_compared_with_its_page_then_every_setting_has_its_value_and_a_reason_there()
    {
        using JsonDocument host = JsonDocument.Parse(File.ReadAllText(Path.Combine(Approvals.Root, "host.json")));
        Dictionary<string, string> set = Leaves("", host.RootElement).ToDictionary();
        Dictionary<string, (string Value, string Why)> told = File.ReadAllLines(Path.Combine(Approvals.Root, "docs/host-settings.md"))
            .Where(line => line.StartsWith("| `", StringComparison.Ordinal))
            .Select(line => line.Trim('|', ' ').Split(" | "))
            .ToDictionary(row => row[0].Trim('`'), row => (row[1].Trim('`'), row[2]));
        Assert.Equal(set.Keys.Order(StringComparer.Ordinal), told.Keys.Order(StringComparer.Ordinal));
        Assert.All(set, setting => Assert.Equal(setting.Value, told[setting.Key].Value));
        Assert.All(told, row => Assert.True(row.Value.Why.Length > 15, row.Key));
    }

    [Fact]
    public void Given_the_settings_of_a_developer_s_machine_when_they_are_read_then_they_are_of_today_s_rules_and_hold_no_secret()
    {
        using JsonDocument sample = JsonDocument.Parse(File.ReadAllText(Path.Combine(Approvals.Root, "local.settings.sample.json")));
        JsonElement values = sample.RootElement.GetProperty("Values");
        Assert.Equal(FitPipeline.Pathway.Policy.PathwayPolicy.Current.Version, values.GetProperty("Pathway__PolicyVersion").GetString());
        Assert.Equal("dotnet-isolated", values.GetProperty("FUNCTIONS_WORKER_RUNTIME").GetString());
        Assert.DoesNotContain(values.EnumerateObject(), value => value.Value.GetString()!.Contains("Key=", StringComparison.OrdinalIgnoreCase));
    }

    // A category of logs has dots in its name, so a leaf is named by its whole path.
    private static IEnumerable<KeyValuePair<string, string>> Leaves(string path, JsonElement element) => element.EnumerateObject().SelectMany(
        property => property.Value.ValueKind is JsonValueKind.Object
            ? Leaves(path + property.Name + ".", property.Value)
            : [new KeyValuePair<string, string>(path + property.Name, property.Value.GetRawText())]);
}
