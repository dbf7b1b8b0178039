using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Lectern.Enrolment.Migrations;

[DbContext(typeof(LecternDb)), Migration("20261127_2100_TakeCoursesAgain")]
internal sealed class TakeCoursesAgain : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.AddColumn<int>("Cycle", "CourseEnrolment", nullable: false, defaultValue: 1);
        migrationBuilder.AddColumn<DateTime>("PastAt", "CourseEnrolment", nullable: true);
        migrationBuilder.DropIndex("IX_CourseEnrolment_LearnerId_CourseId", "CourseEnrolment");
        migrationBuilder.CreateIndex("IX_CourseEnrolment_LearnerId_CourseId_Cycle", "CourseEnrolment", ["LearnerId", "CourseId", "Cycle"], unique: true);
        migrationBuilder.CreateIndex("IX_CourseEnrolment_Current", "CourseEnrolment", ["LearnerId", "CourseId"], unique: true, filter: "\"Status\" <> 'Past'");
    }
}
