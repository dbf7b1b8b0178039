using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Lectern.Quizzes.Migrations;

/// <summary>What answers would earn by other tests, before anybody decides.</summary>
[DbContext(typeof(LecternDb)), Migration("20261128_2030_CreateTrialRuns")]
internal sealed class CreateTrialRuns : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.CreateTable("TrialRun", t => new
        {
            Id = t.Column<Guid>(),
            CourseId = t.Column<Guid>(),
            ActivityId = t.Column<Guid>(),
            AttemptId = t.Column<Guid>(),
            QuestionId = t.Column<Guid>(),
            Key = t.Column<string>(maxLength: 32),
            AskedAt = t.Column<DateTime>(),
            TakenUntil = t.Column<DateTime>(nullable: true),
            DoneAt = t.Column<DateTime>(nullable: true),
            Fraction = t.Column<decimal>(precision: 7, scale: 6, nullable: true),
            Remark = t.Column<string>(),
            Revision = t.Column<int>(),
        }, constraints: t =>
        {
            t.PrimaryKey("PK_TrialRun", r => r.Id);
            t.ForeignKey("FK_TrialRun_Attempt_AttemptId", r => r.AttemptId, "Attempt", "Id", onDelete: ReferentialAction.Cascade);
        });
        migrationBuilder.CreateIndex("IX_TrialRun_AttemptId_QuestionId_Key", "TrialRun", ["AttemptId", "QuestionId", "Key"], unique: true);
        migrationBuilder.CreateIndex("IX_TrialRun_ActivityId_Key", "TrialRun", ["ActivityId", "Key"]);
        migrationBuilder.CreateIndex("IX_TrialRun_DoneAt_AskedAt", "TrialRun", ["DoneAt", "AskedAt"]);
    }
}
