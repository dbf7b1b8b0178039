using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Lectern.Courses.Migrations;

[DbContext(typeof(LecternDb)), Migration("20261127_0640_KeepRules")]
internal sealed class KeepRules : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.AddColumn<string>("CompletionJson", "Activity", nullable: true);
        migrationBuilder.AddColumn<string>("AvailabilityJson", "Activity", nullable: true);
        migrationBuilder.AddColumn<bool>("IsHiddenWhileLocked", "Activity", nullable: false, defaultValue: false);
        migrationBuilder.AddColumn<string>("AvailabilityJson", "CourseModule", nullable: true);
        migrationBuilder.AddColumn<bool>("IsHiddenWhileLocked", "CourseModule", nullable: false, defaultValue: false);
    }
}
