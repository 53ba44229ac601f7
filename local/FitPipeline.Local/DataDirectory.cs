namespace FitPipeline.Local;

/// <summary>Where the host keeps everything. Held by one host at a time.</summary>
public sealed class DataDirectory : IDisposable
{
    /// <summary>The name of the database's file.</summary>
    public const string DatabaseFile = "fit.db";

    /// <summary>The name of the archive's folder.</summary>
    public const string ArchiveFolder = "archive";

    private readonly FileStream _lock;

    /// <summary>Opens a directory, making what is missing.</summary>
    /// <exception cref="InvalidOperationException">Another host holds it.</exception>
    public DataDirectory(string root)
    {
        Root = Path.GetFullPath(root);
        MakePrivate(Root);
        Directory.CreateDirectory(Inbox);
        Directory.CreateDirectory(Archive);
        try
        {
            _lock = new FileStream(Path.Combine(Root, "host.lock"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException held)
        {
            throw new InvalidOperationException("Another host is using this data directory. Stop it, or name another with --data.", held);
        }
    }

    /// <summary>The directory itself.</summary>
    public string Root { get; }

    /// <summary>The database.</summary>
    public string Database => Path.Combine(Root, DatabaseFile);

    /// <summary>The laboratory's drop folder.</summary>
    public string Inbox => Path.Combine(Root, "inbox");

    /// <summary>What arrived, byte for byte.</summary>
    public string Archive => Path.Combine(Root, ArchiveFolder);

    /// <summary>The tokens made at first start.</summary>
    public string Tokens => Path.Combine(Root, "tokens.json");

    /// <summary>The index of deprivation, where the trust has put one: neighbourhood and tenth, a line each.</summary>
    public string Deprivation => Path.Combine(Root, "deprivation.csv");

    /// <inheritdoc/>
    public void Dispose() => _lock.Dispose();

    // Made so that nobody else on the machine can look inside; one that is there already keeps the mode its owner gave it.
    private static void MakePrivate(string path)
    {
        if (OperatingSystem.IsWindows())
        {
            Directory.CreateDirectory(path);
        }
        else
        {
            Directory.CreateDirectory(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }
    }
}
