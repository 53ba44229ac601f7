using Microsoft.Extensions.FileProviders;

namespace FitPipeline.Local.Desk;

/// <summary>
/// Serves the desk: one page for every address, and the files it is made of. The page itself holds nobody's data and is
/// the same for everyone; what it shows it asks the API for.
/// </summary>
internal static class DeskPages
{
    // Nothing but our own files, no script or style written into a page, no frame around it, and no text taken for markup.
    private const string ContentSecurityPolicy =
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; form-action 'self'; "
        + "base-uri 'none'; frame-ancestors 'none'; require-trusted-types-for 'script'";

    /// <summary>The addresses of pages; a test holds them against the desk's own list.</summary>
    internal static readonly string[] Paths =
    [
        "/", "/sign-in", "/work", "/journey", "/search", "/scan", "/post", "/stock", "/quarantine", "/waiting-list", "/slots", "/bookings",
        "/practice", "/breaches", "/charts", "/help", "/texts", "/letters",
    ];

    private static string Folder => Path.Combine(AppContext.BaseDirectory, "desk");

    /// <summary>False where what it takes from npm was not brought in.</summary>
    internal static bool AreHere =>
        File.Exists(Path.Combine(Folder, "index.html")) && File.Exists(Path.Combine(Folder, "vendor", "nhsuk-frontend.css"));

    /// <summary>Serves it; or, where it is not whole, says how to get it.</summary>
    internal static void Map(WebApplication app)
    {
        if (!AreHere)
        {
            app.MapGet("/", () => Results.Text(NotHere + "\n", "text/plain"));
            return;
        }

        app.UseStaticFiles(new StaticFileOptions
        {
            FileProvider = new PhysicalFileProvider(Folder),
            RequestPath = "/desk",
            // Asked about each time and answered "unchanged": a new version of the desk is there at the next page.
            OnPrepareResponse = file => file.Context.Response.Headers.CacheControl = "no-cache",
        });
        string page = Path.Combine(Folder, "index.html");
        foreach (string path in Paths)
        {
            app.MapGet(path, (HttpContext http) =>
            {
                http.Response.Headers.ContentSecurityPolicy = ContentSecurityPolicy;
                http.Response.Headers.CacheControl = "no-cache";
                http.Response.Headers["Permissions-Policy"] = "camera=(self), microphone=(), geolocation=()";
                http.Response.Headers["Cross-Origin-Opener-Policy"] = "same-origin";
                return Results.File(page, "text/html; charset=utf-8");
            });
        }
    }

    /// <summary>What to do where the desk is missing.</summary>
    internal const string NotHere =
        "The desk is not here: it needs Node.js 20 or later (https://nodejs.org) once, then ./fit run brings it in. The API works without it.";
}
