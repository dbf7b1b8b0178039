using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Lectern.Quizzes.Migrations;

[DbContext(typeof(LecternDb)), Migration("20261128_1240_ChooseBehaviours")]
internal sealed class ChooseBehaviours : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder) =>
        migrationBuilder.AddColumn<string>("Settings_Behaviour", "Quiz", maxLength: 40, nullable: false, defaultValue: "deferred");
}
