using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Lectern.Quizzes.Migrations;

[DbContext(typeof(LecternDb)), Migration("20261122_1010_CreateQuizzes")]
internal sealed class CreateQuizzes : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.CreateTable("QuizContent", t => new
        {
            Id = t.Column<Guid>(),
            ActivityId = t.Column<Guid>(),
            SealedAt = t.Column<DateTime>(),
            DocumentJson = t.Column<string>(),
        }, constraints: t => t.PrimaryKey("PK_QuizContent", c => c.Id));
        migrationBuilder.CreateIndex("IX_QuizContent_ActivityId", "QuizContent", "ActivityId");

        migrationBuilder.CreateTable("Quiz", t => new
        {
            Id = t.Column<Guid>(),
            ActivityId = t.Column<Guid>(),
            Settings_PassingPercent = t.Column<int>(),
            Settings_AttemptsAllowed = t.Column<int>(nullable: true),
            Settings_TimeLimitMinutes = t.Column<int>(nullable: true),
            Settings_ShuffleQuestions = t.Column<bool>(),
            Settings_ShuffleChoices = t.Column<bool>(),
            Settings_InPages = t.Column<bool>(),
            Settings_Review = t.Column<string>(maxLength: 40),
            SealedId = t.Column<Guid>(nullable: true),
            Revision = t.Column<int>(),
        }, constraints: t =>
        {
            t.PrimaryKey("PK_Quiz", q => q.Id);
            t.ForeignKey("FK_Quiz_Activity_ActivityId", q => q.ActivityId, "Activity", "Id", onDelete: ReferentialAction.Cascade);
            t.ForeignKey("FK_Quiz_QuizContent_SealedId", q => q.SealedId, "QuizContent", "Id", onDelete: ReferentialAction.Restrict);
        });
        migrationBuilder.CreateIndex("IX_Quiz_ActivityId", "Quiz", "ActivityId", unique: true);
        migrationBuilder.CreateIndex("IX_Quiz_SealedId", "Quiz", "SealedId");

        migrationBuilder.CreateTable("Question", t => new
        {
            Id = t.Column<Guid>(),
            QuizId = t.Column<Guid>(),
            Kind = t.Column<string>(maxLength: 40),
            Prompt = t.Column<string>(),
            Points = t.Column<decimal>(precision: 9, scale: 2),
            Data = t.Column<string>(),
            Feedback = t.Column<string>(),
            Position = t.Column<int>(),
            RemovedAt = t.Column<DateTime>(nullable: true),
            Revision = t.Column<int>(),
            EditedIn = t.Column<string>(maxLength: 40),
        }, constraints: t =>
        {
            t.PrimaryKey("PK_Question", q => q.Id);
            t.ForeignKey("FK_Question_Quiz_QuizId", q => q.QuizId, "Quiz", "Id", onDelete: ReferentialAction.Cascade);
        });
        migrationBuilder.CreateIndex("IX_Question_QuizId", "Question", "QuizId");

        migrationBuilder.CreateTable("Attempt", t => new
        {
            Id = t.Column<Guid>(),
            EnrolmentId = t.Column<Guid>(),
            CourseId = t.Column<Guid>(),
            LearnerId = t.Column<Guid>(),
            ActivityId = t.Column<Guid>(),
            ContentId = t.Column<Guid>(),
            Number = t.Column<int>(),
            Seed = t.Column<int>(),
            State = t.Column<string>(maxLength: 40),
            StartedAt = t.Column<DateTime>(),
            SavedAt = t.Column<DateTime>(),
            DueAt = t.Column<DateTime>(nullable: true),
            SubmittedAt = t.Column<DateTime>(nullable: true),
            IsClosedByTime = t.Column<bool>(),
            Points = t.Column<decimal>(precision: 12, scale: 2),
            MaximumPoints = t.Column<decimal>(precision: 12, scale: 2),
            IsPassed = t.Column<bool>(),
            Revision = t.Column<int>(),
        }, constraints: t =>
        {
            t.PrimaryKey("PK_Attempt", a => a.Id);
            t.ForeignKey("FK_Attempt_CourseEnrolment_EnrolmentId", a => a.EnrolmentId, "CourseEnrolment", "Id", onDelete: ReferentialAction.Cascade);
            t.ForeignKey("FK_Attempt_QuizContent_ContentId", a => a.ContentId, "QuizContent", "Id", onDelete: ReferentialAction.Restrict);
        });
        migrationBuilder.CreateIndex("IX_Attempt_EnrolmentId_ActivityId_Number", "Attempt", ["EnrolmentId", "ActivityId", "Number"], unique: true);
        migrationBuilder.CreateIndex("IX_Attempt_State_DueAt", "Attempt", ["State", "DueAt"]);
        migrationBuilder.CreateIndex("IX_Attempt_ContentId", "Attempt", "ContentId");

        migrationBuilder.CreateTable("AttemptStep", t => new
        {
            Id = t.Column<Guid>(),
            AttemptId = t.Column<Guid>(),
            QuestionId = t.Column<Guid>(),
            Response = t.Column<string>(nullable: true),
            IsFlagged = t.Column<bool>(),
            Fraction = t.Column<decimal>(precision: 7, scale: 6, nullable: true),
            At = t.Column<DateTime>(),
            Position = t.Column<long>(),
        }, constraints: t =>
        {
            t.PrimaryKey("PK_AttemptStep", s => s.Id);
            t.ForeignKey("FK_AttemptStep_Attempt_AttemptId", s => s.AttemptId, "Attempt", "Id", onDelete: ReferentialAction.Cascade);
        });
        migrationBuilder.CreateIndex("IX_AttemptStep_AttemptId_QuestionId_Position", "AttemptStep", ["AttemptId", "QuestionId", "Position"]);
    }
}
