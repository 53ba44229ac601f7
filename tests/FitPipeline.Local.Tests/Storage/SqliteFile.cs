using FitPipeline.Local.Storage;

namespace FitPipeline.Local.Tests;

/// <summary>A real database in a folder of its own, gone after the test.</summary>
internal sealed class SqliteFile : IDisposable
{
    public SqliteFile()
    {
        Folder = Directory.CreateTempSubdirectory("fit-test-").FullName;
        Database = Database.Open(Path);
    }

    public string Folder { get; }

    public string Path => System.IO.Path.Combine(Folder, "fit.db");

    public Database Database { get; private set; }

    /// <summary>Closes the file and opens it again, as a restart does.</summary>
    public void Reopen()
    {
        Database.Dispose();
        Database = Database.Open(Path);
    }

    public void Dispose()
    {
        Database.Dispose();
        Directory.Delete(Folder, recursive: true);
    }
}
