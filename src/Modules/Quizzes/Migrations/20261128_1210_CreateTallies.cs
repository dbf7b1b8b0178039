using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Lectern.Quizzes.Migrations;

[DbContext(typeof(LecternDb)), Migration("20261128_1210_CreateTallies")]
internal sealed class CreateTallies : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.CreateTable("QuizTally", t => new
        {
            Id = t.Column<Guid>(),
            ContentId = t.Column<Guid>(),
            Attempts = t.Column<int>(),
            ReckonedAt = t.Column<DateTime>(),
        }, constraints: t =>
        {
            t.PrimaryKey("PK_QuizTally", q => q.Id);
            t.ForeignKey("FK_QuizTally_QuizContent_ContentId", q => q.ContentId, "QuizContent", "Id", onDelete: ReferentialAction.Cascade);
        });
        migrationBuilder.CreateIndex("IX_QuizTally_ContentId", "QuizTally", "ContentId", unique: true);

        migrationBuilder.CreateTable("QuestionTally", t => new
        {
            Id = t.Column<Guid>(),
            TallyId = t.Column<Guid>(),
            QuestionId = t.Column<Guid>(),
            Version = t.Column<int>(),
            Answers = t.Column<int>(),
            Sum = t.Column<double>(),
            SumOfSquares = t.Column<double>(),
            Rest = t.Column<double>(),
            RestOfSquares = t.Column<double>(),
            Products = t.Column<double>(),
            Seconds = t.Column<double>(),
            Timed = t.Column<int>(),
            CommonJson = t.Column<string>(),
        }, constraints: t =>
        {
            t.PrimaryKey("PK_QuestionTally", q => q.Id);
            t.ForeignKey("FK_QuestionTally_QuizTally_TallyId", q => q.TallyId, "QuizTally", "Id", onDelete: ReferentialAction.Cascade);
        });
        migrationBuilder.CreateIndex("IX_QuestionTally_TallyId", "QuestionTally", "TallyId");
        migrationBuilder.CreateIndex("IX_QuestionTally_QuestionId", "QuestionTally", "QuestionId");
    }
}
