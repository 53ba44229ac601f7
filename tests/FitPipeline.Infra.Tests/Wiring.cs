using System.Text.RegularExpressions;

namespace FitPipeline.Infra.Tests;

/// <summary>What the compiler would say of modules, parameters and types; said here so that it is also said without one.</summary>
internal static class Wiring
{
    /// <summary>A module that is not there, a parameter it does not have, a parameter it was not given, an output nobody makes.</summary>
    internal static IEnumerable<string> OfModules(Estate estate)
    {
        foreach ((string path, BicepFile file) in estate.Files)
        {
            foreach (ModuleDeclaration module in file.Modules)
            {
                if (!estate.Files.TryGetValue(module.Path, out BicepFile? target))
                {
                    yield return $"{path}({module.Line}): there is no {module.Path}";
                    continue;
                }

                string[] given = [.. module.Body.At("params").EnumerateObject().Select(p => p.Name)];
                foreach (string extra in given.Except(target.Params.Select(p => p.Name)))
                {
                    yield return $"{path}({module.Line}): {module.Path} has no parameter {extra}";
                }

                foreach (string missing in target.Params.Where(p => p.MustBeGiven).Select(p => p.Name).Except(given))
                {
                    yield return $"{path}({module.Line}): {module.Path} needs {missing}";
                }
            }

            foreach ((string module, string name) in OutputsReadBy(estate, path))
            {
                ModuleDeclaration? declared = file.Modules.SingleOrDefault(m => m.Name == module);
                if (declared is not null && estate.Files.TryGetValue(declared.Path, out BicepFile? target) && target.Outputs.All(o => o.Name != name))
                {
                    yield return $"{path}: {declared.Path} has no output {name}";
                }
            }

            foreach (ImportDeclaration import in file.Imports)
            {
                string from = Path.GetRelativePath(Repository.Infra, Path.Combine(Repository.Infra, Path.GetDirectoryName(path)!, import.From)).Replace('\\', '/');
                BicepFile? source = estate.Files.GetValueOrDefault(from);
                IEnumerable<string> exported = source is null
                    ? []
                    : source.Types.Where(t => t.Decorators.Any(d => d.Name == "export")).Select(t => t.Name)
                        .Concat(source.Variables.Where(v => v.Decorators.Any(d => d.Name == "export")).Select(v => v.Name));
                foreach (string missing in import.Names.Except(exported))
                {
                    yield return $"{path}: {import.From} exports no {missing}";
                }
            }
        }
    }

    /// <summary>A value for a parameter that is not there, none for one that must be given, and the same for the members of its type.</summary>
    internal static IEnumerable<string> OfParameterFiles(Estate estate)
    {
        BicepFile types = estate.Files["types.bicep"];
        foreach ((string path, BicepFile file) in estate.Files.Where(f => f.Key.EndsWith(".bicepparam", StringComparison.Ordinal)))
        {
            foreach (ValueDeclaration extra in file.Variables.Where(v => estate.Main.Params.All(p => p.Name != v.Name)))
            {
                yield return $"{path}({extra.Line}): main.bicep has no parameter {extra.Name}";
            }

            foreach (ParameterDeclaration parameter in estate.Main.Params)
            {
                ValueDeclaration? given = file.Variables.SingleOrDefault(v => v.Name == parameter.Name);
                if (given is null)
                {
                    if (parameter.MustBeGiven)
                    {
                        yield return $"{path}: {parameter.Name} is not given";
                    }

                    continue;
                }

                TypeDeclaration? type = types.Types.SingleOrDefault(t => t.Name == parameter.Type.TrimEnd('?') && t.Members.Count > 0);
                if (type is null)
                {
                    continue;
                }

                string[] members = [.. given.Value.EnumerateObject().Select(m => m.Name)];
                foreach (string unknown in members.Except(type.Members.Select(m => m.Name)))
                {
                    yield return $"{path}({given.Line}): {type.Name} has no {unknown}";
                }

                foreach (string missing in type.Members.Where(m => !m.Nullable).Select(m => m.Name).Except(members))
                {
                    yield return $"{path}({given.Line}): {parameter.Name} lacks {missing}";
                }
            }
        }
    }

    private static IEnumerable<(string Module, string Output)> OutputsReadBy(Estate estate, string path) =>
        path.EndsWith(".bicep", StringComparison.Ordinal)
            ? from Match match in BicepText.OutputRead().Matches(File.ReadAllText(Path.Combine(estate.Folder, path)))
              select (match.Groups["module"].Value, match.Groups["output"].Value)
            : [];
}
