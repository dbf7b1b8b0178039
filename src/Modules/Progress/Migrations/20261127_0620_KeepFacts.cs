using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Lectern.Progress.Migrations;

/// <summary>The record says what was done and how much, instead of how the learner stood after it.</summary>
[DbContext(typeof(LecternDb)), Migration("20261127_0620_KeepFacts")]
internal sealed class KeepFacts : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.Sql("""ALTER TABLE "LearningRecord" RENAME COLUMN "Status" TO "Verb" """);
        migrationBuilder.Sql("""UPDATE "LearningRecord" SET "Verb" = 'Viewed' WHERE "Verb" = 'Started'""");
        migrationBuilder.AddColumn<decimal>("Value", "LearningRecord", precision: 12, scale: 4, nullable: true);
        migrationBuilder.AddColumn<decimal>("OutOf", "LearningRecord", precision: 12, scale: 4, nullable: true);
        migrationBuilder.AddColumn<Guid>("AttemptId", "LearningRecord", nullable: true);
        migrationBuilder.AddColumn<Guid>("ById", "LearningRecord", nullable: true);
        migrationBuilder.CreateIndex("IX_LearningRecord_EnrolmentId_ActivityId", "LearningRecord", ["EnrolmentId", "ActivityId"]);
        migrationBuilder.AddColumn<decimal>("Score", "ActivityProgress", precision: 7, scale: 4, nullable: true);
    }
}
