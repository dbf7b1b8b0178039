using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Lectern.Courses.Migrations;

[DbContext(typeof(LecternDb)), Migration("20261127_2101_SayWhenCoursesAreTakenAgain")]
internal sealed class SayWhenCoursesAreTakenAgain : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.AddColumn<string>("Retakes", "Course", maxLength: 40, nullable: false, defaultValue: "ByStaff");
        migrationBuilder.AddColumn<int>("RenewalDays", "Course", nullable: false, defaultValue: 60);
    }
}
