using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Lectern.Quizzes.Migrations;

[DbContext(typeof(LecternDb)), Migration("20261128_1510_CreateQuestionUploads")]
internal sealed class CreateQuestionUploads : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.CreateTable("QuestionUpload", t => new
        {
            Id = t.Column<Guid>(),
            PersonId = t.Column<Guid>(),
            CourseId = t.Column<Guid>(),
            FileHash = t.Column<string>(maxLength: 64),
            FileName = t.Column<string>(maxLength: 255),
            UploadedAt = t.Column<DateTime>(),
        }, constraints: t =>
        {
            t.PrimaryKey("PK_QuestionUpload", u => u.Id);
            t.ForeignKey("FK_QuestionUpload_Person_PersonId", u => u.PersonId, "Person", "Id", onDelete: ReferentialAction.Cascade);
            t.ForeignKey("FK_QuestionUpload_Course_CourseId", u => u.CourseId, "Course", "Id", onDelete: ReferentialAction.Cascade);
        });
        migrationBuilder.CreateIndex("IX_QuestionUpload_PersonId", "QuestionUpload", "PersonId");
        migrationBuilder.CreateIndex("IX_QuestionUpload_CourseId", "QuestionUpload", "CourseId");
        migrationBuilder.CreateIndex("IX_QuestionUpload_UploadedAt", "QuestionUpload", "UploadedAt");
    }

    protected override void Down(MigrationBuilder migrationBuilder) => migrationBuilder.DropTable("QuestionUpload");
}
