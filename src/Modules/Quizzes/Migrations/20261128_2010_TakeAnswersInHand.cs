using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Lectern.Quizzes.Migrations;

/// <summary>An answer that a job runs is in the hands of one node.</summary>
[DbContext(typeof(LecternDb)), Migration("20261128_2010_TakeAnswersInHand")]
internal sealed class TakeAnswersInHand : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder) => migrationBuilder.AddColumn<DateTime>("TakenUntil", "AwaitedMark", nullable: true);
}
