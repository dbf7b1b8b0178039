using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Lectern.Progress.Migrations;

[DbContext(typeof(LecternDb)), Migration("20261128_0030_RemindOfDates")]
internal sealed class RemindOfDates : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.AddColumn<DateTime>("DueAt", "CourseProgress", nullable: true);
        migrationBuilder.AddColumn<DateTime>("RemindAt", "CourseProgress", nullable: true);
        migrationBuilder.AddColumn<string>("RemindedJson", "CourseProgress", nullable: false, defaultValue: "{}");
        migrationBuilder.CreateIndex("IX_CourseProgress_RemindAt", "CourseProgress", "RemindAt");
        // Whoever reminds looks at all learners of courses with dates, and finds when something is due for them.
        migrationBuilder.Sql("""
            UPDATE "CourseProgress" SET "RemindAt" = (SELECT e."EnrolledAt" FROM "CourseEnrolment" e WHERE e."Id" = "CourseProgress"."EnrolmentId")
            WHERE "CompletedAt" IS NULL AND "CourseId" IN (SELECT "Id" FROM "Course" WHERE "ScheduleJson" IS NOT NULL)
            """);
    }
}
