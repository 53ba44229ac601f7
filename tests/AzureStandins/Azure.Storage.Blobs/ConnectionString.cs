#nullable disable
namespace Azure.Storage.Blobs;

/// <summary>The parts of a storage connection string that say where blobs are and with which key.</summary>
internal sealed record ConnectionString(string AccountName, string AccountKey, Uri BlobEndpoint)
{
    // Azurite's own, published and opening nothing elsewhere.
    private const string Emulator =
        "AccountName=devstoreaccount1;AccountKey=Eby8vdM02xNOcqFlqUwJPLlmEtlCDXJ1OUzFT50uSRZ6IFsuFq2UVErCz4I6tq/K1SZFPTOtr/KBHBeksoGMGw==;"
        + "BlobEndpoint=http://127.0.0.1:10000/devstoreaccount1";

    internal static ConnectionString Parse(string text)
    {
        string whole = text.Trim().TrimEnd(';') == "UseDevelopmentStorage=true" ? Emulator : text;
        Dictionary<string, string> parts = whole.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
            .Select(part => part.Split('=', 2))
            .ToDictionary(part => part[0], part => part[1]);
        Uri endpoint = parts.TryGetValue("BlobEndpoint", out string given)
            ? new Uri(given.TrimEnd('/'))
            : new Uri($"https://{parts["AccountName"]}.blob.core.windows.net");
        return new ConnectionString(parts["AccountName"], parts["AccountKey"], endpoint);
    }
}
