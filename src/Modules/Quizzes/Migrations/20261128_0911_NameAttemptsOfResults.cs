using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Lectern.Quizzes.Migrations;

/// <summary>The results that there are already and that came from quizzes name their attempt. Which it is only this module knows.</summary>
[DbContext(typeof(LecternDb)), Migration("20261128_0911_NameAttemptsOfResults")]
internal sealed class NameAttemptsOfResults : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder) => migrationBuilder.Sql(
        """
        UPDATE "ScoreEntry" SET "SourceId" = (SELECT a."Id" FROM "Attempt" a WHERE a."EnrolmentId" = "ScoreEntry"."EnrolmentId" AND a."ActivityId" = "ScoreEntry"."ActivityId" AND a."SubmittedAt" = "ScoreEntry"."At" ORDER BY a."Number" LIMIT 1)
        WHERE EXISTS (SELECT 1 FROM "Attempt" a WHERE a."EnrolmentId" = "ScoreEntry"."EnrolmentId" AND a."ActivityId" = "ScoreEntry"."ActivityId" AND a."SubmittedAt" = "ScoreEntry"."At")
        """);
}
