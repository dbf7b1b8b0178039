using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Lectern.Grading.Migrations;

/// <summary>Marks say how many attempts can be released, whatever becomes of the others.</summary>
[DbContext(typeof(LecternDb)), Migration("20261128_1612_CountUnreleasedAttempts")]
internal sealed class CountUnreleasedAttempts : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.AddColumn<int>("Unreleased", "Mark", nullable: false, defaultValue: 0);
        migrationBuilder.Sql(
            """
            UPDATE "Mark" SET "Unreleased" = (
              SELECT COUNT(*) FROM "ScoreEntry" e WHERE e."EnrolmentId" = "Mark"."EnrolmentId" AND e."ActivityId" = "Mark"."ActivityId" AND e."State" = 'Provisional'
                AND NOT EXISTS (SELECT 1 FROM "ScoreEntry" later WHERE later."EnrolmentId" = e."EnrolmentId" AND later."ActivityId" = e."ActivityId" AND later."SourceId" = e."SourceId" AND later."Revision" > e."Revision"))
            """);
    }
}
