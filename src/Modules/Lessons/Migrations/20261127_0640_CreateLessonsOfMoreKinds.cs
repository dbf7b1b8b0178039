using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Lectern.Lessons.Migrations;

[DbContext(typeof(LecternDb)), Migration("20261127_0640_CreateLessonsOfMoreKinds")]
internal sealed class CreateLessonsOfMoreKinds : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.CreateTable("LessonContent", t => new
        {
            Id = t.Column<Guid>(),
            ActivityId = t.Column<Guid>(),
            SetupJson = t.Column<string>(),
            SealedAt = t.Column<DateTime>(),
        }, constraints: t => t.PrimaryKey("PK_LessonContent", c => c.Id));
        migrationBuilder.CreateIndex("IX_LessonContent_ActivityId", "LessonContent", "ActivityId");

        migrationBuilder.CreateTable("LessonDraft", t => new
        {
            Id = t.Column<Guid>(),
            ActivityId = t.Column<Guid>(),
            SetupJson = t.Column<string>(),
            ChangedAt = t.Column<DateTime>(),
            SealedId = t.Column<Guid>(nullable: true),
            Revision = t.Column<int>(),
        }, constraints: t =>
        {
            t.PrimaryKey("PK_LessonDraft", d => d.Id);
            t.ForeignKey("FK_LessonDraft_Activity_ActivityId", d => d.ActivityId, "Activity", "Id", onDelete: ReferentialAction.Cascade);
            t.ForeignKey("FK_LessonDraft_LessonContent_SealedId", d => d.SealedId, "LessonContent", "Id", onDelete: ReferentialAction.Restrict);
        });
        migrationBuilder.CreateIndex("IX_LessonDraft_ActivityId", "LessonDraft", "ActivityId", unique: true);
        migrationBuilder.CreateIndex("IX_LessonDraft_SealedId", "LessonDraft", "SealedId");

        migrationBuilder.CreateTable("LessonReading", t => new
        {
            Id = t.Column<Guid>(),
            EnrolmentId = t.Column<Guid>(),
            ActivityId = t.Column<Guid>(),
            Edition = t.Column<int>(),
            Since = t.Column<DateTime>(),
            LastAt = t.Column<DateTime>(),
            Position = t.Column<int>(),
            SeenText = t.Column<string>(),
            Revision = t.Column<int>(),
        }, constraints: t =>
        {
            t.PrimaryKey("PK_LessonReading", r => r.Id);
            t.ForeignKey("FK_LessonReading_CourseEnrolment_EnrolmentId", r => r.EnrolmentId, "CourseEnrolment", "Id", onDelete: ReferentialAction.Cascade);
        });
        migrationBuilder.CreateIndex("IX_LessonReading_EnrolmentId_ActivityId_Edition", "LessonReading", ["EnrolmentId", "ActivityId", "Edition"], unique: true);
    }
}
