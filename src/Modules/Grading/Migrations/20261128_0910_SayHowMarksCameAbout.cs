using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Lectern.Grading.Migrations;

/// <summary>Results name their attempt and their state, marks the policy. What was there already was known to its learner, and the best of it counted.</summary>
[DbContext(typeof(LecternDb)), Migration("20261128_0910_SayHowMarksCameAbout")]
internal sealed class SayHowMarksCameAbout : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        foreach (var table in new[] { "Mark", "ScoreEntry" })
        {
            migrationBuilder.AddColumn<string>("State", table, maxLength: 40, nullable: false, defaultValue: "Released");
            migrationBuilder.AddColumn<string>("Policy", table, maxLength: 40, nullable: false, defaultValue: "Highest");
        }

        migrationBuilder.AddColumn<decimal>("ToldPoints", "Mark", precision: 12, scale: 4, nullable: true);
        migrationBuilder.AddColumn<decimal>("ToldMaximumPoints", "Mark", precision: 12, scale: 4, nullable: true);
        migrationBuilder.AddColumn<DateTime>("ToldAt", "Mark", nullable: true);
        migrationBuilder.Sql("""UPDATE "Mark" SET "ToldPoints" = "Points", "ToldMaximumPoints" = "MaximumPoints", "ToldAt" = "At" """);

        // Each result is a source of its own; the module that it came from knows better, where it knows.
        migrationBuilder.AddColumn<Guid>("SourceId", "ScoreEntry", nullable: false, defaultValue: Guid.Empty);
        migrationBuilder.AddColumn<int>("Revision", "ScoreEntry", nullable: false, defaultValue: 0);
        migrationBuilder.Sql("""UPDATE "ScoreEntry" SET "SourceId" = "Id" """);
        migrationBuilder.DropIndex("IX_ScoreEntry_EnrolmentId_ActivityId_At", "ScoreEntry");
        migrationBuilder.CreateIndex("IX_ScoreEntry_EnrolmentId_ActivityId_SourceId_Revision", "ScoreEntry", ["EnrolmentId", "ActivityId", "SourceId", "Revision"], unique: true);
    }
}
