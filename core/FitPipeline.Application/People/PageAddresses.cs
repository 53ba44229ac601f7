using System.Security.Cryptography;
using FitPipeline.Application.Messaging.Wording;

namespace FitPipeline.Application.People;

/// <summary>Where patients' pages stand for the world outside. Only a host knows; one that does not prints no address on letters.</summary>
/// <param name="site">The site's address, ending in a slash; null when there is none. Asked each time: a host may know it only once it runs.</param>
public sealed class PageAddresses(Func<Uri?> site)
{
    // Beside a square of so many characters there is still room for the words, in large print too.
    private const int Longest = 100;

    /// <summary>As the operator gave it.</summary>
    public static PageAddresses Of(WordingSettings settings)
    {
        Uri? given = settings.PageAddress is { } text ? Read(text) : null;
        return new PageAddresses(() => given);
    }

    /// <summary>The unguessable part of a page's address: 128 bits of chance, as 32 lower-case hexadecimal digits.</summary>
    public static string NewToken() => Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16));

    /// <summary>The address of a patient's page; null when pages have none. It is the key to the page: never log it.</summary>
    public Uri? Of(PatientRecord patient) => site() is { } address ? new Uri(address, "p/" + patient.PageToken) : null;

    /// <summary>
    /// Reads a site's address. A patient reads its name on paper and compares it with what the telephone shows, so it is a plain one:
    /// https, a name in letters, nothing behind the slash it ends in.
    /// </summary>
    /// <returns>The address; null when it is not such a one.</returns>
    internal static Uri? Read(string text) =>
        text.Length <= Longest
        && text.EndsWith('/')
        && !text.AsSpan().ContainsAny("?#@")
        && Uri.TryCreate(text, UriKind.Absolute, out Uri? site)
        && site is { Scheme: "https", HostNameType: UriHostNameType.Dns }
        && site.Host == site.IdnHost
            ? site
            : null;
}
