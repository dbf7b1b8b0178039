using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Lectern.Progress.Migrations;

[DbContext(typeof(LecternDb)), Migration("20261122_0940_CreateProgress")]
internal sealed class CreateProgress : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.CreateTable("ActivityProgress", t => new
        {
            Id = t.Column<Guid>(),
            EnrolmentId = t.Column<Guid>(),
            CourseId = t.Column<Guid>(),
            ActivityId = t.Column<Guid>(),
            Status = t.Column<string>(maxLength: 40),
            StartedAt = t.Column<DateTime>(),
            DoneAt = t.Column<DateTime>(nullable: true),
            LastAt = t.Column<DateTime>(),
        }, constraints: t =>
        {
            t.PrimaryKey("PK_ActivityProgress", p => p.Id);
            t.ForeignKey("FK_ActivityProgress_CourseEnrolment_EnrolmentId", p => p.EnrolmentId, "CourseEnrolment", "Id", onDelete: ReferentialAction.Cascade);
        });
        migrationBuilder.CreateIndex("IX_ActivityProgress_EnrolmentId_ActivityId", "ActivityProgress", ["EnrolmentId", "ActivityId"], unique: true);
        migrationBuilder.CreateIndex("IX_ActivityProgress_CourseId_LastAt", "ActivityProgress", ["CourseId", "LastAt"]);

        migrationBuilder.CreateTable("CourseProgress", t => new
        {
            Id = t.Column<Guid>(),
            EnrolmentId = t.Column<Guid>(),
            CourseId = t.Column<Guid>(),
            LearnerId = t.Column<Guid>(),
            Done = t.Column<int>(),
            Total = t.Column<int>(),
            LastActivityId = t.Column<Guid>(nullable: true),
            LastAt = t.Column<DateTime>(nullable: true),
            CompletedAt = t.Column<DateTime>(nullable: true),
            CompletedVersionId = t.Column<Guid>(nullable: true),
            VersionId = t.Column<Guid>(nullable: true),
            Revision = t.Column<int>(),
        }, constraints: t =>
        {
            t.PrimaryKey("PK_CourseProgress", p => p.Id);
            t.ForeignKey("FK_CourseProgress_CourseEnrolment_EnrolmentId", p => p.EnrolmentId, "CourseEnrolment", "Id", onDelete: ReferentialAction.Cascade);
            t.ForeignKey("FK_CourseProgress_CourseVersion_CompletedVersionId", p => p.CompletedVersionId, "CourseVersion", "Id", onDelete: ReferentialAction.Restrict);
        });
        migrationBuilder.CreateIndex("IX_CourseProgress_EnrolmentId", "CourseProgress", "EnrolmentId", unique: true);
        migrationBuilder.CreateIndex("IX_CourseProgress_LearnerId", "CourseProgress", "LearnerId");
        migrationBuilder.CreateIndex("IX_CourseProgress_CourseId_VersionId", "CourseProgress", ["CourseId", "VersionId"]);
        migrationBuilder.CreateIndex("IX_CourseProgress_CompletedVersionId", "CourseProgress", "CompletedVersionId");

        migrationBuilder.CreateTable("LearningRecord", t => new
        {
            Id = t.Column<Guid>(),
            EnrolmentId = t.Column<Guid>(),
            ActivityId = t.Column<Guid>(),
            Status = t.Column<string>(maxLength: 40),
            At = t.Column<DateTime>(),
        }, constraints: t =>
        {
            t.PrimaryKey("PK_LearningRecord", r => r.Id);
            t.ForeignKey("FK_LearningRecord_CourseEnrolment_EnrolmentId", r => r.EnrolmentId, "CourseEnrolment", "Id", onDelete: ReferentialAction.Cascade);
        });
        migrationBuilder.CreateIndex("IX_LearningRecord_EnrolmentId_At", "LearningRecord", ["EnrolmentId", "At"]);
    }
}
