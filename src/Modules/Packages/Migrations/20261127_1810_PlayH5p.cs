using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Lectern.Packages.Migrations;

/// <summary>Packages may be of H5P, with attempts of their own.</summary>
[DbContext(typeof(LecternDb)), Migration("20261127_1810_PlayH5p")]
internal sealed class PlayH5p : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.AddColumn<string>("Kind", "Package", maxLength: 20, defaultValue: "scorm");
        // Only SCORM has editions. SQLite can't change a column, but put another in its place.
        migrationBuilder.AddColumn<string>("EditionOfScorm", "Package", maxLength: 40, nullable: true);
        migrationBuilder.Sql("UPDATE \"Package\" SET \"EditionOfScorm\" = \"Edition\"");
        migrationBuilder.Sql("ALTER TABLE \"Package\" DROP COLUMN \"Edition\"");
        migrationBuilder.Sql("ALTER TABLE \"Package\" RENAME COLUMN \"EditionOfScorm\" TO \"Edition\"");

        migrationBuilder.CreateTable("H5pAttempt", t => new
        {
            Id = t.Column<Guid>(),
            EnrolmentId = t.Column<Guid>(),
            CourseId = t.Column<Guid>(),
            LearnerId = t.Column<Guid>(),
            ActivityId = t.Column<Guid>(),
            PackageId = t.Column<Guid>(),
            Number = t.Column<int>(),
            Status = t.Column<string>(maxLength: 40),
            Score = t.Column<decimal>(nullable: true),
            ReportedScore = t.Column<decimal>(nullable: true),
            Launch = t.Column<int>(),
            LaunchedAt = t.Column<DateTime>(),
            HasBegun = t.Column<bool>(),
            GivesScore = t.Column<bool>(),
            EarlierSeconds = t.Column<int>(),
            Seconds = t.Column<int>(),
            StatesJson = t.Column<string>(),
            StatementCount = t.Column<int>(),
            StartedAt = t.Column<DateTime>(),
            LastAt = t.Column<DateTime>(),
            EndedAt = t.Column<DateTime>(nullable: true),
            Revision = t.Column<int>(),
        }, constraints: t =>
        {
            t.PrimaryKey("PK_H5pAttempt", a => a.Id);
            t.ForeignKey("FK_H5pAttempt_CourseEnrolment_EnrolmentId", a => a.EnrolmentId, "CourseEnrolment", "Id", onDelete: ReferentialAction.Cascade);
            t.ForeignKey("FK_H5pAttempt_Package_PackageId", a => a.PackageId, "Package", "Id", onDelete: ReferentialAction.Restrict);
        });
        migrationBuilder.CreateIndex("IX_H5pAttempt_EnrolmentId_ActivityId_PackageId_Number", "H5pAttempt", ["EnrolmentId", "ActivityId", "PackageId", "Number"], unique: true);
        migrationBuilder.CreateIndex("IX_H5pAttempt_PackageId", "H5pAttempt", "PackageId");

        migrationBuilder.CreateTable("H5pStatement", t => new
        {
            Id = t.Column<Guid>(),
            AttemptId = t.Column<Guid>(),
            Launch = t.Column<int>(),
            Number = t.Column<int>(),
            Verb = t.Column<string>(maxLength: 40),
            IsOfWhole = t.Column<bool>(),
            Question = t.Column<string>(maxLength: 2000, nullable: true),
            Type = t.Column<string>(maxLength: 40, nullable: true),
            Response = t.Column<string>(maxLength: 10_000, nullable: true),
            Right = t.Column<string>(maxLength: 2000, nullable: true),
            IsSuccess = t.Column<bool>(nullable: true),
            Points = t.Column<decimal>(nullable: true),
            Most = t.Column<decimal>(nullable: true),
            Score = t.Column<decimal>(nullable: true),
            Took = t.Column<decimal>(nullable: true),
            At = t.Column<DateTime>(),
        }, constraints: t =>
        {
            t.PrimaryKey("PK_H5pStatement", s => s.Id);
            t.ForeignKey("FK_H5pStatement_H5pAttempt_AttemptId", s => s.AttemptId, "H5pAttempt", "Id", onDelete: ReferentialAction.Cascade);
        });
        migrationBuilder.CreateIndex("IX_H5pStatement_AttemptId_Launch_Number", "H5pStatement", ["AttemptId", "Launch", "Number"], unique: true);
    }

    protected override void Down(MigrationBuilder migrationBuilder)
    {
        foreach (var table in new[] { "H5pStatement", "H5pAttempt" }) migrationBuilder.DropTable(table);
        migrationBuilder.Sql("DELETE FROM \"Package\" WHERE \"Kind\" <> 'scorm'");
        migrationBuilder.AddColumn<string>("EditionOfAll", "Package", maxLength: 40, defaultValue: "");
        migrationBuilder.Sql("UPDATE \"Package\" SET \"EditionOfAll\" = \"Edition\"");
        migrationBuilder.Sql("ALTER TABLE \"Package\" DROP COLUMN \"Edition\"");
        migrationBuilder.Sql("ALTER TABLE \"Package\" RENAME COLUMN \"EditionOfAll\" TO \"Edition\"");
        migrationBuilder.Sql("ALTER TABLE \"Package\" DROP COLUMN \"Kind\"");
    }
}
