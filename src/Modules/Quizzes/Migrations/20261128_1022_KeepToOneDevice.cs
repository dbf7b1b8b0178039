using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Lectern.Quizzes.Migrations;

[DbContext(typeof(LecternDb)), Migration("20261128_1022_KeepToOneDevice")]
internal sealed class KeepToOneDevice : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.AddColumn<bool>("Settings_OneDevice", "Quiz", nullable: false, defaultValue: false);
        migrationBuilder.AddColumn<string>("Settings_ExamBrowserKeys", "Quiz", maxLength: 700, nullable: true);
        migrationBuilder.AddColumn<string>("Device", "Attempt", maxLength: 64, nullable: true);
        migrationBuilder.AddColumn<int>("DeviceChanges", "Attempt", nullable: false, defaultValue: 0);
    }
}
