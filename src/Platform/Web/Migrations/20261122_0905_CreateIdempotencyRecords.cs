using Lectern.Data;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Lectern.Web.Migrations;

[DbContext(typeof(LecternDb)), Migration("20261122_0905_CreateIdempotencyRecords")]
internal sealed class CreateIdempotencyRecords : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.CreateTable("IdempotencyRecord", t => new
        {
            Id = t.Column<Guid>(),
            PersonId = t.Column<Guid>(),
            Key = t.Column<string>(maxLength: 200),
            Fingerprint = t.Column<string>(maxLength: 64),
            At = t.Column<DateTime>(),
            Status = t.Column<int>(nullable: true),
            ContentType = t.Column<string>(maxLength: 100, nullable: true),
            Location = t.Column<string>(maxLength: 300, nullable: true),
            Body = t.Column<string>(nullable: true),
        }, constraints: t => t.PrimaryKey("PK_IdempotencyRecord", r => r.Id));
        migrationBuilder.CreateIndex("IX_IdempotencyRecord_PersonId_Key", "IdempotencyRecord", ["PersonId", "Key"], unique: true);
        migrationBuilder.CreateIndex("IX_IdempotencyRecord_At", "IdempotencyRecord", "At");
    }
}
