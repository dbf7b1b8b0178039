namespace Lectern.Kernel;

/// <summary>How marks are shown: rounded down, so that 69.9 doesn't look like a pass mark of 70, and no page says more than another.</summary>
public static class Percents
{
    /// <param name="share">0 to 1.</param>
    public static int OfShare(decimal share) => Whole(share * 100);

    /// <param name="percent">0 to 100.</param>
    public static int Whole(decimal percent) => (int)decimal.Floor(percent);

    /// <summary>With a tenth, where marks are compared.</summary>
    public static decimal Tenths(decimal percent) => decimal.Floor(percent * 10) / 10;
}
