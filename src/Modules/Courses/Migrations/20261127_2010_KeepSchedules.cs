using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Lectern.Courses.Migrations;

[DbContext(typeof(LecternDb)), Migration("20261127_2010_KeepSchedules")]
internal sealed class KeepSchedules : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder) => migrationBuilder.AddColumn<string>("ScheduleJson", "Course", nullable: true);
}
