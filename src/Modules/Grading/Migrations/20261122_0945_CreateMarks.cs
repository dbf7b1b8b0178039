using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Lectern.Grading.Migrations;

[DbContext(typeof(LecternDb)), Migration("20261122_0945_CreateMarks")]
internal sealed class CreateMarks : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.CreateTable("Mark", t => new
        {
            Id = t.Column<Guid>(),
            EnrolmentId = t.Column<Guid>(),
            CourseId = t.Column<Guid>(),
            ActivityId = t.Column<Guid>(),
            Points = t.Column<decimal>(precision: 12, scale: 4),
            MaximumPoints = t.Column<decimal>(precision: 12, scale: 4),
            At = t.Column<DateTime>(),
            Attempts = t.Column<int>(),
            LastAt = t.Column<DateTime>(),
            Revision = t.Column<int>(),
        }, constraints: t =>
        {
            t.PrimaryKey("PK_Mark", m => m.Id);
            t.ForeignKey("FK_Mark_CourseEnrolment_EnrolmentId", m => m.EnrolmentId, "CourseEnrolment", "Id", onDelete: ReferentialAction.Cascade);
        });
        migrationBuilder.CreateIndex("IX_Mark_EnrolmentId_ActivityId", "Mark", ["EnrolmentId", "ActivityId"], unique: true);
        migrationBuilder.CreateIndex("IX_Mark_CourseId_ActivityId", "Mark", ["CourseId", "ActivityId"]);

        migrationBuilder.CreateTable("ScoreEntry", t => new
        {
            Id = t.Column<Guid>(),
            EnrolmentId = t.Column<Guid>(),
            ActivityId = t.Column<Guid>(),
            Points = t.Column<decimal>(precision: 12, scale: 4),
            MaximumPoints = t.Column<decimal>(precision: 12, scale: 4),
            At = t.Column<DateTime>(),
        }, constraints: t =>
        {
            t.PrimaryKey("PK_ScoreEntry", e => e.Id);
            t.ForeignKey("FK_ScoreEntry_CourseEnrolment_EnrolmentId", e => e.EnrolmentId, "CourseEnrolment", "Id", onDelete: ReferentialAction.Cascade);
        });
        migrationBuilder.CreateIndex("IX_ScoreEntry_EnrolmentId_ActivityId_At", "ScoreEntry", ["EnrolmentId", "ActivityId", "At"], unique: true);
    }
}
