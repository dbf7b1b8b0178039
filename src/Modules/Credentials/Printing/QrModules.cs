using QRCoder;

namespace Lectern.Credentials.Printing;

/// <summary>A QR code as dark strips on a grid: each is a row, where it starts and how many modules long it is.</summary>
public sealed record QrModules(int Side, IReadOnlyList<(int Row, int Start, int Length)> Strips)
{
    private const int QuietZone = 4;   // ISO/IEC 18004, 5.3.8: four modules; drawn by whoever draws, as white space

    internal static QrModules Of(string address)
    {
        using var data = QRCodeGenerator.GenerateQrCode(address, QRCodeGenerator.ECCLevel.M);
        var side = data.ModuleMatrix.Count - QuietZone * 2;
        var strips = new List<(int, int, int)>();
        for (var row = 0; row < side; row++)
            for (var column = 0; column < side; column++)
            {
                var start = column;
                while (column < side && data.ModuleMatrix[row + QuietZone][column + QuietZone]) column++;
                if (column > start) strips.Add((row, start, column - start));
            }

        return new QrModules(side, strips);
    }

    /// <summary>As the data of an SVG path in a box of <see cref="Side"/> units.</summary>
    internal string ToPath()
    {
        var path = new System.Text.StringBuilder();
        foreach (var (row, start, length) in Strips) path.Append(System.Globalization.CultureInfo.InvariantCulture, $"M{start} {row}h{length}v1h-{length}z");
        return path.ToString();
    }
}
