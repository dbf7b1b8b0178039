using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Lectern.Grading.Migrations;

[DbContext(typeof(LecternDb)), Migration("20261128_0912_KeepReleaseRules")]
internal sealed class KeepReleaseRules : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.CreateTable("ReleaseRule", t => new
        {
            Id = t.Column<Guid>(),
            CourseId = t.Column<Guid>(),
            ActivityId = t.Column<Guid>(),
            Way = t.Column<string>(maxLength: 40),
            At = t.Column<DateTime>(nullable: true),
            HidesNames = t.Column<bool>(),
            Revision = t.Column<int>(),
        }, constraints: t =>
        {
            t.PrimaryKey("PK_ReleaseRule", r => r.Id);
            t.ForeignKey("FK_ReleaseRule_Course_CourseId", r => r.CourseId, "Course", "Id", onDelete: ReferentialAction.Cascade);
        });
        migrationBuilder.CreateIndex("IX_ReleaseRule_ActivityId", "ReleaseRule", "ActivityId", unique: true);
        migrationBuilder.CreateIndex("IX_ReleaseRule_CourseId", "ReleaseRule", "CourseId");
        migrationBuilder.CreateIndex("IX_ReleaseRule_Way_At", "ReleaseRule", ["Way", "At"]);
    }
}
