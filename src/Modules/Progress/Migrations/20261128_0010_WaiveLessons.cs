using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Lectern.Progress.Migrations;

[DbContext(typeof(LecternDb)), Migration("20261128_0010_WaiveLessons")]
internal sealed class WaiveLessons : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.AddColumn<string>("LessonsJson", "ScheduleAdjustment", nullable: true);
        migrationBuilder.AddColumn<int>("Waived", "CourseProgress", nullable: false, defaultValue: 0);
        migrationBuilder.AddColumn<bool>("IsBegun", "ActivityProgress", nullable: false, defaultValue: true);
        // Where only others have said something, the learner hasn't begun.
        migrationBuilder.Sql("""
            UPDATE "ActivityProgress" SET "IsBegun" = (1 = 0)
            WHERE NOT EXISTS (SELECT 1 FROM "LearningRecord" r WHERE r."EnrolmentId" = "ActivityProgress"."EnrolmentId" AND r."ActivityId" = "ActivityProgress"."ActivityId" AND r."ById" IS NULL)
            """);
    }
}
