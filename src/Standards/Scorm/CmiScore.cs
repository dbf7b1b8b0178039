namespace Lectern.Scorm;

/// <summary>A reported score.</summary>
/// <param name="Raw">As the content gave it.</param>
/// <param name="Scaled">As a share of the full score, 0 to 1.</param>
public sealed record CmiScore(decimal? Raw, decimal Scaled)
{
    internal static CmiScore? Of(CmiState state)
    {
        var prefix = state.Is12 ? "cmi.core.score." : "cmi.score.";
        var raw = ManifestReader.Number(state[prefix + "raw"]);
        // SCORM 2004 4th Ed. RTE 4.2.20: the scaled score is the one that counts; a negative one is nothing here.
        if (!state.Is12 && ManifestReader.Number(state["cmi.score.scaled"]) is { } scaled) return new(raw, Math.Clamp(scaled, 0, 1));
        return raw is { } points ? new(raw, Share(points, ManifestReader.Number(state[prefix + "min"]), ManifestReader.Number(state[prefix + "max"]))) : null;
    }

    // SCORM 1.2 RTE 3.4.4: raw is a number from 0 to 100. Content that counts 7 points of 10 says so by min and max.
    private static decimal Share(decimal raw, decimal? min, decimal? max)
    {
        var least = min ?? 0;
        return max > least && raw >= least && raw <= max ? (raw - least) / (max.Value - least) : Math.Clamp(raw / 100, 0, 1);
    }
}
