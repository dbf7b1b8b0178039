using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Lectern.Enrolment.Migrations;

[DbContext(typeof(LecternDb)), Migration("20261122_0930_CreateEnrolments")]
internal sealed class CreateEnrolments : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.CreateTable("CourseEnrolment", t => new
        {
            Id = t.Column<Guid>(),
            CourseId = t.Column<Guid>(),
            LearnerId = t.Column<Guid>(),
            Status = t.Column<string>(maxLength: 40),
            Source = t.Column<string>(maxLength: 40),
            EnrolledAt = t.Column<DateTime>(),
            WithdrawnAt = t.Column<DateTime>(nullable: true),
        }, constraints: t =>
        {
            t.PrimaryKey("PK_CourseEnrolment", e => e.Id);
            t.ForeignKey("FK_CourseEnrolment_Course_CourseId", e => e.CourseId, "Course", "Id", onDelete: ReferentialAction.Cascade);
            t.ForeignKey("FK_CourseEnrolment_Person_LearnerId", e => e.LearnerId, "Person", "Id", onDelete: ReferentialAction.Cascade);
        });
        migrationBuilder.CreateIndex("IX_CourseEnrolment_LearnerId_CourseId", "CourseEnrolment", ["LearnerId", "CourseId"], unique: true);
        migrationBuilder.CreateIndex("IX_CourseEnrolment_CourseId_Status", "CourseEnrolment", ["CourseId", "Status"]);
    }
}
