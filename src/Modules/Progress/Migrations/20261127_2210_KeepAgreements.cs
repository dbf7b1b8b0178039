using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Lectern.Progress.Migrations;

[DbContext(typeof(LecternDb)), Migration("20261127_2210_KeepAgreements")]
internal sealed class KeepAgreements : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.CreateTable("ScheduleAdjustment", t => new
        {
            Id = t.Column<Guid>(),
            EnrolmentId = t.Column<Guid>(),
            LearnerId = t.Column<Guid>(),
            Kind = t.Column<string>(maxLength: 40),
            ActivityId = t.Column<Guid>(nullable: true),
            Terms = t.Column<string>(maxLength: 60),
            Zone = t.Column<string>(maxLength: 60),
            Reason = t.Column<string>(maxLength: 500),
            ById = t.Column<Guid>(),
            At = t.Column<DateTime>(),
            RevokedAt = t.Column<DateTime>(nullable: true),
            RevokedById = t.Column<Guid>(nullable: true),
        }, constraints: t =>
        {
            t.PrimaryKey("PK_ScheduleAdjustment", a => a.Id);
            t.ForeignKey("FK_ScheduleAdjustment_CourseEnrolment_EnrolmentId", a => a.EnrolmentId, "CourseEnrolment", "Id", onDelete: ReferentialAction.Cascade);
        });
        migrationBuilder.CreateIndex("IX_ScheduleAdjustment_EnrolmentId", "ScheduleAdjustment", "EnrolmentId");

        migrationBuilder.CreateTable("LearnerSchedule", t => new
        {
            Id = t.Column<Guid>(),
            EnrolmentId = t.Column<Guid>(),
            CourseId = t.Column<Guid>(),
            LearnerId = t.Column<Guid>(),
            AgreedJson = t.Column<string>(),
            Revision = t.Column<int>(),
        }, constraints: t =>
        {
            t.PrimaryKey("PK_LearnerSchedule", s => s.Id);
            t.ForeignKey("FK_LearnerSchedule_CourseEnrolment_EnrolmentId", s => s.EnrolmentId, "CourseEnrolment", "Id", onDelete: ReferentialAction.Cascade);
        });
        migrationBuilder.CreateIndex("IX_LearnerSchedule_EnrolmentId", "LearnerSchedule", "EnrolmentId", unique: true);
    }
}
