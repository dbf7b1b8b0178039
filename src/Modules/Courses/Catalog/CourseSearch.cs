namespace Lectern.Courses;

/// <summary>Finds courses by words: each must begin a word of title, summary or topic. The one place where the two databases differ.</summary>
internal static class CourseSearch
{
    extension(LecternDb db)
    {
        /// <summary>The courses that have all these words, as a query to go on with.</summary>
        internal IQueryable<Course> CoursesWith(IReadOnlyList<string> words)
        {
            if (words.Count == 0) return db.Courses;
            if (!db.Database.IsEmbedded()) return db.Courses.FromSqlRaw(
                """SELECT * FROM "Course" WHERE to_tsvector('simple', "SearchText") @@ to_tsquery('simple', {0})""",
                string.Join(" & ", words.Select(word => word + ":*")));

            var courses = db.Courses.AsQueryable();
            foreach (var word in words)
            {
                var pattern = $"% {word}%";   // words hold letters and digits only, so there is nothing to escape
                courses = courses.Where(c => EF.Functions.Like(c.SearchText, pattern));
            }

            return courses;
        }
    }
}
