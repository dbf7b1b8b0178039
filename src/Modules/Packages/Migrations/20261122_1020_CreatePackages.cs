using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Lectern.Packages.Migrations;

[DbContext(typeof(LecternDb)), Migration("20261122_1020_CreatePackages")]
internal sealed class CreatePackages : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.CreateTable("Package", t => new
        {
            Id = t.Column<Guid>(),
            Title = t.Column<string>(maxLength: 200),
            Edition = t.Column<string>(maxLength: 40),
            FileName = t.Column<string>(maxLength: 200),
            Hash = t.Column<string>(maxLength: 64),
            Length = t.Column<long>(),
            ImportedById = t.Column<Guid>(nullable: true),
            ImportedAt = t.Column<DateTime>(),
            ManifestJson = t.Column<string>(),
        }, constraints: t =>
        {
            t.PrimaryKey("PK_Package", p => p.Id);
            t.ForeignKey("FK_Package_Person_ImportedById", p => p.ImportedById, "Person", "Id", onDelete: ReferentialAction.SetNull);
        });
        migrationBuilder.CreateIndex("IX_Package_ImportedById", "Package", "ImportedById");

        migrationBuilder.CreateTable("PackageFile", t => new
        {
            Id = t.Column<Guid>(),
            PackageId = t.Column<Guid>(),
            Path = t.Column<string>(maxLength: 500),
            FoldedPath = t.Column<string>(maxLength: 1000),
            Hash = t.Column<string>(maxLength: 64),
            Length = t.Column<long>(),
            ContentType = t.Column<string>(maxLength: 100),
        }, constraints: t =>
        {
            t.PrimaryKey("PK_PackageFile", f => f.Id);
            t.ForeignKey("FK_PackageFile_Package_PackageId", f => f.PackageId, "Package", "Id", onDelete: ReferentialAction.Cascade);
        });
        migrationBuilder.CreateIndex("IX_PackageFile_PackageId_FoldedPath", "PackageFile", ["PackageId", "FoldedPath"]);
        migrationBuilder.CreateIndex("IX_PackageFile_Hash", "PackageFile", "Hash");

        migrationBuilder.CreateTable("PackageDraft", t => new
        {
            Id = t.Column<Guid>(),
            ActivityId = t.Column<Guid>(),
            PackageId = t.Column<Guid>(nullable: true),
        }, constraints: t =>
        {
            t.PrimaryKey("PK_PackageDraft", d => d.Id);
            t.ForeignKey("FK_PackageDraft_Activity_ActivityId", d => d.ActivityId, "Activity", "Id", onDelete: ReferentialAction.Cascade);
            t.ForeignKey("FK_PackageDraft_Package_PackageId", d => d.PackageId, "Package", "Id", onDelete: ReferentialAction.Restrict);
        });
        migrationBuilder.CreateIndex("IX_PackageDraft_ActivityId", "PackageDraft", "ActivityId", unique: true);
        migrationBuilder.CreateIndex("IX_PackageDraft_PackageId", "PackageDraft", "PackageId");

        migrationBuilder.CreateTable("PackageAttempt", t => new
        {
            Id = t.Column<Guid>(),
            EnrolmentId = t.Column<Guid>(),
            CourseId = t.Column<Guid>(),
            LearnerId = t.Column<Guid>(),
            ActivityId = t.Column<Guid>(),
            PackageId = t.Column<Guid>(),
            Status = t.Column<string>(maxLength: 40),
            Score = t.Column<decimal>(nullable: true),
            ReportedScore = t.Column<decimal>(nullable: true),
            LastItem = t.Column<string>(maxLength: 255, nullable: true),
            StartedAt = t.Column<DateTime>(),
            LastAt = t.Column<DateTime>(),
            Revision = t.Column<int>(),
        }, constraints: t =>
        {
            t.PrimaryKey("PK_PackageAttempt", a => a.Id);
            t.ForeignKey("FK_PackageAttempt_CourseEnrolment_EnrolmentId", a => a.EnrolmentId, "CourseEnrolment", "Id", onDelete: ReferentialAction.Cascade);
            t.ForeignKey("FK_PackageAttempt_Package_PackageId", a => a.PackageId, "Package", "Id", onDelete: ReferentialAction.Restrict);
        });
        migrationBuilder.CreateIndex("IX_PackageAttempt_EnrolmentId_ActivityId_PackageId", "PackageAttempt", ["EnrolmentId", "ActivityId", "PackageId"], unique: true);
        migrationBuilder.CreateIndex("IX_PackageAttempt_PackageId", "PackageAttempt", "PackageId");

        migrationBuilder.CreateTable("ScoRecord", t => new
        {
            Id = t.Column<Guid>(),
            AttemptId = t.Column<Guid>(),
            Item = t.Column<string>(maxLength: 255),
            Status = t.Column<string>(maxLength: 40),
            Score = t.Column<decimal>(nullable: true),
            StateJson = t.Column<string>(),
            Revision = t.Column<int>(),
        }, constraints: t =>
        {
            t.PrimaryKey("PK_ScoRecord", r => r.Id);
            t.ForeignKey("FK_ScoRecord_PackageAttempt_AttemptId", r => r.AttemptId, "PackageAttempt", "Id", onDelete: ReferentialAction.Cascade);
        });
        migrationBuilder.CreateIndex("IX_ScoRecord_AttemptId_Item", "ScoRecord", ["AttemptId", "Item"], unique: true);
    }

    protected override void Down(MigrationBuilder migrationBuilder)
    {
        foreach (var table in new[] { "ScoRecord", "PackageAttempt", "PackageDraft", "PackageFile", "Package" }) migrationBuilder.DropTable(table);
    }
}
