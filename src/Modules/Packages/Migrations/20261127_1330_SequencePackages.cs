using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Lectern.Packages.Migrations;

/// <summary>Packages of SCORM 2004 are sequenced, may attempt a part anew, and share what is global to the system.</summary>
[DbContext(typeof(LecternDb)), Migration("20261127_1330_SequencePackages")]
internal sealed class SequencePackages : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.AddColumn<string>("SequencingJson", "PackageAttempt", nullable: true);

        migrationBuilder.AddColumn<int>("Number", "ScoRecord", defaultValue: 1);
        migrationBuilder.DropIndex("IX_ScoRecord_AttemptId_Item", "ScoRecord");
        migrationBuilder.CreateIndex("IX_ScoRecord_AttemptId_Item_Number", "ScoRecord", ["AttemptId", "Item", "Number"], unique: true);

        migrationBuilder.CreateTable("SharedStore", t => new
        {
            Id = t.Column<Guid>(),
            LearnerId = t.Column<Guid>(),
            StateJson = t.Column<string>(),
            Revision = t.Column<int>(),
        }, constraints: t =>
        {
            t.PrimaryKey("PK_SharedStore", s => s.Id);
            t.ForeignKey("FK_SharedStore_Person_LearnerId", s => s.LearnerId, "Person", "Id", onDelete: ReferentialAction.Cascade);
        });
        migrationBuilder.CreateIndex("IX_SharedStore_LearnerId", "SharedStore", "LearnerId", unique: true);
    }

    protected override void Down(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.DropTable("SharedStore");
        migrationBuilder.DropIndex("IX_ScoRecord_AttemptId_Item_Number", "ScoRecord");
        migrationBuilder.CreateIndex("IX_ScoRecord_AttemptId_Item", "ScoRecord", ["AttemptId", "Item"], unique: true);
        foreach (var (table, column) in new[] { ("PackageAttempt", "SequencingJson"), ("ScoRecord", "Number") })
            migrationBuilder.Sql($"ALTER TABLE \"{table}\" DROP COLUMN \"{column}\"");
    }
}
