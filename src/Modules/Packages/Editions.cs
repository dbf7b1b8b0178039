using Lectern.Scorm;

namespace Lectern.Packages;

/// <summary>What the editions of SCORM are called; names, the same in every language.</summary>
internal static class Editions
{
    internal static string Name(ScormVersion edition) => edition switch
    {
        ScormVersion.Scorm12 => "SCORM 1.2",
        ScormVersion.Scorm2004SecondEdition => "SCORM 2004, 2nd Edition",
        ScormVersion.Scorm2004ThirdEdition => "SCORM 2004, 3rd Edition",
        _ => "SCORM 2004, 4th Edition",
    };
}
