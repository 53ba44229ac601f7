using System.Diagnostics;
using System.Text.Json;

using FitPipeline.Pathway.Tests;
namespace FitPipeline.Application.Tests;

/// <summary>A telephone's camera held over a printed page: jsQR (tests/letter-camera) finds the square and reads it.</summary>
internal static class Camera
{
    private static readonly string Place = Path.Combine(Approvals.Root, "tests", "letter-camera");

    /// <summary>What the square on a page of a PDF says; empty when the camera finds none.</summary>
    public static string Read(byte[] pdf, int page)
    {
        Assert.True(
            Directory.Exists(Path.Combine(Place, "node_modules")), "The reader of squares is not installed. Run: npm ci --prefix tests/letter-camera");
        ProcessStartInfo start = new("node", ["read.mjs"])
        {
            WorkingDirectory = Place,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        using Process camera = Process.Start(start) ?? throw new InvalidOperationException("node could not be started.");
        Task<string> trouble = camera.StandardError.ReadToEndAsync();
        double[][] bars = [.. PdfWords.Bars(pdf).Where(bar => bar.Page == page).Select(bar => (double[])[bar.Left, bar.Top, bar.Width, bar.Height])];
        camera.StandardInput.Write(JsonSerializer.Serialize(bars));
        camera.StandardInput.Close();
        string said = camera.StandardOutput.ReadToEnd();
        camera.WaitForExit();
        Assert.True(camera.ExitCode == 0, trouble.GetAwaiter().GetResult());
        return said;
    }
}
