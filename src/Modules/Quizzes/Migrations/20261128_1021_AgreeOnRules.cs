using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Lectern.Quizzes.Migrations;

[DbContext(typeof(LecternDb)), Migration("20261128_1021_AgreeOnRules")]
internal sealed class AgreeOnRules : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.CreateTable("QuizOverride", t => new
        {
            Id = t.Column<Guid>(),
            EnrolmentId = t.Column<Guid>(),
            ActivityId = t.Column<Guid>(),
            OpensAt = t.Column<DateTime>(nullable: true),
            ClosesAt = t.Column<DateTime>(nullable: true),
            TimeLimitMinutes = t.Column<int>(nullable: true),
            AttemptsAllowed = t.Column<int>(nullable: true),
            Password = t.Column<string>(maxLength: 100, nullable: true),
            Reason = t.Column<string>(maxLength: 500),
            SetById = t.Column<Guid>(nullable: true),
            SetAt = t.Column<DateTime>(),
            Revision = t.Column<int>(),
        }, constraints: t =>
        {
            t.PrimaryKey("PK_QuizOverride", o => o.Id);
            t.ForeignKey("FK_QuizOverride_CourseEnrolment_EnrolmentId", o => o.EnrolmentId, "CourseEnrolment", "Id", onDelete: ReferentialAction.Cascade);
            t.ForeignKey("FK_QuizOverride_Person_SetById", o => o.SetById, "Person", "Id", onDelete: ReferentialAction.SetNull);
        });
        migrationBuilder.CreateIndex("IX_QuizOverride_EnrolmentId_ActivityId", "QuizOverride", ["EnrolmentId", "ActivityId"], unique: true);
        migrationBuilder.CreateIndex("IX_QuizOverride_SetById", "QuizOverride", "SetById");

        migrationBuilder.AddColumn<DateTime>("GraceEndsAt", "Attempt", nullable: true);
        migrationBuilder.AddColumn<DateTime>("HonouredAt", "Attempt", nullable: true);
        migrationBuilder.AddColumn<string>("Policy", "Attempt", maxLength: 40, nullable: false, defaultValue: "Highest");
        migrationBuilder.AddColumn<int>("ReachedPage", "Attempt", nullable: false, defaultValue: 1);
    }
}
