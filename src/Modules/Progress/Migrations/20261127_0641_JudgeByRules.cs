using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Lectern.Progress.Migrations;

[DbContext(typeof(LecternDb)), Migration("20261127_0641_JudgeByRules")]
internal sealed class JudgeByRules : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.AddColumn<DateTime>("ComesAt", "ActivityProgress", nullable: true);
        migrationBuilder.CreateIndex("IX_ActivityProgress_ComesAt", "ActivityProgress", "ComesAt");
    }
}
