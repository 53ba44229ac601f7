using System.Text;

namespace FitPipeline.Web.Tests;

/// <summary>A barcode, as dark and light modules.</summary>
/// <param name="Rows">'#' for dark; a linear code has one.</param>
/// <param name="Tall">Its height, in modules.</param>
internal sealed record Code(string[] Rows, int Tall)
{
    public int Wide => Rows[0].Length;

    /// <summary>A linear code of the widths of its bars and gaps, bar first.</summary>
    public static Code Linear(string widths)
    {
        string row = string.Concat(widths.Select((width, i) => new string(i % 2 == 0 ? '#' : '.', width - '0')));
        return new Code([row], row.Length / 4);
    }

    public static Code Square(string rows)
    {
        string[] lines = rows.ReplaceLineEndings("\n").Split('\n');
        return new Code(lines, lines.Length);
    }

    public bool IsDark(double x, double y) => x >= 0 && x < Wide && y >= 0 && y < Tall && Rows[(int)(y * Rows.Length / Tall)][(int)x] == '#';
}

/// <summary>
/// What Chromium takes for a camera: a film of a single picture (YUV4MPEG2, 4:2:0). It reads the file again for every frame,
/// so whatever a test shows there is what the camera sees from then on.
/// </summary>
internal sealed class Lens
{
    private const int Width = 1280;
    private const int Height = 960;
    private const byte Table = 120;
    private const byte Paper = 225;
    private const byte Ink = 30;
    private static readonly byte[] Head = Encoding.ASCII.GetBytes($"YUV4MPEG2 W{Width} H{Height} F5:1\nFRAME\n");

    private readonly string _film;

    public Lens(string film)
    {
        _film = film;
        byte[] picture = new byte[Width * Height * 3 / 2];
        Array.Fill(picture, (byte)128);
        File.WriteAllBytes(film, [.. Head, .. picture]);
        Show(null);
    }

    /// <summary>The file.</summary>
    public string Film => _film;

    /// <summary>Holds a barcode on white paper before the camera, or nothing.</summary>
    /// <param name="code">The barcode.</param>
    /// <param name="degrees">How far it is turned.</param>
    /// <param name="share">How much of the picture's width it takes.</param>
    public void Show(Code? code, int degrees = 0, double share = 0.7)
    {
        byte[] light = new byte[Width * Height];
        Array.Fill(light, Table);
        if (code is not null)
        {
            Draw(code, degrees, share * Width / code.Wide, light);
        }

        using FileStream film = new(_film, FileMode.Open, FileAccess.Write, FileShare.ReadWrite);
        film.Position = Head.Length;
        film.Write(light);
    }

    private static void Draw(Code code, int degrees, double module, byte[] light)
    {
        const int quiet = 10;
        (double sin, double cos) = Math.SinCos(degrees * Math.PI / 180);
        for (int y = 0; y < Height; y++)
        {
            for (int x = 0; x < Width; x++)
            {
                (double right, double below) = (x + 0.5 - (Width / 2), y + 0.5 - (Height / 2));
                double u = (((right * cos) + (below * sin)) / module) + (code.Wide / 2.0);
                double v = (((below * cos) - (right * sin)) / module) + (code.Tall / 2.0);
                if (u >= -quiet && u < code.Wide + quiet && v >= -quiet && v < code.Tall + quiet)
                {
                    light[(y * Width) + x] = code.IsDark(u, v) ? Ink : Paper;
                }
            }
        }
    }
}

/// <summary>A ward whose browser has a camera that sees what a test shows it, and no reader of barcodes of its own, like an iPhone's.</summary>
public sealed class CameraWard : Ward
{
    public CameraWard() => Lens = new Lens(Path.Combine(Folder, "camera.y4m"));

    internal Lens Lens { get; }

    protected override string[] Camera => ["--use-file-for-fake-video-capture=" + Lens.Film];
}
