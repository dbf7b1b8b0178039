using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Lectern.Quizzes.Migrations;

/// <summary>Steps say what made them and how far their question has come, attempts since when their marks are told, and what a person or a job has to mark waits. The steps that there are were saved, or marked when the attempt was handed in; all marks were told.</summary>
[DbContext(typeof(LecternDb)), Migration("20261128_1010_TellStepsApart")]
internal sealed class TellStepsApart : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.AddColumn<string>("Action", "AttemptStep", maxLength: 40, nullable: false, defaultValue: "Saved");
        migrationBuilder.AddColumn<string>("State", "AttemptStep", maxLength: 40, nullable: false, defaultValue: "Unanswered");
        migrationBuilder.AddColumn<int>("Certainty", "AttemptStep", nullable: true);
        migrationBuilder.AddColumn<string>("Comment", "AttemptStep", nullable: false, defaultValue: "");
        migrationBuilder.AddColumn<Guid>("MarkedById", "AttemptStep", nullable: true);
        migrationBuilder.AddColumn<Guid>("MarkedByContentId", "AttemptStep", nullable: true);
        // SQLite keeps decimals as text, which compares as text.
        migrationBuilder.Sql("""
            UPDATE "AttemptStep" SET
              "Action" = CASE WHEN "Fraction" IS NULL THEN 'Saved' ELSE 'Submitted' END,
              "State" = CASE WHEN "Fraction" IS NULL THEN CASE WHEN "Response" IS NULL THEN 'Unanswered' ELSE 'Complete' END
                             WHEN "Response" IS NULL THEN 'GaveUp' WHEN CAST("Fraction" AS NUMERIC) < 0.000001 THEN 'Wrong' WHEN CAST("Fraction" AS NUMERIC) > 0.999999 THEN 'Right' ELSE 'Partial' END
            """);

        migrationBuilder.AddColumn<DateTime>("ReleasedAt", "Attempt", nullable: true);
        migrationBuilder.Sql("""UPDATE "Attempt" SET "ReleasedAt" = "SubmittedAt" WHERE "State" = 'Finished'""");
        migrationBuilder.CreateIndex("IX_Attempt_ActivityId_State_ReleasedAt", "Attempt", ["ActivityId", "State", "ReleasedAt"]);

        migrationBuilder.CreateTable("AwaitedMark", t => new
        {
            Id = t.Column<Guid>(),
            AttemptId = t.Column<Guid>(),
            QuestionId = t.Column<Guid>(),
            EnrolmentId = t.Column<Guid>(),
            CourseId = t.Column<Guid>(),
            ActivityId = t.Column<Guid>(),
            MarkedBy = t.Column<string>(maxLength: 40),
            SubmittedAt = t.Column<DateTime>(),
            DraftPoints = t.Column<decimal>(precision: 9, scale: 2, nullable: true),
            DraftComment = t.Column<string>(),
            DraftById = t.Column<Guid>(nullable: true),
            DraftAt = t.Column<DateTime>(nullable: true),
            DraftWindow = t.Column<string>(maxLength: 40),
            GivenAt = t.Column<DateTime>(nullable: true),
            Revision = t.Column<int>(),
        }, constraints: t =>
        {
            t.PrimaryKey("PK_AwaitedMark", a => a.Id);
            t.ForeignKey("FK_AwaitedMark_Attempt_AttemptId", a => a.AttemptId, "Attempt", "Id", onDelete: ReferentialAction.Cascade);
            t.ForeignKey("FK_AwaitedMark_CourseEnrolment_EnrolmentId", a => a.EnrolmentId, "CourseEnrolment", "Id", onDelete: ReferentialAction.Cascade);
        });
        migrationBuilder.CreateIndex("IX_AwaitedMark_AttemptId_QuestionId", "AwaitedMark", ["AttemptId", "QuestionId"], unique: true);
        migrationBuilder.CreateIndex("IX_AwaitedMark_EnrolmentId", "AwaitedMark", "EnrolmentId");
        migrationBuilder.CreateIndex("IX_AwaitedMark_CourseId_GivenAt_ActivityId_QuestionId", "AwaitedMark", ["CourseId", "GivenAt", "ActivityId", "QuestionId"]);
    }
}
