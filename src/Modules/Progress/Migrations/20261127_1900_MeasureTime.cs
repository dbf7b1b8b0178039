using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Lectern.Progress.Migrations;

[DbContext(typeof(LecternDb)), Migration("20261127_1900_MeasureTime")]
internal sealed class MeasureTime : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.CreateTable("StudyInterval", t => new
        {
            Id = t.Column<Guid>(),
            EnrolmentId = t.Column<Guid>(),
            ActivityId = t.Column<Guid>(),
            LearnerId = t.Column<Guid>(),
            From = t.Column<DateTime>(),
            To = t.Column<DateTime>(),
            Milliseconds = t.Column<long>(),
            IsLate = t.Column<bool>(),
        }, constraints: t =>
        {
            t.PrimaryKey("PK_StudyInterval", i => i.Id);
            t.ForeignKey("FK_StudyInterval_CourseEnrolment_EnrolmentId", i => i.EnrolmentId, "CourseEnrolment", "Id", onDelete: ReferentialAction.Cascade);
        });
        migrationBuilder.CreateIndex("IX_StudyInterval_LearnerId_From", "StudyInterval", ["LearnerId", "From"], unique: true);
        migrationBuilder.CreateIndex("IX_StudyInterval_EnrolmentId_ActivityId", "StudyInterval", ["EnrolmentId", "ActivityId"]);

        migrationBuilder.CreateTable("StudyLedger", t => new
        {
            Id = t.Column<Guid>(),
            LearnerId = t.Column<Guid>(),
            Revision = t.Column<int>(),
        }, constraints: t =>
        {
            t.PrimaryKey("PK_StudyLedger", l => l.Id);
            t.ForeignKey("FK_StudyLedger_Person_LearnerId", l => l.LearnerId, "Person", "Id", onDelete: ReferentialAction.Cascade);
        });
        migrationBuilder.CreateIndex("IX_StudyLedger_LearnerId", "StudyLedger", "LearnerId", unique: true);
    }
}
