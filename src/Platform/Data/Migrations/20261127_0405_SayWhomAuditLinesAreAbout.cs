using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Lectern.Data.Migrations;

[DbContext(typeof(LecternDb)), Migration("20261127_0405_SayWhomAuditLinesAreAbout")]
internal sealed class SayWhomAuditLinesAreAbout : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.AddColumn<Guid>("AboutId", "AuditEntry", nullable: true);
        migrationBuilder.CreateIndex("IX_AuditEntry_AboutId", "AuditEntry", "AboutId");
        var person = migrationBuilder.ActiveProvider!.EndsWith("Sqlite", StringComparison.Ordinal)
            ? "upper(json_extract(\"Details\", '$.PersonId'))"     // as the database keeps ids
            : "(\"Details\"::json ->> 'PersonId')::uuid";
        migrationBuilder.Sql($"UPDATE \"AuditEntry\" SET \"AboutId\" = {person} WHERE \"Action\" LIKE 'RoleAssignment.%' OR \"Action\" LIKE 'PersonalAccessToken.%'");
    }
}
