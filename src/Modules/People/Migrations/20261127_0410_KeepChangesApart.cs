using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Lectern.People.Migrations;

[DbContext(typeof(LecternDb)), Migration("20261127_0410_KeepChangesApart")]
internal sealed class KeepChangesApart : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.AddColumn<int>("Revision", "Scope", defaultValue: 0);
        migrationBuilder.AddColumn<int>("Revision", "Institution", defaultValue: 0);
        migrationBuilder.CreateIndex("IX_Scope_Kind", "Scope", "Kind", unique: true, filter: "\"ParentId\" IS NULL");
    }
}
