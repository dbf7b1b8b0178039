using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Lectern.Quizzes.Migrations;

/// <summary>Answers that wait for a host know since when it was found missing.</summary>
[DbContext(typeof(LecternDb)), Migration("20261128_1710_WaitForTheHost")]
internal sealed class WaitForTheHost : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder) => migrationBuilder.AddColumn<DateTime>("HostMissingSince", "AwaitedMark", nullable: true);
}
