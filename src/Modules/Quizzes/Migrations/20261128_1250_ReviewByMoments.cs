using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Lectern.Quizzes.Migrations;

/// <summary>What learners see becomes a matrix; each of the three choices that there were has one that means the same (<see cref="ReviewMatrix"/>).</summary>
[DbContext(typeof(LecternDb)), Migration("20261128_1250_ReviewByMoments")]
internal sealed class ReviewByMoments : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        foreach (var (before, after) in new[] { ("Answers", "cf/acmfr/acmfr/acmfr"), ("Outcome", "c/acm/acm/acm"), ("Score", "c///") })
            migrationBuilder.Sql($"""UPDATE "Quiz" SET "Settings_Review" = '{after}' WHERE "Settings_Review" = '{before}' """);
        migrationBuilder.AddColumn<bool>("Settings_RightAnswersWait", "Quiz", nullable: false, defaultValue: true);
    }
}
