namespace FitPipeline.Infra.Tests;

/// <summary>A copy of infra/ to change, gone when it is disposed of.</summary>
internal sealed class InfraCopy : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("fit-infra-").FullName;

    internal InfraCopy()
    {
        foreach (string file in Directory.EnumerateFiles(Repository.Infra, "*", SearchOption.AllDirectories))
        {
            string target = File(Path.GetRelativePath(Repository.Infra, file));
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            System.IO.File.Copy(file, target);
        }
    }

    internal string File(string path) => Path.Combine(folder, path);

    /// <summary>Replaces a text that stands in the file exactly once.</summary>
    /// <returns>The line it stood on, from 1.</returns>
    internal int Change(string path, string before, string after)
    {
        string[] around = System.IO.File.ReadAllText(File(path)).Split(before);
        Assert.Equal(2, around.Length);
        System.IO.File.WriteAllText(File(path), string.Join(after, around));
        return around[0].Count(character => character == '\n') + 1;
    }

    /// <summary>Names a laboratory that sends files and says that the archive is locked, as prod comes to do.</summary>
    internal void AsItBecomes() => Change("prod.bicepparam", "bool(readEnvironmentVariable('FIT_ARCHIVE_LOCKED', 'false'))", $"""
        true

        param labSenderPrincipalIds = [
          '{Estate.Laboratory}'
        ]
        """);

    public void Dispose() => Directory.Delete(folder, recursive: true);
}
