namespace Lectern.Qti.Processing;

/// <summary>
/// Random numbers that are the same for the same seed, on every machine and in every version: a recorded seed gives the same copy of an item
/// years later. The generator is Mulberry32 (Tommy Ettinger, public domain), which other QTI players use too; it is no secret.
/// </summary>
internal sealed class SeededRandom(long seed)
{
    private uint state = unchecked((uint)seed);

    /// <summary>From 0 to below 1.</summary>
    internal double Next()
    {
        unchecked
        {
            state += 0x6D2B79F5;
            var mixed = (state ^ state >> 15) * (1 | state);
            mixed = (mixed + (mixed ^ mixed >> 7) * (61 | mixed)) ^ mixed;
            return (mixed ^ mixed >> 14) / 4294967296.0;
        }
    }

    /// <summary>From 0 to below this.</summary>
    internal long Below(long end) => (long)(Next() * end);
}
