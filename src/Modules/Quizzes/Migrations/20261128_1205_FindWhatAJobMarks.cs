using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Lectern.Quizzes.Migrations;

[DbContext(typeof(LecternDb)), Migration("20261128_1205_FindWhatAJobMarks")]
internal sealed class FindWhatAJobMarks : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder) =>
        migrationBuilder.CreateIndex("IX_AwaitedMark_MarkedBy_GivenAt_SubmittedAt", "AwaitedMark", ["MarkedBy", "GivenAt", "SubmittedAt"]);

    protected override void Down(MigrationBuilder migrationBuilder) => migrationBuilder.DropIndex("IX_AwaitedMark_MarkedBy_GivenAt_SubmittedAt", "AwaitedMark");
}
