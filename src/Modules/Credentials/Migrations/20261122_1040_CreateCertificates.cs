using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Lectern.Credentials.Migrations;

[DbContext(typeof(LecternDb)), Migration("20261122_1040_CreateCertificates")]
internal sealed class CreateCertificates : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.CreateTable("Certificate", t => new
        {
            Id = t.Column<Guid>(),
            Code = t.Column<string>(maxLength: 28),
            EnrolmentId = t.Column<Guid>(),
            LearnerId = t.Column<Guid>(),
            CourseId = t.Column<Guid>(),
            VersionId = t.Column<Guid>(),
            LearnerName = t.Column<string>(maxLength: 200),
            CourseTitle = t.Column<string>(maxLength: 200),
            InstitutionName = t.Column<string>(maxLength: 200),
            CompletedOn = t.Column<DateOnly>(),
            IssuedAt = t.Column<DateTime>(),
            ValidUntil = t.Column<DateOnly>(nullable: true),
            ExpiresAt = t.Column<DateTime>(nullable: true),
            RevokedAt = t.Column<DateTime>(nullable: true),
            RevokedById = t.Column<Guid>(nullable: true),
            RevocationReason = t.Column<string>(maxLength: 300, nullable: true),
            Revision = t.Column<int>(),
        }, constraints: t =>
        {
            t.PrimaryKey("PK_Certificate", c => c.Id);
            t.ForeignKey("FK_Certificate_CourseEnrolment_EnrolmentId", c => c.EnrolmentId, "CourseEnrolment", "Id", onDelete: ReferentialAction.Restrict);
            t.ForeignKey("FK_Certificate_Person_LearnerId", c => c.LearnerId, "Person", "Id", onDelete: ReferentialAction.Restrict);
            t.ForeignKey("FK_Certificate_Course_CourseId", c => c.CourseId, "Course", "Id", onDelete: ReferentialAction.Restrict);
            t.ForeignKey("FK_Certificate_CourseVersion_VersionId", c => c.VersionId, "CourseVersion", "Id", onDelete: ReferentialAction.Restrict);
            t.ForeignKey("FK_Certificate_Person_RevokedById", c => c.RevokedById, "Person", "Id", onDelete: ReferentialAction.SetNull);
        });
        migrationBuilder.CreateIndex("IX_Certificate_Code", "Certificate", "Code", unique: true);
        migrationBuilder.CreateIndex("IX_Certificate_EnrolmentId", "Certificate", "EnrolmentId", unique: true);
        migrationBuilder.CreateIndex("IX_Certificate_LearnerId_IssuedAt", "Certificate", ["LearnerId", "IssuedAt"]);
        migrationBuilder.CreateIndex("IX_Certificate_CourseId_IssuedAt", "Certificate", ["CourseId", "IssuedAt"]);
        migrationBuilder.CreateIndex("IX_Certificate_VersionId", "Certificate", "VersionId");
        migrationBuilder.CreateIndex("IX_Certificate_RevokedById", "Certificate", "RevokedById");
    }
}
