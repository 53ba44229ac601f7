using System.Collections;
using QRCoder;

namespace FitPipeline.Application.Messaging.Letters;

/// <summary>
/// An address as a telephone's camera reads it: a QR code (ISO/IEC 18004) with the white border that it needs to be found.
/// </summary>
/// <remarks>
/// Error correction M: up to 15 % of it may be creased or stained. More would make the modules smaller, and an old telephone in poor
/// light fails on small ones first.
/// </remarks>
/// <param name="Modules">How many modules it has across, its border of four on either side among them.</param>
/// <param name="Bars">What is dark, as bars one module high: from the left, from the top, how wide; in modules.</param>
internal sealed record QrCode(int Modules, IReadOnlyList<(int Left, int Top, int Width)> Bars)
{
    internal static QrCode Of(Uri page)
    {
        using QRCodeGenerator generator = new();
        using QRCodeData code = generator.CreateQrCode(page.AbsoluteUri, QRCodeGenerator.ECCLevel.M);
        List<(int Left, int Top, int Width)> bars = [];
        for (int top = 0; top < code.ModuleMatrix.Count; top++)
        {
            BitArray row = code.ModuleMatrix[top];
            for (int left = 0; left < row.Length; left++)
            {
                if (row[left])
                {
                    int width = 1;
                    while (left + width < row.Length && row[left + width])
                    {
                        width++;
                    }

                    bars.Add((left, top, width));
                    left += width;
                }
            }
        }

        return new QrCode(code.ModuleMatrix.Count, bars);
    }
}
