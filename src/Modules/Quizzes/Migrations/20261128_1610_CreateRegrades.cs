using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Lectern.Quizzes.Migrations;

/// <summary>Decisions to mark questions anew, and steps that name the one that they follow from.</summary>
[DbContext(typeof(LecternDb)), Migration("20261128_1610_CreateRegrades")]
internal sealed class CreateRegrades : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.AddColumn<Guid>("RegradeId", "AttemptStep", nullable: true);
        migrationBuilder.CreateTable("Regrade", t => new
        {
            Id = t.Column<Guid>(),
            CourseId = t.Column<Guid>(),
            ActivityId = t.Column<Guid>(),
            Number = t.Column<int>(),
            ChangesJson = t.Column<string>(),
            ContentId = t.Column<Guid>(nullable: true),
            SparesLosers = t.Column<bool>(),
            Reason = t.Column<string>(maxLength: 500),
            ById = t.Column<Guid>(),
            At = t.Column<DateTime>(),
            Last = t.Column<Guid>(nullable: true),
            Changed = t.Column<int>(),
            Spared = t.Column<int>(),
            DoneAt = t.Column<DateTime>(nullable: true),
            Revision = t.Column<int>(),
        }, constraints: t =>
        {
            t.PrimaryKey("PK_Regrade", r => r.Id);
            t.ForeignKey("FK_Regrade_Course_CourseId", r => r.CourseId, "Course", "Id", onDelete: ReferentialAction.Cascade);
        });
        migrationBuilder.CreateIndex("IX_Regrade_CourseId", "Regrade", "CourseId");
        migrationBuilder.CreateIndex("IX_Regrade_ActivityId_Number", "Regrade", ["ActivityId", "Number"], unique: true);
        migrationBuilder.CreateIndex("IX_Regrade_DoneAt", "Regrade", "DoneAt");
    }
}
