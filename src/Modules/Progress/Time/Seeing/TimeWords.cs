using Lectern.Courses;

namespace Lectern.Progress.Time.Seeing;

internal static class TimeWords
{
    extension(Texts texts)
    {
        /// <summary>"1 h 20 min", in whole minutes that are full.</summary>
        internal string StudyTime(TimeSpan time) => time < TimeSpan.FromMinutes(1) ? texts["under 1 min"] : texts.Duration((int)time.TotalMinutes);
    }
}
