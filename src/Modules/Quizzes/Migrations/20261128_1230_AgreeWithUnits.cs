using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Lectern.Quizzes.Migrations;

/// <summary>What is agreed about a quiz may be with a unit instead of one learner. A column of SQLite doesn't become optional: the table is made anew.</summary>
[DbContext(typeof(LecternDb)), Migration("20261128_1230_AgreeWithUnits")]
internal sealed class AgreeWithUnits : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.Sql("""CREATE TABLE "QuizOverrideBefore" AS SELECT * FROM "QuizOverride" """);
        migrationBuilder.DropTable("QuizOverride");
        migrationBuilder.CreateTable("QuizOverride", t => new
        {
            Id = t.Column<Guid>(),
            EnrolmentId = t.Column<Guid>(nullable: true),
            UnitId = t.Column<Guid>(nullable: true),
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
            t.ForeignKey("FK_QuizOverride_Scope_UnitId", o => o.UnitId, "Scope", "Id", onDelete: ReferentialAction.Cascade);
            t.ForeignKey("FK_QuizOverride_Person_SetById", o => o.SetById, "Person", "Id", onDelete: ReferentialAction.SetNull);
        });
        migrationBuilder.CreateIndex("IX_QuizOverride_EnrolmentId_ActivityId", "QuizOverride", ["EnrolmentId", "ActivityId"], unique: true);
        migrationBuilder.CreateIndex("IX_QuizOverride_ActivityId_UnitId", "QuizOverride", ["ActivityId", "UnitId"], unique: true);
        migrationBuilder.CreateIndex("IX_QuizOverride_UnitId", "QuizOverride", "UnitId");
        migrationBuilder.CreateIndex("IX_QuizOverride_SetById", "QuizOverride", "SetById");
        const string columns = """ "Id", "EnrolmentId", "ActivityId", "OpensAt", "ClosesAt", "TimeLimitMinutes", "AttemptsAllowed", "Password", "Reason", "SetById", "SetAt", "Revision" """;
        migrationBuilder.Sql($"""INSERT INTO "QuizOverride" ({columns}) SELECT {columns} FROM "QuizOverrideBefore" """);
        migrationBuilder.DropTable("QuizOverrideBefore");
    }
}
