namespace Lectern.Web.Design;

/// <summary>The colour of a bar or a ring that is not the brand's.</summary>
internal static class BarColour
{
    internal static string Of(Tone tone, string variable) => tone switch
    {
        Tone.Success => $"; {variable}: var(--color-success)",
        Tone.Warning => $"; {variable}: var(--color-warning)",
        Tone.Error => $"; {variable}: var(--color-error)",
        Tone.Info => $"; {variable}: var(--color-info)",
        Tone.Accent => $"; {variable}: var(--color-accent)",
        _ => "",
    };
}
