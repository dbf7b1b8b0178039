using Lectern.Courses;
using Lectern.Data.Jobs;
using Lectern.Data.Outbox;
using Lectern.Files;
using Lectern.Grading.Explaining;
using Lectern.Grading.Releasing;
using Lectern.Grading.Verifying;
using Lectern.People.Accommodations;
using Lectern.Progress;
using Lectern.Progress.Scheduling;
using Lectern.Quizzes.Authoring;
using Lectern.Quizzes.Exchange;
using Lectern.Quizzes.Banks;
using Lectern.Quizzes.Banks.Statistics;
using Lectern.Quizzes.MarkingQueue;
using Lectern.Quizzes.Overrides;
using Lectern.Quizzes.QuestionTypes;
using Lectern.Quizzes.Regrading;
using Lectern.Quizzes.Reviewing;
using Lectern.Quizzes.Taking;
using Lectern.Quizzes.Verifying;

namespace Lectern.Quizzes;

public static class QuizzesTables
{
    extension(LecternDb db)
    {
        /// <summary>Drafts.</summary>
        public DbSet<Quiz> Quizzes => db.Set<Quiz>();
        public DbSet<QuestionBank> QuestionBanks => db.Set<QuestionBank>();
        public DbSet<QuestionCategory> QuestionCategories => db.Set<QuestionCategory>();
        public DbSet<Question> Questions => db.Set<Question>();
        public DbSet<QuestionVersion> QuestionVersions => db.Set<QuestionVersion>();
        public DbSet<QuizContent> QuizContents => db.Set<QuizContent>();
        public DbSet<Attempt> Attempts => db.Set<Attempt>();
        public DbSet<OpenedPage> OpenedPages => db.Set<OpenedPage>();
        public DbSet<AttemptStep> AttemptSteps => db.Set<AttemptStep>();
        public DbSet<ExtraAttempt> ExtraAttempts => db.Set<ExtraAttempt>();
        public DbSet<AttemptFile> AttemptFiles => db.Set<AttemptFile>();
        public DbSet<QuizOverride> QuizOverrides => db.Set<QuizOverride>();
        public DbSet<QuestionImage> QuestionImages => db.Set<QuestionImage>();
        public DbSet<AwaitedMark> AwaitedMarks => db.Set<AwaitedMark>();
        public DbSet<QuestionUpload> QuestionUploads => db.Set<QuestionUpload>();
        public DbSet<Regrade> Regrades => db.Set<Regrade>();
        public DbSet<TrialRun> TrialRuns => db.Set<TrialRun>();
    }
}

public sealed class QuizzesModule : IModule
{
    public static void AddServices(IServiceCollection services)
    {
        foreach (var thing in AuditedThings.All) services.AddSingleton(thing);
        services.AddScoped<IActivityKind, QuizActivity>();
        services.AddQuestionKinds();
        services.AddSingleton<QuestionTypes.Code.RunsPerPerson>();
        services.AddQuestionPorts();
        services.AddScoped<INeedsFiles, FilesOfQuizzes>();
        services.AddScoped<AttemptDesk>().AddSingleton<AnswersJournal>().AddSingleton<SealedQuizzes>();
        services.AddScoped<StartDesk>();
        services.AddScoped<ExamRoom>();
        services.AddSingleton<PasswordTries>();
        services.AddJob<CloseOverdueAttempts>(TimeSpan.FromMinutes(1));
        services.AddScoped<OverrideDesk>();
        services.AddHandler<RulesAgreed, FollowAgreements>();
        services.AddHandler<ExtraTimeChanged, FollowAgreements>();
        services.AddHandler<ScheduleAdjusted, FollowAgreements>();
        services.AddScoped<EditorDesk>().AddScoped<QuestionDesk>().AddScoped<DrawDesk>();
        services.AddScoped<BankDesk>().AddScoped<Exchange.ExchangeDesk>();
        services.AddScoped<IGoesWithDraft, BankGoesWithDraft>();
        services.AddJob<TallyAnswers>(TimeSpan.FromHours(1));
        services.AddSingleton(new CourseTab(15, "Questions", "questions", CourseCapabilities.EditCourse));
        services.AddScoped<DraftAssembly>();
        services.AddScoped<CopyingQuizzes>();
        services.AddScoped<QuestionExchange>();
        services.AddJob<ForgetQuestionUploads>(TimeSpan.FromHours(1));
        services.AddScoped<ILearnerPanel, QuizzesOfLearner>();
        services.AddScoped<MarkingDesk>();
        services.AddScoped<IHomePanel, MarkingBesideHome>();
        services.AddJob<MarkByJob>(TimeSpan.FromSeconds(10));
        services.AddScoped<RegradeDesk>().AddScoped<TrialDesk>();
        services.AddJob<RunTrials>(TimeSpan.FromSeconds(10));
        services.AddJob<ApplyRegrades>(TimeSpan.FromMinutes(1));
        services.AddSingleton(new CourseTab(45, "Marking", "marking", QuizCapabilities.MarkAnswers));
        services.AddSingleton(new NavigationItem(62, "Question banks", "/question-banks", "library", CourseCapabilities.EditCourse));
        services.AddSingleton(new NavigationItem(65, "Marking", "/marking", "inbox", QuizCapabilities.MarkAnswers));
        services.AddScoped<IReleaseMarks, ReleaseAttempts>();
        services.AddHandler<MarksTold, ReleaseAttempts>();
        services.AddHandler<MarkTakenBack, ReleaseAttempts>();
        services.AddScoped<IExplainMarks, ExplainAttempts>();
        services.AddScoped<IVerifyAttempts, VerifyAttempts>();
    }

    public static void MapEndpoints(IEndpointRouteBuilder routes)
    {
        TakingRoutes.Map(routes);
        AuthoringRoutes.Map(routes);
        BankRoutes.Map(routes);
        QuestionTypeRoutes.Map(routes);
        ReviewingRoutes.Map(routes);
        MarkingRoutes.Map(routes);
        ExchangeRoutes.Map(routes);
        RegradingRoutes.Map(routes);
        Api.QuizApi.Map(routes);
    }
}
