namespace Lectern.Courses;

/// <summary>How courses are spoken of, in the visitor's language.</summary>
public static class CourseTexts
{
    extension(Texts texts)
    {
        /// <summary>"45 min", "2 h", "1 h 20 min".</summary>
        public string Duration(int minutes) => (minutes / 60, minutes % 60) switch
        {
            (0, var rest) => texts["{0} min", rest],
            (var hours, 0) => texts["{0} h", hours],
            var (hours, rest) => texts["{0} h {1} min", hours, rest],
        };

        /// <summary>"4 lessons, 48 min".</summary>
        public string Extent(int activities, int minutes) => texts["{0}, {1}", texts.Count("{0} lessons", activities), texts.Duration(minutes)];
    }
}
