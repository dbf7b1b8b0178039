using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Lectern.Quizzes.Migrations;

/// <summary>Attempts by when they were handed in. What was counted before may hold what one learner alone had written: it is counted anew.</summary>
[DbContext(typeof(LecternDb)), Migration("20261128_1630_FindLateAttempts")]
internal sealed class FindLateAttempts : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.CreateIndex("IX_Attempt_SubmittedAt", "Attempt", "SubmittedAt");
        migrationBuilder.Sql("""DELETE FROM "QuestionTally" """);
        migrationBuilder.Sql("""DELETE FROM "QuizTally" """);
    }
}
