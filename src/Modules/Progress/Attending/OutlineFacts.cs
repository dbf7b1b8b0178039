using Lectern.Courses;

namespace Lectern.Progress;

/// <summary>What an outline says to someone who learns by it.</summary>
public static class OutlineFacts
{
    extension(Outline outline)
    {
        /// <summary>What must be done to complete the course: the required activities; where none is required, all of them.</summary>
        public IReadOnlyList<OutlineActivity> AskedFor =>
            outline.Activities.Any(a => a.IsRequired) ? [.. outline.Activities.Where(a => a.IsRequired)] : [.. outline.Activities];

        /// <summary>The module that an activity stands in, counted from 1; 0 when it is in none.</summary>
        public int ModuleNumberOf(Id<Activity> activityId) => outline.Modules.Index().FirstOrDefault(m => m.Item.Activities.Any(a => a.Id == activityId), (-1, null!)).Index + 1;
    }
}
