using System.Text;
using Lectern.Courses;
using Lectern.Data.Jobs;
using Lectern.Files;
using Lectern.Host.Operations;
using Lectern.Kernel;
using Lectern.Lessons;
using Lectern.Packages;
using Lectern.Tests.Packages;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Lectern.Tests.Files;

public sealed class Sweeping_the_store(Apps apps)
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory, EveryDatabase]
    public async Task removes_what_nothing_refers_to_and_keeps_the_rest(Database database)
    {
        await using var app = await apps.OwnOn(database);
        var world = await World.Make(app.Address, app.Services);
        await world.Instructor.Browser.Import(app, APackage.Of("one", "two"));
        var (picture, film, captions, sealedFilm) = (await Store(app, "a picture"), await Store(app, "a film"), await Store(app, "captions"), await Store(app, "a film of a published version"));
        await app.InDb(async db =>
        {
            db.Add(new PageImage { CourseId = Id<Course>.Parse(world.Course, null), FileHash = picture, MediaType = "image/png", AddedAt = app.Clock.GetUtcNow() });
            var activity = Id<Activity>.Parse(world.Video, null);
            var draft = await db.Set<VideoDraft>().SingleAsync(d => d.ActivityId == activity, Cancel);
            draft.UseFile(new VideoFile(film, "video/mp4", "film.mp4", 6, 1), app.Clock.GetUtcNow());
            draft.UseCaptions(new CaptionTrack("en", captions, "film.vtt"), app.Clock.GetUtcNow());
            db.Add(new VideoContent { ActivityId = activity, SetupJson = (VideoSetup.Empty with { File = new VideoFile(sealedFilm, "video/mp4", "film.mp4", 6, 1) }).Write(), SealedAt = app.Clock.GetUtcNow() });
            await db.SaveChangesAsync(Cancel);
        });
        var nobodys = await Store(app, "nobody's");
        var all = await Stored(app);
        Assert.True(all.Count > 5 + 3, "The package's files are not there.");

        await Sweep(app);
        Assert.Equal(all, await Stored(app));      // too young: what refers to it may not be committed yet
        app.Clock.Advance(TimeSpan.FromDays(3));
        await Sweep(app);
        Assert.Equal(all.Except([nobodys]), await Stored(app));
    }

    [Fact]
    public async Task is_asked_of_every_module_that_keeps_hashes()
    {
        var app = await apps.On(Database.Sqlite);
        var answering = app.Services.CreateScope().ServiceProvider.GetServices<INeedsFiles>().Select(n => n.GetType().Assembly).ToHashSet();
        var keeping = await app.InDb(db => Task.FromResult(db.Model.GetEntityTypes()
            .Where(e => e.GetProperties().Any(p => p.ClrType == typeof(string) && p.GetMaxLength() == 64 && p.Name.EndsWith("Hash", StringComparison.Ordinal)))
            .Where(e => e.ClrType != typeof(Lectern.People.PersonalAccessToken))
            .Select(e => e.ClrType.Assembly).Distinct().ToList()));
        Assert.NotEmpty(keeping);
        Assert.Empty(keeping.Except(answering));
        Assert.Contains(app.Services.GetServices<JobSchedule>(), job => job.Work == typeof(SweepStoredFiles));
    }

    private static async Task Sweep(TheApp app)
    {
        await using var scope = app.Services.CreateAsyncScope();
        await scope.ServiceProvider.GetRequiredService<SweepStoredFiles>().Run(Cancel);
    }

    private static async Task<string> Store(TheApp app, string text) => (await app.Services.GetRequiredService<IFileStore>().Write(new MemoryStream(Encoding.UTF8.GetBytes(text)), 1000, Cancel)).Hash;

    private static async Task<List<string>> Stored(TheApp app)
    {
        var hashes = new List<string>();
        await foreach (var file in app.Services.GetRequiredService<IFileStore>().List(Cancel)) hashes.Add(file.Hash);
        return [.. hashes.Order(StringComparer.Ordinal)];
    }
}
