#nullable disable
namespace Azure.Storage.Blobs.Models;

public enum PublicAccessType
{
    None,
    BlobContainer,
    Blob,
}

[Flags]
public enum BlobTraits
{
    None = 0,
}

[Flags]
public enum BlobStates
{
    None = 0,
}

public enum DeleteSnapshotsOption
{
    None = 0,
    IncludeSnapshots = 1,
    OnlySnapshots = 2,
}

public class BlobContainerEncryptionScopeOptions;

public class BlobContainerInfo;

public class BlobRequestConditions : RequestConditions;

public class BlobHttpHeaders
{
    public string ContentType { get; set; }
}

public class BlobUploadOptions
{
    public BlobHttpHeaders HttpHeaders { get; set; }

    public IDictionary<string, string> Metadata { get; set; }

    public BlobRequestConditions Conditions { get; set; }
}

public class BlobOpenReadOptions(bool allowModifications)
{
    internal bool AllowModifications { get; } = allowModifications;

    public BlobRequestConditions Conditions { get; set; }
}

public class BlobContentInfo
{
    internal BlobContentInfo(ETag etag) => ETag = etag;

    public ETag ETag { get; }
}

public class BlobProperties
{
    internal BlobProperties(long contentLength, ETag etag)
    {
        ContentLength = contentLength;
        ETag = etag;
    }

    public long ContentLength { get; }

    public ETag ETag { get; }
}

public class GetBlobTagResult
{
    public IDictionary<string, string> Tags { get; internal set; }
}

public class BlobItem
{
    internal BlobItem(string name, BlobItemProperties properties)
    {
        Name = name;
        Properties = properties;
    }

    public string Name { get; }

    public BlobItemProperties Properties { get; }
}

public class BlobItemProperties
{
    internal BlobItemProperties(DateTimeOffset? lastModified, long? contentLength, ETag? etag)
    {
        LastModified = lastModified;
        ContentLength = contentLength;
        ETag = etag;
    }

    public DateTimeOffset? LastModified { get; }

    public long? ContentLength { get; }

    public ETag? ETag { get; }
}
