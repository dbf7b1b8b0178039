using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Lectern.Quizzes.Migrations;

[DbContext(typeof(LecternDb)), Migration("20261128_1016_CreateOpenedPages")]
internal sealed class CreateOpenedPages : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.CreateTable("OpenedPage", t => new
        {
            Id = t.Column<Guid>(),
            AttemptId = t.Column<Guid>(),
            Name = t.Column<string>(maxLength: 40),
            Latest = t.Column<int>(),
        }, constraints: t =>
        {
            t.PrimaryKey("PK_OpenedPage", p => p.Id);
            t.ForeignKey("FK_OpenedPage_Attempt_AttemptId", p => p.AttemptId, "Attempt", "Id", onDelete: ReferentialAction.Cascade);
        });
        migrationBuilder.CreateIndex("IX_OpenedPage_AttemptId_Name", "OpenedPage", ["AttemptId", "Name"], unique: true);
    }

    protected override void Down(MigrationBuilder migrationBuilder) => migrationBuilder.DropTable("OpenedPage");
}
