using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Lectern.Grading.Migrations;

/// <summary>A mark says whether the server computed it or content in the learner's browser said so.</summary>
[DbContext(typeof(LecternDb)), Migration("20261127_2320_TellSelfReportedMarks")]
internal sealed class TellSelfReportedMarks : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.AddColumn<bool>("IsSelfReported", "Mark", nullable: false, defaultValue: false);
        migrationBuilder.AddColumn<bool>("IsSelfReported", "ScoreEntry", nullable: false, defaultValue: false);
    }
}
