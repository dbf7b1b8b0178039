using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Lectern.Progress.Migrations;

[DbContext(typeof(LecternDb)), Migration("20261127_0332_CountWhatIsMissing")]
internal sealed class CountWhatIsMissing : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder) =>
        migrationBuilder.AddColumn<int>("Missing", "CourseProgress", nullable: false, defaultValue: 0);
}
