using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Lectern.Quizzes.Migrations;

/// <summary>What is uploaded goes to any bank. What waits to be looked through lives for a day, so it is let go.</summary>
[DbContext(typeof(LecternDb)), Migration("20261128_2110_SendQuestionsToBanks")]
internal sealed class SendQuestionsToBanks : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.DropTable("QuestionUpload");
        migrationBuilder.CreateTable("QuestionUpload", t => new
        {
            Id = t.Column<Guid>(),
            PersonId = t.Column<Guid>(),
            BankId = t.Column<Guid>(),
            FileHash = t.Column<string>(maxLength: 64),
            FileName = t.Column<string>(maxLength: 255),
            UploadedAt = t.Column<DateTime>(),
        }, constraints: t =>
        {
            t.PrimaryKey("PK_QuestionUpload", u => u.Id);
            t.ForeignKey("FK_QuestionUpload_Person_PersonId", u => u.PersonId, "Person", "Id", onDelete: ReferentialAction.Cascade);
        });
        migrationBuilder.CreateIndex("IX_QuestionUpload_PersonId", "QuestionUpload", "PersonId");
        migrationBuilder.CreateIndex("IX_QuestionUpload_UploadedAt", "QuestionUpload", "UploadedAt");
    }
}
