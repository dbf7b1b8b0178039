using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Lectern.Quizzes.Migrations;

/// <summary>Times, places and ways of taking a quiz become settings; those there are keep the rules that they had.</summary>
[DbContext(typeof(LecternDb)), Migration("20261128_1020_WidenQuizSettings")]
internal sealed class WidenQuizSettings : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        foreach (var (choice, before) in new[] { ("Overdue", "Submit"), ("Counts", "Highest"), ("Navigation", "Free"), ("PageSize", "Five") })
            migrationBuilder.AddColumn<string>($"Settings_{choice}", "Quiz", maxLength: 40, nullable: false, defaultValue: before);
        migrationBuilder.Sql("""UPDATE "Quiz" SET "Settings_PageSize" = 'All' WHERE NOT "Settings_InPages" """);
        migrationBuilder.Sql("""ALTER TABLE "Quiz" DROP COLUMN "Settings_InPages" """);
        migrationBuilder.AddColumn<DateTime>("Settings_OpensAt", "Quiz", nullable: true);
        migrationBuilder.AddColumn<DateTime>("Settings_ClosesAt", "Quiz", nullable: true);
        migrationBuilder.AddColumn<int>("Settings_GraceMinutes", "Quiz", nullable: true);
        migrationBuilder.AddColumn<int>("Settings_DelayMinutes", "Quiz", nullable: true);
        migrationBuilder.AddColumn<string>("Settings_Password", "Quiz", maxLength: 100, nullable: true);
        migrationBuilder.AddColumn<string>("Settings_Networks", "Quiz", maxLength: 2000, nullable: true);
        migrationBuilder.AddColumn<string>("Settings_Honour", "Quiz", maxLength: 1000, nullable: true);
    }
}
