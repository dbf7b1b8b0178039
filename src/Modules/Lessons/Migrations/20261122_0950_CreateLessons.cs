using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Lectern.Lessons.Migrations;

[DbContext(typeof(LecternDb)), Migration("20261122_0950_CreateLessons")]
internal sealed class CreateLessons : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.CreateTable("PageContent", t => new
        {
            Id = t.Column<Guid>(),
            ActivityId = t.Column<Guid>(),
            Html = t.Column<string>(),
            SealedAt = t.Column<DateTime>(),
        }, constraints: t => t.PrimaryKey("PK_PageContent", c => c.Id));
        migrationBuilder.CreateIndex("IX_PageContent_ActivityId", "PageContent", "ActivityId");

        migrationBuilder.CreateTable("PageDraft", t => new
        {
            Id = t.Column<Guid>(),
            ActivityId = t.Column<Guid>(),
            Html = t.Column<string>(),
            ChangedAt = t.Column<DateTime>(),
            SealedId = t.Column<Guid>(nullable: true),
            EditedIn = t.Column<string>(maxLength: 40),
            Revision = t.Column<int>(),
        }, constraints: t =>
        {
            t.PrimaryKey("PK_PageDraft", d => d.Id);
            t.ForeignKey("FK_PageDraft_Activity_ActivityId", d => d.ActivityId, "Activity", "Id", onDelete: ReferentialAction.Cascade);
            t.ForeignKey("FK_PageDraft_PageContent_SealedId", d => d.SealedId, "PageContent", "Id", onDelete: ReferentialAction.Restrict);
        });
        migrationBuilder.CreateIndex("IX_PageDraft_ActivityId", "PageDraft", "ActivityId", unique: true);
        migrationBuilder.CreateIndex("IX_PageDraft_SealedId", "PageDraft", "SealedId");

        migrationBuilder.CreateTable("PageImage", t => new
        {
            Id = t.Column<Guid>(),
            CourseId = t.Column<Guid>(),
            FileHash = t.Column<string>(maxLength: 64),
            MediaType = t.Column<string>(maxLength: 100),
            AddedAt = t.Column<DateTime>(),
        }, constraints: t =>
        {
            t.PrimaryKey("PK_PageImage", i => i.Id);
            t.ForeignKey("FK_PageImage_Course_CourseId", i => i.CourseId, "Course", "Id", onDelete: ReferentialAction.Cascade);
        });
        migrationBuilder.CreateIndex("IX_PageImage_CourseId_FileHash", "PageImage", ["CourseId", "FileHash"], unique: true);

        migrationBuilder.CreateTable("VideoContent", t => new
        {
            Id = t.Column<Guid>(),
            ActivityId = t.Column<Guid>(),
            SetupJson = t.Column<string>(),
            SealedAt = t.Column<DateTime>(),
        }, constraints: t => t.PrimaryKey("PK_VideoContent", c => c.Id));
        migrationBuilder.CreateIndex("IX_VideoContent_ActivityId", "VideoContent", "ActivityId");

        migrationBuilder.CreateTable("VideoDraft", t => new
        {
            Id = t.Column<Guid>(),
            ActivityId = t.Column<Guid>(),
            SetupJson = t.Column<string>(),
            ChangedAt = t.Column<DateTime>(),
            SealedId = t.Column<Guid>(nullable: true),
            Revision = t.Column<int>(),
        }, constraints: t =>
        {
            t.PrimaryKey("PK_VideoDraft", d => d.Id);
            t.ForeignKey("FK_VideoDraft_Activity_ActivityId", d => d.ActivityId, "Activity", "Id", onDelete: ReferentialAction.Cascade);
            t.ForeignKey("FK_VideoDraft_VideoContent_SealedId", d => d.SealedId, "VideoContent", "Id", onDelete: ReferentialAction.Restrict);
        });
        migrationBuilder.CreateIndex("IX_VideoDraft_ActivityId", "VideoDraft", "ActivityId", unique: true);
        migrationBuilder.CreateIndex("IX_VideoDraft_SealedId", "VideoDraft", "SealedId");

        migrationBuilder.CreateTable("VideoWatch", t => new
        {
            Id = t.Column<Guid>(),
            EnrolmentId = t.Column<Guid>(),
            ActivityId = t.Column<Guid>(),
            FileHash = t.Column<string>(maxLength: 64),
            Since = t.Column<DateTime>(),
            LastAt = t.Column<DateTime>(),
            Position = t.Column<double>(),
            WatchedText = t.Column<string>(),
            Revision = t.Column<int>(),
        }, constraints: t =>
        {
            t.PrimaryKey("PK_VideoWatch", w => w.Id);
            t.ForeignKey("FK_VideoWatch_CourseEnrolment_EnrolmentId", w => w.EnrolmentId, "CourseEnrolment", "Id", onDelete: ReferentialAction.Cascade);
        });
        migrationBuilder.CreateIndex("IX_VideoWatch_EnrolmentId_ActivityId_FileHash", "VideoWatch", ["EnrolmentId", "ActivityId", "FileHash"], unique: true);
    }
}
