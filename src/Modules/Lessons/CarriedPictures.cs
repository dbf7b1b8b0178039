using Lectern.Courses;

namespace Lectern.Lessons;

internal static class CarriedPictures
{
    extension(LecternDb db)
    {
        /// <summary>A text as it is to stand in another course: its pictures belong to that course too, and are shown from there. The caller saves.</summary>
        internal async Task<string> CarryPictures(string html, Id<Course> from, Id<Course> to, DateTimeOffset at, CancellationToken cancel)
        {
            var (images, before) = (db.PageImages, PageImage.Address(from, ""));
            if (from == to || !html.Contains(before, StringComparison.Ordinal)) return html;
            foreach (var image in await images.AsNoTracking().Where(i => i.CourseId == from).ToListAsync(cancel))
                if (html.Contains(image.FileHash, StringComparison.Ordinal) && !images.Local.Any(i => i.CourseId == to && i.FileHash == image.FileHash))
                    images.Add(new PageImage { CourseId = to, FileHash = image.FileHash, MediaType = image.MediaType, AddedAt = at });
            return html.Replace(before, PageImage.Address(to, ""), StringComparison.Ordinal);
        }
    }
}
