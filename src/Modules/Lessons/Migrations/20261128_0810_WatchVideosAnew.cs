using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Lectern.Lessons.Migrations;

/// <summary>The same film may be watched anew; what was watched before stays.</summary>
[DbContext(typeof(LecternDb)), Migration("20261128_0810_WatchVideosAnew")]
internal sealed class WatchVideosAnew : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.AddColumn<int>("Edition", "VideoWatch", defaultValue: 1);
        migrationBuilder.DropIndex("IX_VideoWatch_EnrolmentId_ActivityId_FileHash", "VideoWatch");
        migrationBuilder.CreateIndex("IX_VideoWatch_EnrolmentId_ActivityId_FileHash_Edition", "VideoWatch", ["EnrolmentId", "ActivityId", "FileHash", "Edition"], unique: true);
    }
}
