using Lectern.Courses;
using Lectern.Files;
using Lectern.Lessons.Decks;
using Lectern.Lessons.Documents;
using Lectern.Lessons.Links;
using Lectern.Lessons.Pages;
using Lectern.Lessons.Videos;

namespace Lectern.Lessons;

public static class LessonsTables
{
    extension(LecternDb db)
    {
        public DbSet<PageDraft> PageDrafts => db.Set<PageDraft>();
        public DbSet<PageContent> PageContents => db.Set<PageContent>();
        public DbSet<PageImage> PageImages => db.Set<PageImage>();
        public DbSet<VideoDraft> VideoDrafts => db.Set<VideoDraft>();
        public DbSet<VideoContent> VideoContents => db.Set<VideoContent>();
        public DbSet<VideoWatch> VideoWatches => db.Set<VideoWatch>();
        public DbSet<VideoNote> VideoNotes => db.Set<VideoNote>();
        public DbSet<LessonDraft> LessonDrafts => db.Set<LessonDraft>();
        public DbSet<LessonContent> LessonContents => db.Set<LessonContent>();
        public DbSet<LessonReading> LessonReadings => db.Set<LessonReading>();
    }
}

public sealed class LessonsModule : IModule
{
    public static void AddServices(IServiceCollection services)
    {
        services.AddScoped<IActivityKind, PageKind>().AddScoped<IActivityKind, VideoKind>().AddScoped<IActivityKind, DocumentKind>().AddScoped<IActivityKind, DeckKind>().AddScoped<IActivityKind, LinkKind>();
        services.AddSingleton<Transcripts>().AddSingleton<SealedPages>();
        services.AddSingleton(ChooseVideoFile.Purpose).AddSingleton(ChooseDocumentFile.Purpose);
        services.AddScoped<INeedsFiles, FilesOfLessons>();
    }

    public static void MapEndpoints(IEndpointRouteBuilder routes) => LessonRoutes.Map(routes);
}
