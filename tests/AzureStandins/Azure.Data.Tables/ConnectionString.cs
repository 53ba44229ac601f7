#nullable disable
namespace Azure.Data.Tables;

/// <summary>The parts of a storage connection string that say where tables are and with which key.</summary>
internal sealed record ConnectionString(string AccountName, string AccountKey, Uri TableEndpoint)
{
    // Azurite's own, published and opening nothing elsewhere.
    private const string Emulator =
        "AccountName=devstoreaccount1;AccountKey=Eby8vdM02xNOcqFlqUwJPLlmEtlCDXJ1OUzFT50uSRZ6IFsuFq2UVErCz4I6tq/K1SZFPTOtr/KBHBeksoGMGw==;"
        + "TableEndpoint=http://127.0.0.1:10002/devstoreaccount1";

    internal static ConnectionString Parse(string text)
    {
        string whole = text.Trim().TrimEnd(';') == "UseDevelopmentStorage=true" ? Emulator : text;
        Dictionary<string, string> parts = whole.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
            .Select(part => part.Split('=', 2))
            .ToDictionary(part => part[0], part => part[1]);
        Uri endpoint = parts.TryGetValue("TableEndpoint", out string given)
            ? new Uri(given.TrimEnd('/'))
            : new Uri($"https://{parts["AccountName"]}.table.core.windows.net");
        return new ConnectionString(parts["AccountName"], parts["AccountKey"], endpoint);
    }
}
