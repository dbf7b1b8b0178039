using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Lectern.Quizzes.Migrations;

[DbContext(typeof(LecternDb)), Migration("20261127_2010_CreateQuestionImages")]
internal sealed class CreateQuestionImages : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.CreateTable("QuestionImage", t => new
        {
            Id = t.Column<Guid>(),
            FileHash = t.Column<string>(maxLength: 64),
            MediaType = t.Column<string>(maxLength: 100),
            AddedAt = t.Column<DateTime>(),
        }, constraints: t => t.PrimaryKey("PK_QuestionImage", i => i.Id));
        migrationBuilder.CreateIndex("IX_QuestionImage_FileHash", "QuestionImage", "FileHash", unique: true);
    }

    protected override void Down(MigrationBuilder migrationBuilder) => migrationBuilder.DropTable("QuestionImage");
}
