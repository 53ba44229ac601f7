namespace FitPipeline.Infra.Tests;

/// <summary>infra/ reads the same wherever it is opened.</summary>
public sealed class ShapeTests
{
    private static readonly string[] Order =
    [
        "metadata_declaration", "import_functionality", "target_scope_assignment", "parameter_declaration", "variable_declaration",
        "resource_declaration", "module_declaration", "output_declaration", "type_declaration",
    ];

    public static TheoryData<string> Files => [.. Estate.Current.Files.Keys.Where(f => f.EndsWith(".bicep", StringComparison.Ordinal))];

    [Theory]
    [MemberData(nameof(Files))]
    public void Given_a_file_when_it_is_read_from_the_top_then_it_comes_in_the_order_of_every_other(string path)
    {
        int[] places = [.. Estate.Current.Files[path].Order.Select(kind => Array.IndexOf(Order, kind))];

        Assert.DoesNotContain(-1, places);
        Assert.Equal(places.Order(), places);
    }

    [Theory]
    [MemberData(nameof(Files))]
    public void Given_a_file_when_someone_opens_it_then_it_says_its_name_and_what_it_promises(string path)
    {
        Assert.Equal(["name", "description"], Estate.Current.Files[path].Metadata.Select(m => m.Name));
    }

    [Fact]
    public void Given_main_when_it_is_read_then_it_is_modules_and_nothing_else()
    {
        Assert.Empty(Estate.Current.Main.Resources);
        Assert.Equal("resourceGroup", Estate.Current.Main.TargetScope);
        Assert.Equal(
            Estate.Current.Files.Keys.Where(f => f.StartsWith("modules/", StringComparison.Ordinal)).Order(),
            Estate.Current.Main.Modules.Select(m => m.Path).Order());
    }

    [Fact]
    public void Given_a_parameter_when_it_is_described_then_the_first_word_says_whether_it_must_be_given()
    {
        var described = Estate.Current.Files.SelectMany(file => file.Value.Params
            .Select(p => (Where: $"{file.Key}: {p.Name}", p.MustBeGiven, p.Decorators))
            .Concat(file.Value.Types.SelectMany(t => t.Members.Select(m => (Where: $"{file.Key}: {t.Name}.{m.Name}", MustBeGiven: !m.Nullable, m.Decorators)))));

        Assert.Empty(described
            .Where(d => !Description(d.Decorators).StartsWith(d.MustBeGiven ? "Required. " : "Optional. ", StringComparison.Ordinal))
            .Select(d => d.Where));
    }

    [Fact]
    public void Given_an_output_or_an_exported_type_when_it_is_declared_then_it_is_described()
    {
        Assert.Empty(Estate.Current.Files
            .SelectMany(file => file.Value.Outputs.Select(o => (o.Name, o.Decorators)).Concat(file.Value.Types.Select(t => (t.Name, t.Decorators)))
                .Where(d => Description(d.Decorators).Length == 0).Select(d => $"{file.Key}: {d.Name}")));
    }

    [Fact]
    public void Given_the_modules_when_they_are_called_then_each_is_there_and_is_given_what_it_needs_and_no_more()
    {
        Assert.Empty(Wiring.OfModules(Estate.Current));
    }

    [Fact]
    public void Given_the_parameter_files_when_they_are_deployed_then_every_parameter_has_its_value()
    {
        Assert.Equal(2, Estate.Current.Files.Count(f => f.Value.Using == "./main.bicep"));
        Assert.Empty(Wiring.OfParameterFiles(Estate.Current));
    }

    [Theory]
    [InlineData("main.bicep", "    principalId: identity.outputs.principalId\n", "", "needs principalId")]
    [InlineData("main.bicep", "principalId: identity.outputs.principalId", "principalId: identity.outputs.principalId\n    colour: 'red'", "no parameter colour")]
    [InlineData("main.bicep", "modules/access.bicep", "modules/acces.bicep", "there is no modules/acces.bicep")]
    [InlineData("modules/access.bicep", "import { roleIds }", "import { roles }", "exports no roles")]
    [InlineData("prod.bicepparam", "  overdueMinutes: 240\n", "", "lacks overdueMinutes")]
    [InlineData("dev.bicepparam", "param scale = {\n", "param scales = {\n", "no parameter scales")]
    public void Given_a_wire_to_nowhere_when_it_is_checked_then_it_is_found(string file, string right, string wrong, string complaint)
    {
        string copy = Repository.CopyOfInfra();
        try
        {
            string path = Path.Combine(copy, file);
            string text = File.ReadAllText(path);
            Assert.Contains(right, text, StringComparison.Ordinal);
            File.WriteAllText(path, text.Replace(right, wrong, StringComparison.Ordinal));
            Estate broken = Estate.Read(copy);

            Assert.Contains(Wiring.OfModules(broken).Concat(Wiring.OfParameterFiles(broken)), c => c.Contains(complaint, StringComparison.Ordinal));
        }
        finally
        {
            Directory.Delete(copy, recursive: true);
        }
    }

    [Fact]
    public void Given_a_kind_of_resource_when_it_is_used_twice_then_it_is_the_same_version_of_it()
    {
        Assert.Empty(Estate.Current.Resources
            .GroupBy(r => r.Resource.Type, r => r.Resource.ApiVersion)
            .Where(g => g.Distinct().Count() > 1)
            .Select(g => g.Key));
    }

    private static string Description(IReadOnlyList<Decorator> decorators) =>
        decorators.SingleOrDefault(d => d.Name == "description")?.Arguments[0].Written() ?? "";
}
