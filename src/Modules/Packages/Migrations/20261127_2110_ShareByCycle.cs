using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Lectern.Packages.Migrations;

[DbContext(typeof(LecternDb)), Migration("20261127_2110_ShareByCycle")]
internal sealed class ShareByCycle : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.AddColumn<Guid>("ScopeId", "SharedStore", nullable: false, defaultValue: Guid.Empty);
        migrationBuilder.Sql("""UPDATE "SharedStore" SET "ScopeId" = "LearnerId" """);
        migrationBuilder.DropIndex("IX_SharedStore_LearnerId", "SharedStore");
        migrationBuilder.CreateIndex("IX_SharedStore_LearnerId_ScopeId", "SharedStore", ["LearnerId", "ScopeId"], unique: true);
    }
}
