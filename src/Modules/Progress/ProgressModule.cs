using Lectern.Courses;
using Lectern.Data.Jobs;
using Lectern.Data.Outbox;
using Lectern.Enrolment;
using Lectern.Progress.Api;
using Lectern.Progress.Availability;
using Lectern.Progress.Availability.Conditions;
using Lectern.Progress.Availability.Opening;
using Lectern.Progress.Completion;
using Lectern.Progress.Completion.Conditions;
using Lectern.Progress.Completion.Judging;
using Lectern.Progress.CourseHome;
using Lectern.Progress.Cycles;
using Lectern.Progress.Following;
using Lectern.Progress.Following.Grid;
using Lectern.Progress.Following.Insights;
using Lectern.Progress.Following.StuckPoints;
using Lectern.Progress.Home;
using Lectern.Progress.Recomputing;
using Lectern.Progress.Scheduling;
using Lectern.Progress.Scheduling.Adjusting;
using Lectern.Progress.Scheduling.Moving;
using Lectern.Progress.Scheduling.Reminding;
using Lectern.Progress.Scheduling.Setting;
using Lectern.Progress.Team;
using Lectern.Progress.Time;
using Lectern.Progress.Time.Seeing;
using Lectern.Web.Access;

namespace Lectern.Progress;

public static class ProgressTables
{
    extension(LecternDb db)
    {
        public DbSet<ActivityProgress> ActivityProgresses => db.Set<ActivityProgress>();
        public DbSet<CourseProgress> CourseProgresses => db.Set<CourseProgress>();
        public DbSet<LearnerSchedule> LearnerSchedules => db.Set<LearnerSchedule>();
        public DbSet<ScheduleAdjustment> ScheduleAdjustments => db.Set<ScheduleAdjustment>();
        public DbSet<LearningRecord> LearningRecords => db.Set<LearningRecord>();
        public DbSet<StudyInterval> StudyIntervals => db.Set<StudyInterval>();
        public DbSet<StudyLedger> StudyLedgers => db.Set<StudyLedger>();
    }
}

/// <summary>What learners do, where they stand, and the pages that show it to them and to those who follow them.</summary>
public sealed class ProgressModule : IModule
{
    public static void AddServices(IServiceCollection services)
    {
        foreach (var thing in AuditedThings.All) services.AddSingleton(thing);
        services.AddScoped<Classroom>();
        services.AddScoped<ClassViews>();
        AddCompletion(services);
        AddAvailability(services);
        AddScheduling(services);
        AddTime(services);
        services.AddScoped<ProgressVerification>();
        services.AddHandler<ActivityProgressed, RecomputeProgress>();
        services.AddHandler<LearnerEnrolled, RecomputeProgress>();
        services.AddHandler<CoursePublished, BringLearnersForward>();
        services.AddHandler<LearnersBroughtForward, BringLearnersForward>();
        services.AddHandler<CourseProgressed, TellOpenPages>();
        services.AddHandler<LearnerWithdrew, TellOpenPages>();
        services.AddHandler<CycleEnded, TellOpenPages>();
        services.AddScoped<ICoursePanel, EarlierCycles>();
        services.AddScoped<ILearnerPanel, CyclesOfLearner>();
        services.AddSingleton(new CourseTab(30, "Progress", "progress", CourseCapabilities.FollowLearners));
        services.AddScoped<ISidebarList, CoursesInHand>();
        services.AddSingleton(new NavigationItem(0, "Home", "/", "house"));
        services.AddSingleton(new NavigationItem(10, "My learning", "/learning", "book-open"));
        services.AddSingleton(new NavigationItem(95, "Your people", "/team", "users-round", ProgressCapabilities.FollowPeople));
    }

    /// <summary>What lessons can count as done by; each is a folder in Completion/Conditions.</summary>
    private static void AddCompletion(IServiceCollection services)
    {
        services.AddSingleton<CompletionRules>();
        services.AddSingleton<CompletionCondition, OwnJudgement>();
        services.AddSingleton<CompletionCondition, ViewedOnce>();
        services.AddSingleton<CompletionCondition, SubmittedOnce>();
        services.AddSingleton<CompletionCondition, ScoreReached>();
        services.AddSingleton<CompletionCondition, PassedOnce>();
        services.AddSingleton<CompletionCondition, CoverageReached>();
        services.AddSingleton<CompletionCondition, TimeSpentAtIt>();
        services.AddSingleton<CompletionCondition, DateReached>();
        services.AddSingleton<CompletionCondition, ConfirmedByInstructor>();
        services.AddScoped<ILearnerPanel, ConfirmPanel>();
        services.AddScoped<IBuilderPanel, CompletionPanel>();
        services.AddScoped<IPublishingReview, ReviewRules>();
        services.AddJob<CompleteByDate>(TimeSpan.FromMinutes(1));
    }

    /// <summary>What modules and lessons can wait for; each is a folder in Availability/Conditions.</summary>
    private static void AddAvailability(IServiceCollection services)
    {
        services.AddSingleton<AvailabilityRules>();
        services.AddSingleton<AvailabilityCondition, OpensFrom>();
        services.AddSingleton<AvailabilityCondition, OpenUntil>();
        services.AddSingleton<AvailabilityCondition, LessonIsDone>();
        services.AddSingleton<AvailabilityCondition, LessonIsPassed>();
        services.AddSingleton<AvailabilityCondition, LessonHasScore>();
        services.AddSingleton<AvailabilityCondition, InUnit>();
        services.AddSingleton<AvailabilityCondition, SinceEnrolment>();
        services.AddScoped<IBuilderPanel, AvailabilityPanel>();
        services.AddScoped<IPublishingReview, ReviewAvailability>();
    }

    /// <summary>When courses are to be done, and what is agreed about it with single learners.</summary>
    private static void AddScheduling(IServiceCollection services)
    {
        services.AddScoped<ScheduleView>();
        services.AddScoped<AdjustmentsView>();
        services.AddHandler<ScheduleAdjusted, TellLearner>();
        services.AddHandler<ScheduleAdjusted, RecomputeProgress>();
        services.AddHandler<CourseRescheduled, MoveDates>();
        services.AddHandler<DatesMoved, MoveDates>();
        services.AddJob<RemindLearners>(TimeSpan.FromMinutes(1));
        services.AddSingleton(new CourseTab(22, "Schedule", EditSchedule.Path, CourseCapabilities.EditCourse));
    }

    private static void MapScheduling(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/courses/{id:guid}/schedule", EditSchedule.Show).Requires(CourseCapabilities.EditCourse, "id");
        routes.MapPost("/courses/{id:guid}/schedule", EditSchedule.Handle).Requires(CourseCapabilities.EditCourse, "id").DisableAntiforgery();   // the forgery gate has checked before
        var agreed = routes.MapGroup("/courses/{id:guid}/progress/{enrolmentId:guid}/schedule").Requires(ProgressCapabilities.AdjustSchedules, "id").DisableAntiforgery();
        agreed.MapGet("", ShowAdjustments.Handle);
        agreed.MapPost("/extensions", GiveExtension.Handle);
        agreed.MapPost("/pauses", GivePause.Handle);
        agreed.MapPost("/waivers", GiveWaiver.Handle);
        agreed.MapPost("/{adjustmentId:guid}/revoke", TakeBack.Handle);
        agreed.MapPost("/{adjustmentId:guid}/end", TakeBack.HandleEnd);
        var sent = routes.MapGroup("/api/v1/courses/{id:guid}/progress/{enrolmentId:guid}/schedule").Requires(ProgressCapabilities.AdjustSchedules, "id");
        sent.MapGet("", ShowAdjustments.ForProgram);
        sent.MapPost("/extensions", GiveExtension.FromProgram);
        sent.MapPost("/pauses", GivePause.FromProgram);
        sent.MapPost("/waivers", GiveWaiver.FromProgram);
        sent.MapPost("/{adjustmentId:guid}/revoke", TakeBack.FromProgram);
        sent.MapPost("/{adjustmentId:guid}/end", TakeBack.EndFromProgram);
        routes.MapGet("/api/v1/courses/{id:guid}/schedule", EditSchedule.ForProgram).Requires(CourseCapabilities.EditCourse, "id");
        routes.MapPut("/api/v1/courses/{id:guid}/schedule", EditSchedule.FromProgram).Requires(CourseCapabilities.EditCourse, "id");
    }

    /// <summary>How long learners are at it.</summary>
    private static void AddTime(IServiceCollection services)
    {
        services.AddSingleton<Sittings>();
        services.AddScoped<ICoursePanel, TimeBesideCourse>();
        services.AddScoped<ILearnerPanel, TimeOfLearner>();
        services.AddScoped<IBuilderPanel, TimeOfLesson>();
    }

    public static void MapEndpoints(IEndpointRouteBuilder routes)
    {
        MapScheduling(routes);
        const string ownOnly = "Shows only one's own courses and progress.";
        const string ownAgain = "Begins only one's own course again; the course's settings decide when.";
        routes.MapGet("/", ShowHome.Handle).OpenToAll("Sends whoever is not signed in to the catalog; others see only their own courses.");
        routes.MapGet("/learning", ShowMyLearning.Handle).ForSignedIn(ownOnly);
        routes.MapGet("/courses/{slug}/cycles/{number}", ShowCycle.Handle).ForSignedIn(ownOnly);
        routes.MapPost("/courses/{id:guid}/again", TakeAgain.Handle).ForSignedIn(ownAgain).DisableAntiforgery();   // the forgery gate has checked before
        routes.MapPost("/api/v1/courses/{id:guid}/enrolment/again", TakeAgain.FromProgram).ForSignedIn(ownAgain);
        routes.MapGet("/courses/{slug}/home", ShowCourseHome.Handle).ForSignedIn(ownOnly);
        routes.MapGet("/courses/{id:guid}/progress", FollowLearners.Handle).Requires(CourseCapabilities.FollowLearners, "id");
        routes.MapGet("/courses/{id:guid}/progress/grid", ShowClassGrid.Handle).Requires(CourseCapabilities.FollowLearners, "id");
        routes.MapGet("/courses/{id:guid}/progress/grid/rows", ShowGridRows.Handle).Requires(CourseCapabilities.FollowLearners, "id");
        routes.MapGet("/courses/{id:guid}/progress/stuck", ShowStuckPoints.Handle).Requires(CourseCapabilities.FollowLearners, "id");
        routes.MapGet("/courses/{id:guid}/progress/insights", ShowInsights.Handle).Requires(CourseCapabilities.FollowLearners, "id");
        routes.MapGet("/api/v1/courses/{id:guid}/insights", ShowInsights.ForProgram).Requires(CourseCapabilities.FollowLearners, "id").WithTags("Progress");
        routes.MapGet("/courses/{id:guid}/progress.csv", ExportProgress.Handle).Requires(CourseCapabilities.FollowLearners, "id");
        routes.MapGet("/courses/{id:guid}/progress/{enrolmentId:guid}", ExplainProgress.Handle).Requires(CourseCapabilities.FollowLearners, "id");
        routes.MapGet("/team", ShowTeam.Handle).Requires(ProgressCapabilities.FollowPeople);
        routes.MapGet("/team.csv", ExportTeam.Handle).Requires(ProgressCapabilities.FollowPeople);
        routes.MapGet("/api/v1/team", TeamApi.Handle).Requires(ProgressCapabilities.FollowPeople);

        routes.MapPost("/learning/time", RecordTime.Handle).ForSignedIn("Takes only the time of pages that the visitor was shown: the sealed sitting names them.");
        routes.MapGet("/courses/{slug}/cycles/{number}/time", ShowSessions.OfMine).ForSignedIn(ownOnly);
        routes.MapGet("/courses/{slug}/cycles/{number}/time.csv", ExportTime.OfMine).ForSignedIn(ownOnly);
        routes.MapGet("/courses/{id:guid}/progress/time.csv", ExportTime.OfCourse).Requires(CourseCapabilities.FollowLearners, "id");
        routes.MapGet("/courses/{id:guid}/progress/{enrolmentId:guid}/time", ShowSessions.OfLearner).Requires(CourseCapabilities.FollowLearners, "id");
        routes.MapGet("/courses/{id:guid}/progress/{enrolmentId:guid}/time.csv", ExportTime.OfLearner).Requires(CourseCapabilities.FollowLearners, "id");

        routes.MapPost("/courses/{id:guid}/progress/{enrolmentId:guid}/confirm/{activityId:guid}", ConfirmLesson.Handle).Requires(CourseCapabilities.FollowLearners, "id").DisableAntiforgery();   // the forgery gate has checked before
        routes.MapPost("/courses/{id:guid}/activities/{activityId:guid}/availability", EditAvailability.OfActivity).Requires(CourseCapabilities.EditCourse, "id").DisableAntiforgery();
        routes.MapPost("/courses/{id:guid}/modules/{moduleId:guid}/availability", EditAvailability.OfModule).Requires(CourseCapabilities.EditCourse, "id").DisableAntiforgery();
        routes.MapPost("/courses/{id:guid}/activities/{activityId:guid}/completion", EditCompletion.Handle).Requires(CourseCapabilities.EditCourse, "id").DisableAntiforgery();

        routes.MapPut("/api/v1/courses/{id:guid}/activities/{activityId:guid}/availability", EditAvailability.OfActivityFromProgram).Requires(CourseCapabilities.EditCourse, "id");
        routes.MapPut("/api/v1/courses/{id:guid}/modules/{moduleId:guid}/availability", EditAvailability.OfModuleFromProgram).Requires(CourseCapabilities.EditCourse, "id");
        routes.MapGet("/api/v1/courses/{id:guid}/activities/{activityId:guid}/completion", EditCompletion.ForProgram).Requires(CourseCapabilities.EditCourse, "id");
        routes.MapPut("/api/v1/courses/{id:guid}/activities/{activityId:guid}/completion", EditCompletion.FromProgram).Requires(CourseCapabilities.EditCourse, "id");
        routes.MapPost("/api/v1/courses/{id:guid}/progress/{enrolmentId:guid}/confirm/{activityId:guid}", ConfirmLesson.FromProgram).Requires(CourseCapabilities.FollowLearners, "id");
        routes.MapGet("/api/v1/me/courses", ProgressApi.Mine).ForSignedIn(ownOnly);
        routes.MapGet("/api/v1/me/time", TimeApi.Mine).ForSignedIn(ownOnly);
        routes.MapGet("/api/v1/me/time/{enrolmentId:guid}", TimeApi.SumOfMine).ForSignedIn(ownOnly);
        routes.MapGet("/api/v1/courses/{id:guid}/progress/{enrolmentId:guid}/time", TimeApi.SumOfLearner).Requires(CourseCapabilities.FollowLearners, "id");
        routes.MapGet("/api/v1/courses/{id:guid}/time", TimeApi.OfCourse).Requires(CourseCapabilities.FollowLearners, "id");
        routes.MapGet("/api/v1/courses/{id:guid}/progress", ProgressApi.OfCourse).Requires(CourseCapabilities.FollowLearners, "id");
    }
}
