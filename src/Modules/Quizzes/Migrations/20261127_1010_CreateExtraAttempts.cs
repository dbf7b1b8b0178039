using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Lectern.Quizzes.Migrations;

[DbContext(typeof(LecternDb)), Migration("20261127_1010_CreateExtraAttempts")]
internal sealed class CreateExtraAttempts : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.CreateTable("ExtraAttempt", t => new
        {
            Id = t.Column<Guid>(),
            EnrolmentId = t.Column<Guid>(),
            ActivityId = t.Column<Guid>(),
            Reason = t.Column<string>(maxLength: 500),
            GivenById = t.Column<Guid>(nullable: true),
            GivenAt = t.Column<DateTime>(),
        }, constraints: t =>
        {
            t.PrimaryKey("PK_ExtraAttempt", e => e.Id);
            t.ForeignKey("FK_ExtraAttempt_CourseEnrolment_EnrolmentId", e => e.EnrolmentId, "CourseEnrolment", "Id", onDelete: ReferentialAction.Cascade);
            t.ForeignKey("FK_ExtraAttempt_Person_GivenById", e => e.GivenById, "Person", "Id", onDelete: ReferentialAction.SetNull);
        });
        migrationBuilder.CreateIndex("IX_ExtraAttempt_EnrolmentId_ActivityId", "ExtraAttempt", ["EnrolmentId", "ActivityId"]);
        migrationBuilder.CreateIndex("IX_ExtraAttempt_GivenById", "ExtraAttempt", "GivenById");
    }

    protected override void Down(MigrationBuilder migrationBuilder) => migrationBuilder.DropTable("ExtraAttempt");
}
