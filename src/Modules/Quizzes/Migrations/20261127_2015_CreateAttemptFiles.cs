using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Lectern.Quizzes.Migrations;

[DbContext(typeof(LecternDb)), Migration("20261127_2015_CreateAttemptFiles")]
internal sealed class CreateAttemptFiles : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.CreateTable("AttemptFile", t => new
        {
            Id = t.Column<Guid>(),
            AttemptId = t.Column<Guid>(),
            QuestionId = t.Column<Guid>(),
            FileHash = t.Column<string>(maxLength: 64),
            Name = t.Column<string>(maxLength: 200),
            MediaType = t.Column<string>(maxLength: 100),
            Length = t.Column<long>(),
            AddedAt = t.Column<DateTime>(),
        }, constraints: t =>
        {
            t.PrimaryKey("PK_AttemptFile", f => f.Id);
            t.ForeignKey("FK_AttemptFile_Attempt_AttemptId", f => f.AttemptId, "Attempt", "Id", onDelete: ReferentialAction.Cascade);
        });
        migrationBuilder.CreateIndex("IX_AttemptFile_AttemptId", "AttemptFile", "AttemptId");
        migrationBuilder.CreateIndex("IX_AttemptFile_FileHash", "AttemptFile", "FileHash");
    }

    protected override void Down(MigrationBuilder migrationBuilder) => migrationBuilder.DropTable("AttemptFile");
}
