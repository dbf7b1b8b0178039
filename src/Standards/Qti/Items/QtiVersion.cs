namespace Lectern.Qti;

/// <summary>The version of the standard that a file is written in.</summary>
public enum QtiVersion
{
    Qti20,
    Qti21,
    Qti22,
    Qti30,
}
