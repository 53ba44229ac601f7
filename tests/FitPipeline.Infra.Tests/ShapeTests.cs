using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace FitPipeline.Infra.Tests;

/// <summary>infra/ reads the same wherever it is opened.</summary>
public sealed partial class ShapeTests
{
    private static readonly string[] Order = ["metadata", "import", "targetScope", "param", "var", "resource", "module", "output", "type"];

    [Fact]
    public void Given_a_file_when_it_is_read_from_the_top_then_it_comes_in_the_order_of_every_other()
    {
        string[] files = Directory.GetFiles(Repository.Infra, "*.bicep", SearchOption.AllDirectories);

        Assert.NotEmpty(files);
        Assert.All(files, file =>
        {
            int[] places = [.. Declaration().Matches(File.ReadAllText(file)).Select(match => Array.IndexOf(Order, match.Value))];
            Assert.Equal(places.Order(), places);
            Assert.Equal([0, 0], places[..2]);
        });
    }

    [CompiledFact]
    public void Given_a_module_when_someone_opens_it_then_it_says_its_name_and_what_it_promises()
    {
        Assert.All(Template.All, template =>
        {
            JsonNode metadata = template.Body["metadata"]!;
            Assert.NotEmpty(metadata["name"]!.GetValue<string>());
            string description = metadata["description"]!.GetValue<string>();
            Assert.StartsWith(template.Name == "main" ? "The whole estate" : "Promise: ", description, StringComparison.Ordinal);
        });
    }

    [CompiledFact]
    public void Given_main_when_it_is_read_then_it_is_modules_and_nothing_else()
    {
        Assert.Equal(
            ["Microsoft.Resources/deployments"],
            Template.Main.Resources.Select(resource => resource.Body["type"]!.GetValue<string>()).Distinct());
    }

    [CompiledFact]
    public void Given_a_parameter_when_it_is_described_then_the_first_word_says_whether_it_must_be_given()
    {
        var parameters =
            from template in Template.All
            from parameter in template.Parameters
            select (Where: template.Name, parameter.Name, parameter.Body);
        var members =
            from template in Template.All
            from type in template.Types
            from member in Template.Members(type.Body["properties"])
            select (Where: type.Name, member.Name, member.Body);

        Assert.Empty(
            from declared in parameters.Concat(members)
            let optional = declared.Body.ContainsKey("defaultValue") || declared.Body["nullable"]?.GetValue<bool>() == true
            where !Template.Description(declared.Body).StartsWith(optional ? "Optional. " : "Required. ", StringComparison.Ordinal)
            select $"{declared.Where}: {declared.Name}");
    }

    [CompiledFact]
    public void Given_an_output_or_a_type_when_it_is_declared_then_it_is_described()
    {
        Assert.Empty(
            from template in Template.All
            from declared in template.Outputs.Concat(template.Types)
            where Template.Description(declared.Body).Length == 0
            select $"{template.Name}: {declared.Name}");
    }

    [CompiledFact]
    public void Given_a_kind_of_resource_when_it_is_used_twice_then_it_is_the_same_version_of_it()
    {
        Assert.Empty(Template.All
            .SelectMany(template => template.Resources)
            .Where(resource => resource.Body["type"]!.GetValue<string>() != "Microsoft.Resources/deployments")
            .GroupBy(resource => resource.Body["type"]!.GetValue<string>(), resource => resource.Body["apiVersion"]!.GetValue<string>())
            .Where(kind => kind.Distinct().Count() > 1)
            .Select(kind => kind.Key));
    }

    [GeneratedRegex(@"^(metadata|import|targetScope|param|var|resource|module|output|type)\b", RegexOptions.Multiline)]
    private static partial Regex Declaration();
}
