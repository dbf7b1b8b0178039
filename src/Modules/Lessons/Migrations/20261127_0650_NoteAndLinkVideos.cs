using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Lectern.Lessons.Migrations;

/// <summary>Learners write notes at moments of a video; what is watched again is kept.</summary>
[DbContext(typeof(LecternDb)), Migration("20261127_0650_NoteAndLinkVideos")]
internal sealed class NoteAndLinkVideos : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.AddColumn<string>("PlayedText", "VideoWatch", defaultValue: "");
        migrationBuilder.AddColumn<string>("LastReport", "VideoWatch", defaultValue: "");
        migrationBuilder.AddColumn<double>("Duration", "VideoWatch", defaultValue: 0d);
        migrationBuilder.CreateIndex("IX_VideoWatch_ActivityId_FileHash", "VideoWatch", ["ActivityId", "FileHash"]);

        migrationBuilder.CreateTable("VideoNote", t => new
        {
            Id = t.Column<Guid>(),
            EnrolmentId = t.Column<Guid>(),
            ActivityId = t.Column<Guid>(),
            At = t.Column<double>(),
            Words = t.Column<string>(maxLength: 2000),
            WrittenAt = t.Column<DateTime>(),
        }, constraints: t =>
        {
            t.PrimaryKey("PK_VideoNote", n => n.Id);
            t.ForeignKey("FK_VideoNote_CourseEnrolment_EnrolmentId", n => n.EnrolmentId, "CourseEnrolment", "Id", onDelete: ReferentialAction.Cascade);
        });
        migrationBuilder.CreateIndex("IX_VideoNote_EnrolmentId_ActivityId", "VideoNote", ["EnrolmentId", "ActivityId"]);
    }
}
