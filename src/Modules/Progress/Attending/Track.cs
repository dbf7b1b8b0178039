using Lectern.Courses;
using Lectern.Progress.Availability;
using Lectern.Web.Design;

namespace Lectern.Progress;

/// <summary>Reads what was done against an outline: for tracks, ticks and the next thing to do.</summary>
public static class Track
{
    extension(IReadOnlyDictionary<Id<Activity>, ActivityStatus> statuses)
    {
        /// <summary>Nothing is left to do in it.</summary>
        public bool IsSettled(Id<Activity> activityId) => statuses.TryGetValue(activityId, out var status) && status.IsSettled;

        /// <summary>One tick per activity, module by module; <paramref name="now"/> is the one in hand.</summary>
        public IReadOnlyList<IReadOnlyList<Tick>> Ticks(Outline outline, Id<Activity>? now = null) =>
            [.. outline.Modules.Select(module => (IReadOnlyList<Tick>)[.. module.Activities.Select(a => a.Id == now ? Tick.Now : statuses.IsSettled(a.Id) ? Tick.Done : Tick.Open)])];

        /// <summary>The same with the next thing to do as the one in hand: what a learner's own pages show, and the pages of those who follow them.</summary>
        public IReadOnlyList<IReadOnlyList<Tick>> TicksWithNext(Outline outline, Id<Activity>? last, IReadOnlyDictionary<Id<Activity>, Locked>? locks = null) => statuses.Ticks(outline, statuses.NextIn(outline, last, locks)?.Id);

        public int DoneIn(IEnumerable<OutlineActivity> activities) => activities.Count(a => statuses.IsSettled(a.Id));

        public int MinutesLeft(Outline outline) => outline.Activities.Where(a => !statuses.IsSettled(a.Id)).Sum(a => a.Minutes);

        /// <summary>
        /// What to go on with: the activity that was last in hand when it isn't done, else the first undone one after it, else
        /// the first undone one anywhere; what isn't open is left out. Null when all is done, or nothing is open.
        /// </summary>
        public OutlineActivity? NextIn(Outline outline, Id<Activity>? last, IReadOnlyDictionary<Id<Activity>, Locked>? locks = null)
        {
            List<OutlineActivity> open = [.. outline.Activities.Where(a => locks is null || !locks.ContainsKey(a.Id) || a.Id == last)];
            return open.SkipWhile(a => a.Id != last).FirstOrDefault(IsNext) ?? open.FirstOrDefault(IsNext);

            bool IsNext(OutlineActivity activity) => !statuses.IsSettled(activity.Id) && locks?.ContainsKey(activity.Id) is not true;
        }
    }
}
