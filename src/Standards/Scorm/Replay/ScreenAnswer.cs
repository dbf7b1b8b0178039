using Lectern.Scorm.Sequencing;

namespace Lectern.Scorm.Replay;

/// <summary>Answers what the conformance test asks about the screen, from the devices that the LMS shows.</summary>
internal static class ScreenAnswer
{
    /// <summary>Null for a question that the devices don't answer.</summary>
    internal static bool? To(ScreenQuestion question, NavigationDevices devices, Organization organization)
    {
        var entry = devices.Contents.FirstOrDefault(candidate => IsMeant(candidate, question.Target, organization));
        return question.Key switch
        {
            // A table that leads nowhere but to where the learner is already is none.
            "toc.enabled" => devices.Contents.Any(candidate => candidate is { IsSelectable: true, IsCurrent: false, Depth: > 0 }),
            "toc.enabled.selectable" => entry is { IsSelectable: true },
            "toc.visible" => entry is not null,
            _ when question.Key.Split('.') is [var device, "enabled" or "disabled"] && Device(device, devices) is { } isShown =>
                isShown == question.Key.EndsWith(".enabled", StringComparison.Ordinal),
            _ => null,
        };
    }

    private static bool? Device(string name, NavigationDevices devices) => name switch
    {
        "continue" => devices.Continue,
        "previous" => devices.Previous,
        "exit" => devices.Exit,
        "exitAll" => devices.ExitAll,
        "abandon" => devices.Abandon,
        "abandonAll" => devices.AbandonAll,
        "suspend" or "suspendAll" => devices.SuspendAll,
        _ => null,
    };

    private static bool IsMeant(ContentsEntry entry, string? target, Organization organization) =>
        entry.Title == target || entry.Depth == 0 && LearnerAction.IsRoot(target, organization);
}
