using System.Globalization;
using Lectern.Courses;
using Lectern.Data;
using Lectern.Files;
using Lectern.Kernel;
using Lectern.Packages.Importing;
using Lectern.People;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;

namespace Lectern.Host.Commands;

internal static class ImportCourse
{
    private const long Limit = 4L << 30;

    internal static async Task<int> Run(WebApplication app, Screen screen, string file, string? owner, bool publish, CancellationToken cancel)
    {
        if (!File.Exists(file)) return screen.Failed("file-missing", $"There is no file {file}.");
        await using var scope = app.Services.CreateAsyncScope();
        var services = scope.ServiceProvider;
        services.GetRequiredService<Actor>().From = "command line";
        var db = services.GetRequiredService<LecternDb>();
        Person? person = null;
        if (owner is not null && (person = await services.GetRequiredService<UserManager<Person>>().FindByEmailAsync(owner)) is null) return screen.Failed("nobody", $"Nobody here has the address {owner}.");

        var institution = await FoundInstitution.Handle(db, cancel);
        await using var content = File.OpenRead(file);
        var zip = await services.GetRequiredService<IFileStore>().Write(content, Limit, cancel);
        var made = await services.GetRequiredService<MakeCourseOfPackage>().Make(zip, Path.GetFileName(file), institution.Id, person?.Id, cancel);
        if (made.Refusal is { } refusal) return screen.Failed(refusal.Code, Sentence(refusal));

        var course = made.Value.Course;
        if (publish)
        {
            var problems = await CoursePublishing.Publish(db, services.GetRequiredService<ActivityKinds>(), course, person?.Id, services.GetRequiredService<TimeProvider>().GetUtcNow(), cancel);
            if (problems.Count > 0) return screen.Failed("not-ready", string.Join(" ", problems.Select(problem => Sentence(problem.Refusal))));
            await db.SaveChangesAsync(cancel);
        }

        var address = publish ? $"/courses/{course.Slug}" : $"/courses/{course.Id}/edit";
        return screen.Done(new { id = course.Id, course.Title, address, published = publish }, $"{course.Title}: {address}");
    }

    private static string Sentence(Refusal refusal) => string.Format(CultureInfo.InvariantCulture, refusal.Sentence, refusal.Arguments);
}
