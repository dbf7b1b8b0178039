using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Lectern.Packages.Migrations;

/// <summary>A package can be started again, a finished part stays finished, and the last report of a page may come in batches.</summary>
[DbContext(typeof(LecternDb)), Migration("20261127_1020_StartPackagesAgain")]
internal sealed class StartPackagesAgain : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.AddColumn<int>("Number", "PackageAttempt", defaultValue: 1);
        migrationBuilder.AddColumn<DateTime>("EndedAt", "PackageAttempt", nullable: true);
        migrationBuilder.DropIndex("IX_PackageAttempt_EnrolmentId_ActivityId_PackageId", "PackageAttempt");
        migrationBuilder.CreateIndex("IX_PackageAttempt_EnrolmentId_ActivityId_PackageId_Number", "PackageAttempt", ["EnrolmentId", "ActivityId", "PackageId", "Number"], unique: true);

        migrationBuilder.AddColumn<string>("EarnedStatus", "ScoRecord", maxLength: 40, defaultValue: "NotAttempted");
        migrationBuilder.AddColumn<decimal>("EarnedScore", "ScoRecord", nullable: true);
        migrationBuilder.AddColumn<string>("BatchesJson", "ScoRecord", nullable: true);
    }

    protected override void Down(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.DropIndex("IX_PackageAttempt_EnrolmentId_ActivityId_PackageId_Number", "PackageAttempt");
        migrationBuilder.CreateIndex("IX_PackageAttempt_EnrolmentId_ActivityId_PackageId", "PackageAttempt", ["EnrolmentId", "ActivityId", "PackageId"], unique: true);
        foreach (var (table, column) in new[] { ("PackageAttempt", "Number"), ("PackageAttempt", "EndedAt"), ("ScoRecord", "EarnedStatus"), ("ScoRecord", "EarnedScore"), ("ScoRecord", "BatchesJson") })
            migrationBuilder.Sql($"ALTER TABLE \"{table}\" DROP COLUMN \"{column}\"");
    }
}
